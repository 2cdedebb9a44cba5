internal import Evidence

extension ClassicProtection {
  /// What is read in a place, or is no setting. Everything else is one that this version does not know.
  private static let known: Set<String> = Set(
    Switch.allCases.map(\.rawValue) + [
      "name", "enabled", "enforce_admins", "required_status_checks",
      "required_pull_request_reviews", "restrictions", "required_signatures",
    ])

  /// The protection that a GET shows. Throws what is wrong with it, in words.
  init(_ answer: AnswerValue) throws(GitHubAnswer.Flaw) {
    self.init()
    unknownSettings = try answer.unknown(besides: Self.known)
    enforceAdmins = try answer.isEnabled("enforce_admins")
    requiredSignatures = try answer.isEnabled("required_signatures")
    for name in Switch.allCases where try answer.isEnabled(name.rawValue) { switches.insert(name) }
    if let checks = try answer.member("required_status_checks") {
      unknownSettings += try checks.unknown(besides: StatusChecks.known)
      statusChecks = try StatusChecks(checks)
    }
    if let found = try answer.member("required_pull_request_reviews") {
      unknownSettings += try found.unknown(besides: Reviews.known)
      reviews = try Reviews(found)
    }
    if let found = try answer.member("restrictions") { restrictions = try Actors(found) }
  }

  /// As a GET shows it, without what is not decided here: `init` reads the same protection from it.
  var answer: JSON {
    var pairs: [(String, JSON)] = []
    if let statusChecks { pairs.append(("required_status_checks", statusChecks.answer)) }
    if let reviews { pairs.append(("required_pull_request_reviews", reviews.answer)) }
    if let restrictions { pairs.append(("restrictions", restrictions.answer)) }
    pairs.append(("enforce_admins", Self.enabled(enforceAdmins)))
    pairs.append(("required_signatures", Self.enabled(requiredSignatures)))
    for name in Switch.allCases {
      pairs.append((name.rawValue, Self.enabled(switches.contains(name))))
    }
    pairs += unknownSettings.map { ($0, .null) }
    return .object(pairs)
  }

  private static func enabled(_ value: Bool) -> JSON { .object([("enabled", .bool(value))]) }

  /// The body of the PUT that sets all of it but the signatures. Every key is sent: what a PUT leaves
  /// out falls back to its default.
  ///
  /// `inOrganization` says whose the repository is: in an organization, lists that stay away may stay
  /// as they were; elsewhere, lists are refused.
  func put(inOrganization: Bool) -> JSON {
    .object(
      [
        ("required_status_checks", statusChecks?.put ?? .null),
        ("enforce_admins", .bool(enforceAdmins)),
        ("required_pull_request_reviews", reviews?.put(inOrganization: inOrganization) ?? .null),
        ("restrictions", restrictions?.put ?? .null),
      ] + Switch.allCases.map { ($0.rawValue, .bool(switches.contains($0))) })
  }
}

extension ClassicProtection.StatusChecks {
  /// What is known of the block, whether it says more or not.
  fileprivate static let known: Set<String> = ["strict", "checks", "contexts", "enforcement_level"]

  fileprivate init(_ answer: AnswerValue) throws(GitHubAnswer.Flaw) {
    strict = try answer.member("strict")?.flag() ?? false
    checks = []
    if let told = try answer.member("checks") {
      isByContext = false
      for check in try told.elements() {
        let app = try check.member("app_id")?.integer()
        checks.insert(.init(try check.required("context").text(), appID: app == -1 ? nil : app))
      }
    } else {
      isByContext = true
      for context in try answer.member("contexts")?.elements() ?? [] {
        checks.insert(.init(try context.text()))
      }
    }
  }

  fileprivate var answer: JSON { block(anyApp: .null) }

  /// The block as PUT and PATCH take it. `checks` and `contexts` exclude each other; a check without
  /// `app_id` would be pinned to whoever reported it last, and -1 says any app.
  var put: JSON { block(anyApp: .int(-1)) }

  private func block(anyApp: JSON) -> JSON {
    let checks = sorted.map { check in
      JSON.object([
        ("context", .string(check.context)), ("app_id", check.appID.map { .int($0) } ?? anyApp),
      ])
    }
    let list: (String, JSON) =
      isByContext ? ("contexts", .texts(sorted.map(\.context))) : ("checks", .array(checks))
    return .object([("strict", .bool(strict)), list])
  }
}

extension ClassicProtection.Reviews {
  fileprivate static let known: Set<String> = [
    "required_approving_review_count", "dismiss_stale_reviews", "require_code_owner_reviews",
    "require_last_push_approval", "dismissal_restrictions", "bypass_pull_request_allowances",
  ]

  fileprivate init(_ answer: AnswerValue) throws(GitHubAnswer.Flaw) {
    count = try answer.member("required_approving_review_count")?.integer() ?? 0
    dismissStale = try answer.member("dismiss_stale_reviews")?.flag() ?? false
    codeOwners = try answer.member("require_code_owner_reviews")?.flag() ?? false
    lastPush = try answer.member("require_last_push_approval")?.flag() ?? false
    dismissal = nil
    if let found = try answer.member("dismissal_restrictions") { dismissal = try Actors(found) }
    if let found = try answer.member("bypass_pull_request_allowances") {
      bypass = try Actors(found)
    }
  }

  private var pairs: [(String, JSON)] {
    [
      ("required_approving_review_count", .int(count)),
      ("dismiss_stale_reviews", .bool(dismissStale)),
      ("require_code_owner_reviews", .bool(codeOwners)),
      ("require_last_push_approval", .bool(lastPush)),
    ]
  }

  fileprivate var answer: JSON {
    var all = pairs
    if let dismissal { all.append(("dismissal_restrictions", dismissal.answer)) }
    if !bypass.isEmpty { all.append(("bypass_pull_request_allowances", bypass.answer)) }
    return .object(all)
  }

  /// The block as PUT and PATCH take it. `{}` lifts the restriction of dismissals; three empty lists
  /// leave it to nobody.
  func put(inOrganization: Bool) -> JSON {
    var all = pairs
    if inOrganization {
      all.append(("dismissal_restrictions", dismissal?.put ?? .object([JSON.Member]())))
      all.append(("bypass_pull_request_allowances", bypass.put))
    }
    return .object(all)
  }
}

extension AnswerValue {
  /// `{"enabled": true}`; false where there is no such block, as on servers older than it.
  fileprivate func isEnabled(_ name: String) throws(GitHubAnswer.Flaw) -> Bool {
    try member(name)?.required("enabled").flag() ?? false
  }

  /// The members that nobody knows; addresses are nobody's setting.
  fileprivate func unknown(besides known: Set<String>) throws(GitHubAnswer.Flaw) -> [String] {
    try members().compactMap { name, value in
      name == "url" || name.hasSuffix("_url") || known.contains(name) ? nil : value.path
    }.sorted()
  }
}

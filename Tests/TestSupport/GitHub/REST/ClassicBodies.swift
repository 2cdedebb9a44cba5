/// What classic protection takes: docs.github.com/rest/branches/branch-protection.
enum ClassicBodies {
  private static func names(required: Bool = false) -> BodyShape {
    .object([
      .init("users", .list(.text), required: required),
      .init("teams", .list(.text), required: required), .init("apps", .list(.text)),
    ])
  }

  private static let check = BodyShape.object([
    .init("context", .text, required: true), .init("app_id", .number(-1...Int.max)),
  ])

  private static func checks(required: Bool) -> BodyShape {
    .object([
      .init("strict", .flag, required: required), .init("contexts", .list(.text, atMost: .max)),
      .init("checks", .list(check, atMost: .max)),
    ])
  }

  static let checksPatch = checks(required: false)

  static let reviews = BodyShape.object([
    .init("dismissal_restrictions", names()), .init("dismiss_stale_reviews", .flag),
    .init("require_code_owner_reviews", .flag),
    .init("required_approving_review_count", .number(0...6)),
    .init("require_last_push_approval", .flag), .init("bypass_pull_request_allowances", names()),
  ])

  static let protection = BodyShape.object(
    [
      .init("required_status_checks", .nullable(checks(required: true)), required: true),
      .init("enforce_admins", .nullable(.flag), required: true),
      .init("required_pull_request_reviews", .nullable(reviews), required: true),
      .init("restrictions", .nullable(names(required: true)), required: true),
    ]
      + ClassicRule.flagNames.map { name in
        BodyShape.Member(name, name == "allow_force_pushes" ? .nullable(.flag) : .flag)
      })

  /// What the server says where a body has both `contexts` and `checks`, or neither
  /// (google/go-github#2276, #2467, integrations/terraform-provider-github#1374).
  static func exclusion(_ checks: JSON) -> String? {
    switch (checks["contexts"], checks["checks"]) {
    case (nil, nil): "Invalid request.\n\nNo subschema in \"oneOf\" matched."
    case (.some, .some):
      "Invalid request.\n\nNo subschema in \"anyOf\" matched.\nMore than one subschema in \"oneOf\" matched."
    default: nil
    }
  }
}

extension ClassicRule.Checks {
  /// `latest` is the app that GitHub pins a check to where the body says none.
  init(_ json: JSON, strict: Bool, latest: Int?) {
    self.init(strict: json["strict"]?.flag ?? strict, [])
    for check in json["checks"]?.elements ?? [] {
      let app = check["app_id"]?.number
      list.append(.init(check["context"]?.text ?? "", app == nil ? latest : app == -1 ? nil : app))
    }
    if json["checks"] == nil {
      list = (json["contexts"]?.elements ?? []).map { .init($0.text ?? "", latest) }
    }
  }
}

extension ClassicRule.Names {
  /// Who is named, less whom the repository does not know: GitHub drops them in silence
  /// (octokit/octokit.rb#1024).
  init(_ json: JSON, known: Set<String>) {
    func list(_ name: String) -> [String] {
      (json[name]?.elements ?? []).compactMap(\.text).filter { known.contains($0.lowercased()) }
        .map { $0.lowercased() }
    }
    self.init(users: list("users"), teams: list("teams"), apps: list("apps"))
  }
}

extension ClassicRule.Reviews {
  /// What a PUT or PATCH makes of it: what a body leaves out stays.
  mutating func change(_ json: JSON, known: Set<String>) {
    count = json["required_approving_review_count"]?.number ?? count
    stale = json["dismiss_stale_reviews"]?.flag ?? stale
    owners = json["require_code_owner_reviews"]?.flag ?? owners
    lastPush = json["require_last_push_approval"]?.flag ?? lastPush
    if let names = json["dismissal_restrictions"] {
      dismissal = names == .object([:]) ? nil : .init(names, known: known)
    }
    if let names = json["bypass_pull_request_allowances"] { bypass = .init(names, known: known) }
  }
}

extension JSON {
  /// A truth value.
  var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  /// The elements of a list.
  public var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
}

/// What the emulated GitHub does below `/repos/{owner}/{repo}/branches/{branch}`.
extension GitHubWorld.Repository {
  /// The answer to a request about a branch; `rest` is the path behind the branch.
  mutating func branch(
    _ name: String, _ rest: [String], _ request: HTTPRequest
  ) throws(Refused) -> HTTPReply {
    guard branches.contains(name) else { throw Refused(404, "Branch not found") }
    if rest.isEmpty, request.method == "GET" { return HTTPReply(200, shownBranch(name)) }
    guard rest.first == "protection" else { throw .notFound }
    guard isAdmin else { throw Refused(403, "Must have admin rights to Repository.") }
    if rest.count == 1 { return try protection(of: name, request) }
    guard rest.count == 2 else { throw .notFound }
    // Below protection, what matches is changed where it is read: of a pattern, a new rule is made.
    guard var rule = rule(of: name) else { throw Refused(404, "Branch not protected") }
    rule.pattern = name
    let reply = try rule.answer(rest[1], request, in: self, url: url(of: name))
    if request.method != "GET" { put(rule) }
    return reply
  }

  /// docs.github.com/rest/branches/branches, "List branches": by name.
  func shownBranches(_ request: HTTPRequest) throws(Refused) -> HTTPReply {
    guard Set(["protected", "per_page", "page"]).isSuperset(of: request.query.keys),
      request.query["protected"].map({ ["true", "false"].contains($0) }) != false
    else { throw Refused(422, "Validation Failed") }
    let shown = branches.sorted().filter { branch in
      request.query["protected"].map { ($0 == "true") == (rule(of: branch) != nil) } ?? true
    }
    return try page(shown.map(shownBranch), request)
  }

  /// The rule that holds for a branch: its own before a pattern.
  func rule(of branch: String) -> ClassicRule? {
    rules.first { $0.pattern == branch }
      ?? rules.first { RefPattern($0.pattern).matches(branch) }
  }

  /// Whether pull requests into a branch go through a queue, by whatever demands that.
  func hasMergeQueue(_ branch: String) -> Bool {
    rule(of: branch)?.hasMergeQueue == true
      || rulesets.contains { ruleset in
        ruleset.isActive && ruleset.covers(branch, default: defaultBranch)
          && (ruleset.settings["rules"]?.elements ?? []).contains {
            $0["type"] == .string("merge_queue")
          }
      }
  }

  private mutating func put(_ rule: ClassicRule) {
    rules.removeAll { $0.pattern == rule.pattern }
    rules.append(rule)
  }

  private func url(of branch: String) -> String {
    "https://api.github.com/repos/\(owner)/\(name)/branches/\(branch)/protection"
  }

  private mutating func protection(
    of name: String, _ request: HTTPRequest
  ) throws(Refused) -> HTTPReply {
    switch request.method {
    case "GET":
      guard let rule = rule(of: name) else { throw Refused(404, "Branch not protected") }
      return HTTPReply(200, rule.shown(at: url(of: name)))
    case "PUT":
      let rule = try replaced(name, request.body(ClassicBodies.protection))
      put(rule)
      return HTTPReply(200, rule.shown(at: url(of: name)))
    case "DELETE":
      guard rules.contains(where: { $0.pattern == name }) else {
        throw Refused(404, "Branch not protected")
      }
      rules.removeAll { $0.pattern == name }
      return HTTPReply(204)
    default: throw .notFound
    }
  }

  /// The rule that a PUT makes. What it does not name goes back to its default; signatures have a
  /// place of their own.
  private func replaced(_ name: String, _ json: JSON) throws(Refused) -> ClassicRule {
    var rule = ClassicRule(name)
    let old = self.rule(of: name)
    rule.signatures = putDropsSignatures ? false : old?.signatures ?? false
    rule.enforceAdmins = json["enforce_admins"]?.flag ?? false
    rule.flags = Set(ClassicRule.flagNames.filter { json[$0]?.flag ?? false })
    if let block = json["required_status_checks"], block != .null {
      if let message = ClassicBodies.exclusion(block) { throw Refused(422, message) }
      rule.checks = .init(block, strict: false, latest: latestApp)
    }
    if let block = json["required_pull_request_reviews"], block != .null {
      try requireOrganization(block)
      rule.reviews = .init()
      // In an organization, lists that a body leaves away stay as they were (PyGithub#1335).
      rule.reviews?.dismissal = old?.reviews?.dismissal
      rule.reviews?.bypass = old?.reviews?.bypass
      rule.reviews?.change(block, known: known)
    }
    if let block = json["restrictions"], block != .null {
      guard isOrganization else { throw Self.personal }
      rule.restrictions = .init(block, known: known)
    }
    return rule
  }

  private static let personal = Refused(
    422, "Only organization repositories can have users and team restrictions")

  fileprivate func requireOrganization(_ reviews: JSON) throws(Refused) {
    let lists = ["dismissal_restrictions", "bypass_pull_request_allowances"]
    guard isOrganization || lists.allSatisfy({ reviews[$0] == nil }) else { throw Self.personal }
  }

  private func shownBranch(_ name: String) -> JSON {
    let rule = rule(of: name)
    var members: [String: JSON] = [
      "name": .string(name),
      "commit": .object(["sha": .string(String(repeating: "a", count: 40))]),
      "protected": .bool(rule != nil), "protection_url": .string(url(of: name)),
      "protection": .object(["enabled": .bool(rule != nil)]),
    ]
    if let rule { members["pattern"] = .string(rule.pattern) }
    return .object(members)
  }
}

extension ClassicRule {
  /// The answer below `protection`.
  fileprivate mutating func answer(
    _ part: String, _ request: HTTPRequest, in repository: GitHubWorld.Repository, url: String
  ) throws(Refused) -> HTTPReply {
    switch (part, request.method) {
    case ("enforce_admins", let method):
      return try toggle(&enforceAdmins, method, "\(url)/enforce_admins")
    case ("required_signatures", let method):
      return try toggle(&signatures, method, "\(url)/required_signatures")
    case ("required_status_checks", let method):
      return try answerChecks(method, request, repository.latestApp, url)
    case ("required_pull_request_reviews", "GET"):
      guard let reviews else { throw .notFound }
      return HTTPReply(200, reviews.shown(at: url))
    case ("required_pull_request_reviews", "PATCH"):
      let json = try request.body(ClassicBodies.reviews)
      try repository.requireOrganization(json)
      var changed = reviews ?? .init()
      changed.change(json, known: repository.known)
      reviews = changed
      return HTTPReply(200, changed.shown(at: url))
    case ("required_pull_request_reviews", "DELETE"):
      guard reviews != nil else { throw .notFound }
      reviews = nil
      return HTTPReply(204)
    case ("restrictions", "GET"):
      guard let restrictions else { throw .notFound }
      return HTTPReply(200, restrictions.shown(at: "\(url)/restrictions"))
    case ("restrictions", "DELETE"):
      restrictions = nil
      return HTTPReply(204)
    default: throw .notFound
    }
  }

  private mutating func answerChecks(
    _ method: String, _ request: HTTPRequest, _ latest: Int?, _ url: String
  ) throws(Refused) -> HTTPReply {
    guard let old = checks else { throw Refused(404, "Required status checks not enabled") }
    switch method {
    case "GET": return HTTPReply(200, old.shown(at: url))
    case "PATCH":
      let json = try request.body(ClassicBodies.checksPatch)
      var changed = ClassicRule.Checks(json, strict: old.strict, latest: latest)
      if json["checks"] == nil, json["contexts"] == nil { changed.list = old.list }
      checks = changed
      return HTTPReply(200, changed.shown(at: url))
    case "DELETE":
      checks = nil
      return HTTPReply(204)
    default: throw .notFound
    }
  }

  private func toggle(
    _ value: inout Bool, _ method: String, _ url: String
  ) throws(Refused) -> HTTPReply {
    switch method {
    case "GET": return HTTPReply(200, enabled(value, url))
    case "POST":
      value = true
      return HTTPReply(200, enabled(true, url))
    case "DELETE":
      guard value else { throw .notFound }
      value = false
      return HTTPReply(204)
    default: throw .notFound
    }
  }
}

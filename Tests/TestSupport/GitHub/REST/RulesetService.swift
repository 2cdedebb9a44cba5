/// What the emulated GitHub does below `/repos/{owner}/{repo}/rulesets` and `/rules/branches`.
extension GitHubWorld.Repository {
  mutating func rulesets(
    _ rest: [String], _ request: HTTPRequest
  ) throws(Refused) -> HTTPReply {
    if rest.isEmpty {
      switch request.method {
      case "GET":
        let parents = request.query["includes_parents"] != "false"
        let targets = request.query["targets"]?.components(",")
        let found = rulesets.filter { ruleset in
          (parents || ruleset.organization == nil)
            && targets.map { $0.contains(ruleset.settings["target"]?.text ?? "") } ?? true
        }
        return try page(found.map { $0.shown(in: self, whole: false) }, request)
      case "POST":
        let body = try rulesetBody(request, RulesetBodies.new)
        try requireFree(body["name"])
        let new = StoredRuleset((rulesets.map(\.id).max() ?? 0) + 1, body)
        rulesets.append(new)
        return HTTPReply(201, new.shown(in: self, whole: true))
      default: throw .notFound
      }
    }
    if rest == ["rule-suites"], request.method == "GET" { return try ruleSuites(request) }
    guard let place = rulesets.firstIndex(where: { "\($0.id)" == rest[0] }) else {
      throw .notFound
    }
    switch (rest.count, request.method) {
    case (1, "GET"): return HTTPReply(200, rulesets[place].shown(in: self, whole: true))
    case (1, "PUT"):
      let body = try rulesetBody(request, RulesetBodies.change)
      try requireOwn(rulesets[place])
      if body["name"] != rulesets[place].settings["name"] { try requireFree(body["name"]) }
      rulesets[place].change(body)
      rulesets[place].versions += 1
      return HTTPReply(200, rulesets[place].shown(in: self, whole: true))
    case (1, "DELETE"):
      guard isAdmin else { throw Refused(403, "Must have admin rights to Repository.") }
      try requireOwn(rulesets[place])
      rulesets.remove(at: place)
      return HTTPReply(204)
    case (2, "GET") where rest[1] == "history":
      let versions = (1...rulesets[place].versions).reversed().map { number in
        JSON.object([
          "version_id": .int(number),
          "updated_at": .string(rulesets[place].changes[number] ?? "2026-01-05T12:00:00Z"),
          "actor": .object(["id": .int(1), "type": .string("User")]),
        ])
      }
      return try page(versions, request)
    default: throw .notFound
    }
  }

  /// `GET /rulesets/rule-suites`: docs.github.com/rest/repos/rule-suites.
  private func ruleSuites(_ request: HTTPRequest) throws(Refused) -> HTTPReply {
    guard isAdmin else { throw Refused(403, "Resource not accessible by personal access token") }
    let query = request.query
    let periods = ["hour", "day", "week", "month"]
    let results = ["pass", "fail", "bypass", "all"]
    guard periods.contains(query["time_period"] ?? "day"),
      results.contains(query["rule_suite_result"] ?? "all")
    else { throw Refused(422, "Validation Failed") }
    let wanted = query["rule_suite_result"] ?? "all"
    let found = ruleSuites.filter { wanted == "all" || $0.result == wanted }
    return try page(
      found.enumerated().map { number, suite in
        .object([
          "id": .int(number + 1), "actor_id": .int(1),
          "actor_name": suite.actor.map { .string($0) } ?? .null,
          "before_sha": .string(String(repeating: "0", count: 40)),
          "after_sha": .string(suite.after), "ref": .string(suite.ref),
          "repository_id": .int(1), "repository_name": .string(name),
          "pushed_at": .string(suite.pushedAt), "result": .string(suite.result),
          "evaluation_result": .string("fail"),
        ])
      }, request)
  }

  /// `GET /rules/branches/{branch}`: the rules that act, wherever they come from.
  func rules(ofBranch name: String, _ request: HTTPRequest) throws(Refused) -> HTTPReply {
    let acting = rulesets.filter {
      $0.isActive
        && ($0.settings["target"] == .string("push")
          || $0.covers(name, default: defaultBranch))
    }
    let rules = acting.flatMap { ruleset in
      (ruleset.settings["rules"]?.elements ?? []).map { rule -> JSON in
        guard case .object(var members) = rule else { return rule }
        members["ruleset_id"] = .int(ruleset.id)
        members["ruleset_source_type"] = .string(
          ruleset.organization == nil ? "Repository" : "Organization")
        members["ruleset_source"] = .string(ruleset.organization ?? "\(owner)/\(self.name)")
        return .object(members)
      }
    }
    return try page(rules, request)
  }

  private func rulesetBody(
    _ request: HTTPRequest, _ shape: BodyShape
  ) throws(Refused) -> JSON {
    guard isAdmin else { throw Refused(403, "Must have admin rights to Repository.") }
    let body = try request.body(shape)
    if let fault = RulesetBodies.fault(inRules: body) { throw Refused(422, fault) }
    return body
  }

  /// A repository's rulesets have different names.
  private func requireFree(_ name: JSON?) throws(Refused) {
    guard let name else { return }
    let taken = rulesets.contains { $0.organization == nil && $0.settings["name"] == name }
    guard !taken else { throw Refused(422, "Validation Failed: Name must be unique") }
  }

  private func requireOwn(_ ruleset: StoredRuleset) throws(Refused) {
    guard ruleset.organization == nil else { throw .notFound }
  }

  /// A part of a list: `page` and `per_page`, with the address of the next one in `Link`.
  func page(_ all: [JSON], _ request: HTTPRequest) throws(Refused) -> HTTPReply {
    try page(all, request) { .array($0) }
  }

  /// A part of a list that stands in an object.
  func page(
    _ all: [JSON], _ request: HTTPRequest, _ shown: ([JSON]) -> JSON
  ) throws(Refused) -> HTTPReply {
    guard let size = Int(request.query["per_page"] ?? "30"), (1...100).contains(size),
      let number = Int(request.query["page"] ?? "1"), number > 0
    else { throw Refused(422, "Validation Failed") }
    let start = min((number - 1) * size, all.count)
    let end = min(start + size, all.count)
    var headers: [String: String] = [:]
    if end < all.count {
      let kept = request.query.filter { $0.key != "page" }.map { "\($0)=\($1)" }.sorted()
      let pairs = (kept + ["page=\(number + 1)"]).joined(separator: "&")
      headers["Link"] = "<https://api.github.com\(request.path)?\(pairs)>; rel=\"next\""
    }
    return HTTPReply(200, headers: headers, shown(Array(all[start..<end])))
  }
}

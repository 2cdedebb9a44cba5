/// What the emulated GitHub answers to a request. Strict: what it does not know, it refuses as GitHub
/// refuses what does not exist.
struct GitHubService: Sendable {
  var world: GitHubWorld

  mutating func reply(to request: HTTPRequest) -> HTTPReply {
    var reply = answer(to: request)
    reply.headers["X-RateLimit-Limit"] = "5000"
    reply.headers["X-RateLimit-Remaining"] = "4999"
    reply.headers["X-RateLimit-Reset"] = "1767618000"
    reply.headers["X-GitHub-Media-Type"] = "github.v3; format=json"
    return reply
  }

  private mutating func answer(to request: HTTPRequest) -> HTTPReply {
    guard request.headers["user-agent"] != nil else {
      return .refusal(403, "Request forbidden by administrative rules.")
    }
    guard request.headers["authorization"] == "token \(world.token)" else {
      return .refusal(401, "Bad credentials")
    }
    let version = request.headers["x-github-api-version"]
    guard version == nil || version == "2022-11-28" else {
      return .refusal(400, "\"\(version ?? "")\" is not a supported version of the REST API.")
    }
    // A server of somebody's own has its API below a path.
    var parts = request.parts
    if parts.starts(with: ["api", "v3"]) { parts.removeFirst(2) }
    switch (request.method, parts.count) {
    case ("POST", 1) where parts == ["graphql"]: return graphQL(request)
    case ("POST", 2) where parts == ["api", "graphql"]: return graphQL(request)
    case ("GET", 4) where parts[0] == "repos" && parts[3] == "activity":
      return activity(parts[1], parts[2], request)
    case ("GET", 4) where parts[0] == "repos" && parts[3] == "commits":
      return commits(parts[1], parts[2], request)
    case ("GET", 5) where parts[0] == "orgs" && parts[2] == "teams" && parts[4] == "members":
      return members("\(parts[1])/\(parts[3])", request)
    default:
      do throws(Refused) {
        return try rest(parts, request)
      } catch {
        return error.reply
      }
    }
  }

  /// docs.github.com/rest/teams/members, "List team members".
  private func members(_ team: String, _ request: HTTPRequest) -> HTTPReply {
    let (size, page) = (Int(request.query["per_page"] ?? "30"), Int(request.query["page"] ?? "1"))
    guard let members = world.teams[team] else { return .refusal(404, "Not Found") }
    guard let size, let page, (1...100).contains(size), page > 0 else {
      return .refusal(422, "Validation Failed")
    }
    let rest = members.dropFirst(size * (page - 1))
    let next =
      "<https://api.github.com/organizations/1/team/2/members?page=\(page + 1)>; rel=\"next\""
    return HTTPReply(
      200, headers: rest.count > size ? ["Link": next] : [:],
      .array(rest.prefix(size).map { .object(["login": .string($0), "type": .string("User")]) }))
  }

  /// docs.github.com/rest/commits/commits, "List commits", as far as `author` goes.
  private func commits(_ owner: String, _ name: String, _ request: HTTPRequest) -> HTTPReply {
    guard let repository = repository(owner, name) else { return .refusal(404, "Not Found") }
    guard Set(request.query.keys) == ["author", "per_page"], let author = request.query["author"]
    else { return .refusal(422, "the emulator does not know \(request.query.keys.sorted())") }
    // An account has several addresses, and a commit by any of them is the account's.
    let account = repository.authors[author.lowercased()] ?? nil
    let written = repository.authors.filter { address, login in
      address == author.lowercased() || (login != nil && login == account)
    }
    return HTTPReply(
      200,
      .array(
        written.sorted { $0.key < $1.key }.map { address, login in
          .object([
            "commit": .object(["author": .object(["email": .string(address)])]),
            "author": login.map { .object(["login": .string($0)]) } ?? .null,
          ])
        }))
  }

  /// What REST answers: each path apart.
  private mutating func rest(
    _ parts: [String], _ request: HTTPRequest
  ) throws(Refused) -> HTTPReply {
    switch (request.method, parts.count) {
    case ("GET", 2) where parts[0] == "apps":
      guard let id = world.repositories.first?.apps[parts[1]] else { throw .notFound }
      return HTTPReply(200, .object(["id": .int(id), "slug": .string(parts[1])]))
    case ("GET", 2) where parts[0] == "users":
      return try actor("login", parts[1])
    case ("GET", 4) where parts[0] == "orgs" && parts[2] == "teams":
      return try actor("slug", parts[3])
    case ("GET", 1) where parts == ["user"]:
      return HTTPReply(200, .object(["login": .string("alice"), "id": .int(1)]))
    case (_, 3...) where parts[0] == "repos": break
    default: throw .notFound
    }
    let place = world.repositories.firstIndex {
      $0.owner.lowercased() == parts[1].lowercased()
        && $0.name.lowercased() == parts[2].lowercased()
    }
    guard let place else { throw .notFound }
    if let reply = try world.repositories[place].newIssue(Array(parts.dropFirst(3)), request) {
      return reply
    }
    if let reply = try world.repositories[place].comments(Array(parts.dropFirst(3)), request) {
      return reply
    }
    return try world.repositories[place].answer(Array(parts.dropFirst(3)), request)
  }

  private func actor(_ key: String, _ name: String) throws(Refused) -> HTTPReply {
    guard let id = world.repositories.first?.ids[name.lowercased()] else { throw .notFound }
    return HTTPReply(200, .object(["id": .int(id), key: .string(name)]))
  }

  private func repository(_ owner: String, _ name: String) -> GitHubWorld.Repository? {
    world.repositories.first {
      $0.owner.lowercased() == owner.lowercased() && $0.name.lowercased() == name.lowercased()
    }
  }

  private func graphQL(_ request: HTTPRequest) -> HTTPReply {
    guard case .object(let members)? = JSON(request.body), let text = members["query"]?.text else {
      return .refusal(400, "Problems parsing JSON")
    }
    var variables: [String: JSON] = [:]
    if case .object(let given)? = members["variables"] { variables = given }
    do {
      let schema = try GitHubSchema.schema.get()
      let document = try GraphQLDocument(text)
      let check = GraphQLCheck(document, variables: variables, schema: schema)
      guard check.problems.isEmpty else {
        return HTTPReply(200, .object(["errors": .array(check.problems.map(\.json))]))
      }
      var run = GraphQLRun(document, variables: variables, schema: schema)
      let data = try run.data(of: GitHubGraph(world: world).root)
      let problems = run.problems.map(\.json)
      return HTTPReply(
        200,
        .object(
          ["data": data].merging(problems.isEmpty ? [:] : ["errors": .array(problems)]) { $1 }))
    } catch let error as GraphQLSyntaxError {
      let problem = GraphQLProblem(message: error.message, line: error.line, column: error.column)
      return HTTPReply(200, .object(["errors": .array([problem.json])]))
    } catch {
      return .refusal(500, "the emulator failed: \(error)")
    }
  }

  /// docs.github.com/rest/repos/repos, "List repository activities": cursors in the header `Link`.
  private func activity(_ owner: String, _ name: String, _ request: HTTPRequest) -> HTTPReply {
    guard let repository = repository(owner, name) else { return .refusal(404, "Not Found") }
    let query = request.query
    let known: Set = [
      "direction", "per_page", "before", "after", "ref", "actor", "time_period", "activity_type",
    ]
    guard known.isSuperset(of: query.keys) else {
      return .refusal(422, "the emulator does not know \(query.keys.sorted())")
    }
    let all = repository.activity.filter { activity in
      query["ref"].map { $0 == activity.ref } ?? true
        && query["activity_type"].map { $0 == activity.type } ?? true
    }
    guard let size = Int(query["per_page"] ?? "30"), (1...100).contains(size),
      let start = Int(query["after"] ?? "0"), start <= all.count
    else { return .refusal(422, "Validation Failed") }
    let end = min(start + size, all.count)
    var headers: [String: String] = [:]
    if end < all.count {
      let kept = query.filter { $0.key != "after" }.map { "\($0)=\($1)" }.sorted()
      let pairs = (kept + ["after=\(end)"]).joined(separator: "&")
      headers["Link"] =
        "<https://api.github.com\(request.path)?\(pairs)>; rel=\"next\", <https://api.github.com/"
        + "x>; rel=\"first\""
    }
    let items = all[start..<end].enumerated().map { number, activity in
      JSON.object([
        "id": .int(start + number), "node_id": .string("A_\(start + number)"),
        "before": .string(activity.before), "after": .string(activity.after),
        "ref": .string(activity.ref), "timestamp": .string(activity.timestamp),
        "activity_type": .string(activity.type),
        "actor": activity.actor.map { .object(["login": .string($0), "type": .string("User")]) }
          ?? .null,
      ])
    }
    return HTTPReply(200, headers: headers, .array(items))
  }
}

extension GitHubWorld.Repository {
  /// The answer below `/repos/{owner}/{repo}`.
  fileprivate mutating func answer(
    _ parts: [String], _ request: HTTPRequest
  ) throws(Refused) -> HTTPReply {
    let rest = Array(parts.dropFirst(2))
    switch (parts.first, parts.count) {
    case (nil, _) where request.method == "GET":
      let type = isOrganization ? "Organization" : "User"
      return HTTPReply(
        200,
        .object([
          "name": .string(name), "full_name": .string("\(owner)/\(name)"),
          "owner": .object(["login": .string(owner), "type": .string(type)]),
          "default_branch": .string(defaultBranch),
          "permissions": .object(["admin": .bool(isAdmin), "push": .bool(true)]),
        ]))
    case ("branches"?, 1) where request.method == "GET": return try shownBranches(request)
    case ("branches"?, 2...): return try branch(parts[1], rest, request)
    case ("rulesets"?, _): return try rulesets(Array(parts.dropFirst()), request)
    case ("rules"?, 3) where parts[1] == "branches" && request.method == "GET":
      return try rules(ofBranch: parts[2], request)
    case ("pulls"?, 1) where request.method == "GET":
      let found = pullRequests.filter {
        $0.state == (request.query["state"] ?? "open").uppercased()
          && request.query["base"].map { [base = $0.base] in $0 == base } ?? true
      }
      return try page(
        found.map {
          .object(["number": .int($0.number), "head": .object(["sha": .string($0.head.commit)])])
        }, request)
    case ("environments"?, 1) where request.method == "GET":
      return try shownEnvironments(request)
    case ("actions"?, 2) where parts[1] == "organization-secrets" && request.method == "GET":
      return try secrets(organizationSecrets, request)
    case ("environments"?, 2...): return try environment(parts[1], rest, request)
    case ("actions"?, 2) where parts[1] == "secrets" && request.method == "GET":
      return try secrets(secrets, request)
    default: throw .notFound
    }
  }
}

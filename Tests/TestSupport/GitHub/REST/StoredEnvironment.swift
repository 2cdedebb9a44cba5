/// A deployment environment as the emulated GitHub keeps it. Written from
/// docs.github.com/rest/deployments/environments.
public struct StoredEnvironment: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// `wait_timer`, in minutes.
  public var wait = 0
  /// `prevent_self_review`.
  public var preventsSelfReview = false
  /// Who reviews: type and number.
  public var reviewers: [Reviewer] = []
  /// `protected_branches` or `custom_branch_policies`; `nil` where every branch may deploy.
  public var branchPolicy: String?
  /// The patterns of `custom_branch_policies`, each with its number.
  public var patterns: [Int: String] = [:]
  /// The numbers of those patterns that are about tags.
  public var tagPatterns: Set<Int> = []
  /// The names of its secrets.
  public var secrets: [String] = []

  /// An environment that anybody may deploy to.
  public init(_ name: String) { self.name = name }

  /// `User` or `Team`.
  public struct Reviewer: Hashable, Sendable {
    /// `User` or `Team`.
    public var type: String
    /// The number.
    public var id: Int
    /// A reviewer.
    public init(_ type: String, _ id: Int) { (self.type, self.id) = (type, id) }
  }

  static let body = BodyShape.object([
    .init("wait_timer", .number(0...43_200)), .init("prevent_self_review", .flag),
    .init(
      "reviewers",
      .nullable(
        .list(
          .object([
            .init("type", .word(["User", "Team"]), required: true),
            .init("id", .number(1...Int.max), required: true),
          ]), atMost: 6))),
    .init(
      "deployment_branch_policy",
      .nullable(
        .object([
          .init("protected_branches", .flag, required: true),
          .init("custom_branch_policies", .flag, required: true),
        ]))),
  ])

  static let patternBody = BodyShape.object([
    .init("name", .text, required: true), .init("type", .word(["branch", "tag"])),
  ])

  /// What a PUT makes of it: what a body leaves away goes back to its default.
  mutating func replace(_ body: JSON) throws(Refused) {
    wait = body["wait_timer"]?.number ?? 0
    preventsSelfReview = body["prevent_self_review"]?.flag ?? false
    reviewers = (body["reviewers"]?.elements ?? []).map {
      Reviewer($0["type"]?.text ?? "", $0["id"]?.number ?? 0)
    }
    let policy = body["deployment_branch_policy"]
    switch (policy?["protected_branches"]?.flag, policy?["custom_branch_policies"]?.flag) {
    case (nil, nil): branchPolicy = nil
    case (true?, false?): branchPolicy = "protected_branches"
    case (false?, true?): branchPolicy = "custom_branch_policies"
    default:
      throw Refused(
        422, "protected_branches and custom_branch_policies cannot have the same value.")
    }
    if branchPolicy != "custom_branch_policies" { patterns = [:] }
  }

  func shown(in repository: GitHubWorld.Repository) -> JSON {
    var rules: [JSON] = []
    if wait > 0 {
      rules.append(
        .object(["type": .string("wait_timer"), "id": .int(1), "wait_timer": .int(wait)]))
    }
    if !reviewers.isEmpty {
      let shown = reviewers.map { reviewer in
        let name = repository.ids.first { $0.value == reviewer.id }?.key ?? "ghost"
        return JSON.object([
          "type": .string(reviewer.type),
          "reviewer": .object([
            "id": .int(reviewer.id),
            reviewer.type == "User" ? "login" : "slug": .string(name),
          ]),
        ])
      }
      rules.append(
        .object([
          "type": .string("required_reviewers"), "id": .int(2),
          "prevent_self_review": .bool(preventsSelfReview), "reviewers": .array(shown),
        ]))
    }
    if branchPolicy != nil {
      rules.append(.object(["type": .string("branch_policy"), "id": .int(3)]))
    }
    return .object([
      "id": .int(7), "name": .string(name), "url": .string("https://api.github.com/x"),
      "protection_rules": .array(rules),
      "deployment_branch_policy": branchPolicy.map {
        .object([
          "protected_branches": .bool($0 == "protected_branches"),
          "custom_branch_policies": .bool($0 == "custom_branch_policies"),
        ])
      } ?? .null,
    ])
  }
}

/// What the emulated GitHub does below `/repos/{owner}/{repo}/environments/{environment}`.
extension GitHubWorld.Repository {
  mutating func environment(
    _ name: String, _ rest: [String], _ request: HTTPRequest
  ) throws(Refused) -> HTTPReply {
    let place = environments.firstIndex { $0.name.lowercased() == name.lowercased() }
    if rest.isEmpty, request.method == "PUT" {
      guard isAdmin else { throw Refused(403, "Must have admin rights to Repository.") }
      var changed = place.map { environments[$0] } ?? StoredEnvironment(name)
      try changed.replace(request.body(StoredEnvironment.body))
      if let place { environments[place] = changed } else { environments.append(changed) }
      return HTTPReply(200, changed.shown(in: self))
    }
    guard let place else { throw .notFound }
    switch (rest, request.method) {
    case ([], "GET"): return HTTPReply(200, environments[place].shown(in: self))
    case (["secrets"], "GET"): return try secrets(environments[place].secrets, request)
    case (["deployment-branch-policies"], "GET"):
      let policies = environments[place].patterns.sorted { $0.key < $1.key }.map {
        JSON.object([
          "id": .int($0.key), "name": .string($0.value),
          "type": .string(environments[place].tagPatterns.contains($0.key) ? "tag" : "branch"),
        ])
      }
      return try page(policies, request) {
        .object(["total_count": .int(policies.count), "branch_policies": .array($0)])
      }
    case (["deployment-branch-policies"], "POST"):
      let body = try request.body(StoredEnvironment.patternBody)
      guard environments[place].branchPolicy == "custom_branch_policies" else { throw .notFound }
      let id = (environments[place].patterns.keys.max() ?? 0) + 1
      environments[place].patterns[id] = body["name"]?.text ?? ""
      if body["type"] == .string("tag") { environments[place].tagPatterns.insert(id) }
      return HTTPReply(200, .object(["id": .int(id), "name": body["name"] ?? .null]))
    case (let rest, "DELETE") where rest.count == 2 && rest[0] == "deployment-branch-policies":
      guard let id = Int(rest[1]), environments[place].patterns[id] != nil else { throw .notFound }
      environments[place].patterns[id] = nil
      return HTTPReply(204)
    default: throw .notFound
    }
  }

  /// docs.github.com/rest/deployments/environments, "List environments".
  func shownEnvironments(_ request: HTTPRequest) throws(Refused) -> HTTPReply {
    try page(environments.map { $0.shown(in: self) }, request) {
      .object(["total_count": .int(environments.count), "environments": .array($0)])
    }
  }

  /// Names, never values.
  func secrets(_ names: [String], _ request: HTTPRequest) throws(Refused) -> HTTPReply {
    guard isAdmin else { throw Refused(403, "Resource not accessible by integration") }
    return try page(
      names.map {
        .object(["name": .string($0), "created_at": .string("2026-01-05T12:00:00Z")])
      }, request
    ) { .object(["total_count": .int(names.count), "secrets": .array($0)]) }
  }
}

/// A ruleset as the emulated GitHub keeps it. Written from docs.github.com/rest/repos/rules, apart from
/// what policy knows of it.
public struct StoredRuleset: Hashable, Sendable {
  /// Its number.
  public var id: Int
  /// What a POST or PUT can set: `name`, `target`, `enforcement`, `bypass_actors`, `conditions`, `rules`.
  public var settings: [String: JSON]
  /// The organization whose it is; `nil` for the repository's own.
  public var organization: String?
  /// Whether this token may see who passes it by.
  public var showsBypass = true
  /// How often it was written: each time is a version of its history.
  public var versions = 1
  /// When a version was made, where a test says so.
  public var changes: [Int: String] = [:]

  /// A ruleset that acts, about these refs: `refs/heads/main`, `~DEFAULT_BRANCH`.
  public init(
    _ id: Int, _ name: String, on refs: [String], _ rules: [JSON], bypass: [JSON] = [],
    organization: String? = nil
  ) {
    (self.id, self.organization) = (id, organization)
    settings = [
      "name": .string(name), "target": .string("branch"), "enforcement": .string("active"),
      "bypass_actors": .array(bypass), "rules": .array(rules),
      "conditions": .object([
        "ref_name": .object([
          "include": .array(refs.map { .string($0) }), "exclude": .array([]),
        ])
      ]),
    ]
  }

  /// A ruleset of a body.
  init(_ id: Int, _ body: JSON) {
    self.id = id
    settings = [
      "target": .string("branch"), "bypass_actors": .array([]), "rules": .array([]),
      "conditions": .object([:]),
    ]
    change(body)
  }

  /// What a PUT makes of it: a key that the body leaves out is not changed.
  public mutating func change(_ body: JSON) {
    guard case .object(let members) = body else { return }
    settings.merge(members) { $1 }
    let actors = (settings["bypass_actors"]?.elements ?? []).map { actor -> JSON in
      guard case .object(var members) = actor else { return actor }
      members["bypass_mode"] = members["bypass_mode"] ?? .string("always")
      members["actor_id"] = members["actor_id"] ?? .null
      return .object(members)
    }
    settings["bypass_actors"] = .array(actors)
  }

  var isActive: Bool { settings["enforcement"] == .string("active") }

  /// Whether it is about a branch.
  func covers(_ branch: String, default defaultBranch: String) -> Bool {
    guard settings["target"] == .string("branch") else { return false }
    func names(_ list: String) -> Bool {
      (settings["conditions"]?["ref_name"]?[list]?.elements ?? []).compactMap(\.text).contains {
        switch $0 {
        case "~ALL": true
        case "~DEFAULT_BRANCH": branch == defaultBranch
        default: RefPattern($0).matches("refs/heads/\(branch)")
        }
      }
    }
    return names("include") && !names("exclude")
  }

  /// As GitHub shows it; a list leaves the details away, and bypass actors are for who may write.
  func shown(in repository: GitHubWorld.Repository, whole: Bool) -> JSON {
    var members = settings
    if !whole { ["rules", "conditions", "bypass_actors"].forEach { members[$0] = nil } }
    if !repository.isAdmin || !showsBypass { members["bypass_actors"] = nil }
    members["id"] = .int(id)
    members["node_id"] = .string("RRS_\(id)")
    members["source_type"] = .string(organization == nil ? "Repository" : "Organization")
    members["source"] = .string(organization ?? "\(repository.owner)/\(repository.name)")
    members["created_at"] = .string("2026-01-05T12:00:00.000Z")
    members["updated_at"] = .string("2026-01-05T12:00:00.000Z")
    members["current_user_can_bypass"] = .string("never")
    members["_links"] = .object(["self": .object(["href": .string("https://api.github.com/x")])])
    return .object(members)
  }
}

internal import Evidence
public import PolicyCore
internal import Reports

/// What differs between the environments and secrets that a policy wants and those that are there.
public struct EnvironmentsPlan: Sendable {
  /// The differences, one a line; a line that says so where there are none.
  public private(set) var words: [String] = []
  /// The calls that make the environments what is wanted.
  public private(set) var calls: [GitHubCall] = []
  /// What no call can mend: a secret has a value that nobody here knows.
  public private(set) var obstacles: [String] = []

  /// Whether everything is there.
  public var isKept: Bool { calls.isEmpty && obstacles.isEmpty }

  /// Reads what is there and plans the rest.
  public init(
    _ settings: GitHubSettings, by reader: ProtectionReader
  ) throws(GitHubFailure) {
    for wanted in settings.environments { try plan(wanted, reader) }
    let repository = reader.repository
    if !settings.secrets.isEmpty {
      try require(
        settings.secrets, in: ["actions", "secrets"], of: "the repository", reader,
        "gh secret set NAME --repo \(repository)")
    }
    if isKept { words = ["environments and secrets: as the policy wants them"] }
  }

  private mutating func plan(
    _ wanted: GitHubSettings.Environment, _ reader: ProtectionReader
  ) throws(GitHubFailure) {
    let live = try reader.environment(wanted.name)
    var (new, reviewers) = (live ?? LiveEnvironment(), live?.reviewers ?? [])
    var differences: [String] = []
    func differ(_ key: String, _ now: String, _ then: String) {
      differences.append("environment '\(wanted.name)': \(key): \(now), wanted \(then)")
    }
    if live == nil { differ("it", "absent", "there") }
    if let wait = wanted.waitTimer, wait > new.wait {
      differ("wait_timer", "\(new.wait)", "\(wait)")
      new.wait = wait
    }
    if let people = wanted.reviewers {
      let asked = Set(try reader.reviewers(people))
      if asked != Set(reviewers) {
        differ("reviewers", Self.list(reviewers.map(\.name)), Self.list(asked.map(\.name)))
        reviewers = asked.sorted { $0.name < $1.name }
      }
    }
    if wanted.preventSelfReview, !new.preventsSelfReview {
      differ("prevent_self_review", "false", "true")
      new.preventsSelfReview = true
    }
    new.reviewers = reviewers
    let patterns = wanted.branches.map(Set.init)
    if let patterns, new.branches != patterns {
      differ(
        "branches", new.branches.map { Self.list(Array($0)) } ?? "every", Self.list(Array(patterns))
      )
    }
    words += differences
    if let patterns { new.branches = patterns }
    if !differences.isEmpty {
      calls += LiveEnvironment.calls(from: live, to: new, named: wanted.name, in: reader.repository)
    }
    if !wanted.secrets.isEmpty {
      guard live != nil else {
        missing(wanted.secrets, of: "environment '\(wanted.name)'", reader.repository, wanted.name)
        return
      }
      try require(
        wanted.secrets, in: ["environments", wanted.name, "secrets"],
        of: "environment '\(wanted.name)'", reader,
        "gh secret set NAME --env '\(wanted.name)' --repo \(reader.repository)")
    }
  }

  private mutating func missing(
    _ names: [String], of owner: String, _ repository: GitHubRepository, _ environment: String
  ) {
    obstacles += names.map { "secret \($0) of \(owner) is missing" }
    words += names.map { "secret \($0) of \(owner) is missing" }
  }

  private mutating func require(
    _ names: [String], in place: [String], of owner: String, _ reader: ProtectionReader,
    _ help: String
  ) throws(GitHubFailure) {
    let there = try reader.pages(place, in: "secrets", why: "list the names of the secrets of") {
      secret throws(GitHubAnswer.Flaw) in try secret.required("name").text().uppercased()
    }
    for name in names where !there.contains(name.uppercased()) {
      let line =
        "secret \(name) of \(owner) is missing: \(help.replacing("NAME", with: name))"
      words.append(line)
      obstacles.append(line)
    }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.sorted().joined(separator: ", ")
  }
}

/// An environment as it stands.
struct LiveEnvironment {
  /// Somebody who approves deployments.
  struct Reviewer: Hashable {
    let type: String
    let id: Int
    let name: String

    static func == (left: Reviewer, right: Reviewer) -> Bool {
      left.type == right.type && left.id == right.id
    }
    func hash(into hasher: inout Hasher) { hasher.combine(id) }
  }

  var wait = 0
  var preventsSelfReview = false
  var reviewers: [Reviewer] = []
  /// Patterns of the branches that may deploy; `nil` where every branch may.
  var branches: Set<String>?
  /// The numbers of the patterns.
  var ids: [String: Int] = [:]
  /// Only branches with protection may deploy.
  var isForProtected = false

  /// The PUT of everything, since what it leaves out goes back to its default, and the patterns: new
  /// ones first. While there are none, no branch may deploy.
  static func calls(
    from old: LiveEnvironment?, to new: LiveEnvironment, named name: String,
    in repository: GitHubRepository
  ) -> [GitHubCall] {
    var policy = JSONValue.null
    if new.branches != nil || new.isForProtected {
      let isCustom = new.branches != nil
      policy = [
        "protected_branches": .bool(!isCustom), "custom_branch_policies": .bool(isCustom),
      ]
    }
    let put = GitHubCall(
      .put, repository.path("environments", name),
      body: [
        "wait_timer": .int(new.wait), "prevent_self_review": .bool(new.preventsSelfReview),
        "reviewers": .array(
          new.reviewers.map { ["type": .string($0.type), "id": .int($0.id)] }),
        "deployment_branch_policy": policy,
      ], why: "set the environment '\(name)' of \(repository)")
    let path = ["environments", name, "deployment-branch-policies"]
    let (before, after) = (old?.branches ?? [], new.branches ?? [])
    let added = after.subtracting(before).sorted().map { pattern in
      GitHubCall(
        .post, repository.path(path), body: ["name": .string(pattern), "type": "branch"],
        why: "let '\(pattern)' deploy to '\(name)'")
    }
    let removed = before.subtracting(after).sorted().compactMap { pattern in
      old?.ids[pattern].map {
        GitHubCall(
          .delete, repository.path(path + [String($0)]),
          why: "let '\(pattern)' no longer deploy to '\(name)'")
      }
    }
    return [put] + added + removed
  }
}

extension ProtectionReader {
  /// An environment; `nil` where there is none of the name.
  func environment(_ name: String) throws(GitHubFailure) -> LiveEnvironment? {
    let call = GitHubCall(
      .get, repository.path("environments", name),
      why: "read the environment '\(name)' of \(repository)")
    var isCustom = false
    var found: LiveEnvironment
    do throws(GitHubFailure) {
      found = try read(call) { answer throws(GitHubAnswer.Flaw) in
        let policy = try answer.member("deployment_branch_policy")
        isCustom = try policy?.required("custom_branch_policies").flag() ?? false
        var environment = try LiveEnvironment(rules: answer.member("protection_rules"))
        environment.isForProtected = try policy?.required("protected_branches").flag() ?? false
        return environment
      }
    } catch {
      // Who may not read the repository does not get here: its branches were read before.
      guard error.cause == .notFound else { throw error }
      return nil
    }
    if isCustom {
      let patterns = try pages(
        ["environments", name, "deployment-branch-policies"], in: "branch_policies",
        why: "list the branches that may deploy to '\(name)' of"
      ) { policy throws(GitHubAnswer.Flaw) in
        (try policy.required("name").text(), try policy.required("id").integer())
      }
      found.branches = Set(patterns.map(\.0))
      found.ids = Dictionary(patterns, uniquingKeysWith: { first, _ in first })
    }
    return found
  }

  /// The numbers of reviewers: docs.github.com/rest/users and /rest/teams.
  func reviewers(
    _ people: Protection.Pushers
  ) throws(GitHubFailure) -> [LiveEnvironment.Reviewer] {
    var reviewers: [LiveEnvironment.Reviewer] = []
    for login in people.users {
      let id = try number("users/\(GitHubRepository.encoded(login))", of: "user '\(login)'")
      reviewers.append(.init(type: "User", id: id, name: login))
    }
    for team in people.teams {
      let slug = team.split(separator: "/").last.map(String.init) ?? team
      let path =
        "orgs/\(GitHubRepository.encoded(repository.owner))/teams/\(GitHubRepository.encoded(slug))"
      reviewers.append(
        .init(type: "Team", id: try number(path, of: "team '\(slug)'"), name: slug))
    }
    return reviewers
  }

  /// The number of an app: docs.github.com/rest/apps/apps, "Get an app".
  public func appNumber(_ slug: String) throws(GitHubFailure) -> Int {
    try number("apps/\(GitHubRepository.encoded(slug))", of: "app '\(slug)'")
  }

  private func number(_ path: String, of whom: String) throws(GitHubFailure) -> Int {
    try read(GitHubCall(.get, path, why: "find the number of \(whom)")) {
      answer throws(GitHubAnswer.Flaw) in try answer.required("id").integer()
    }
  }
}

extension LiveEnvironment {
  fileprivate init(rules: AnswerValue?) throws(GitHubAnswer.Flaw) {
    for rule in try rules?.elements() ?? [] {
      switch try rule.required("type").text() {
      case "wait_timer": wait = try rule.member("wait_timer")?.integer() ?? 0
      case "required_reviewers":
        preventsSelfReview = try rule.member("prevent_self_review")?.flag() ?? false
        for reviewer in try rule.member("reviewers")?.elements() ?? [] {
          let type = try reviewer.required("type").text()
          let who = try reviewer.required("reviewer")
          let name = try who.member(type == "User" ? "login" : "slug")?.text() ?? "?"
          reviewers.append(.init(type: type, id: try who.required("id").integer(), name: name))
        }
      default: continue
      }
    }
  }
}

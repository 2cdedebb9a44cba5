internal import PolicyCore
internal import Reports

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
  /// Patterns of the tags that may deploy.
  var tags: [String] = []
  /// The types of rules that have no key in a policy.
  var otherRules: [String] = []

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
    // Where every branch may deploy, there are no patterns any more.
    guard let after = new.branches else { return [put] }
    let before = old?.branches ?? []
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
      ) { policy throws(GitHubAnswer.Flaw) -> (String, Int)? in
        let name = try policy.required("name").text()
        // A tag of a branch's name is no branch; what deploys from tags is nobody's demand.
        guard try policy.member("type")?.text() ?? "branch" == "branch" else {
          found.tags.append(name)
          return nil
        }
        return (name, try policy.required("id").integer())
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
    for slug in people.slugs {
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

  /// The numbers of apps, by slug.
  public func appNumbers(_ slugs: some Sequence<String>) throws(GitHubFailure) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for slug in Set(slugs).sorted() { numbers[slug] = try appNumber(slug) }
    return numbers
  }

  /// The names of secrets below a path.
  func secrets(in place: [String]) throws(GitHubFailure) -> [String] {
    try pages(place, in: "secrets", why: "list the names of the secrets of") {
      secret throws(GitHubAnswer.Flaw) in try secret.required("name").text().uppercased()
    }
  }

  /// The names of the organization's secrets that the repository may use; none where the server knows
  /// of no such list: docs.github.com/rest/actions/secrets, "List repository organization secrets".
  func sharedSecrets() throws(GitHubFailure) -> [String] {
    do throws(GitHubFailure) {
      return try secrets(in: ["actions", "organization-secrets"])
    } catch {
      guard error.cause == .notFound else { throw error }
      return []
    }
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
      case "branch_policy": continue
      case let type: otherRules.append(type)
      }
    }
  }
}

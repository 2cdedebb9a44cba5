internal import Evidence
internal import PolicyCore
internal import Reports

/// Reads what protects a branch: classic protection, what GraphQL alone tells of it, and the rulesets.
public struct ProtectionReader {
  let client: GitHubClient
  let repository: GitHubRepository
  /// What brings a branch there that GitHub does not have; `nil` where nobody knows.
  var cureOfMissing: (_ branch: String) -> String? = { _ in nil }

  /// A reader for a repository.
  public init(_ client: GitHubClient, _ repository: GitHubRepository) {
    (self.client, self.repository) = (client, repository)
  }

  /// Everything that protects a branch now. Throws where a part of it cannot be read: what is not seen
  /// is never taken for absent.
  public func state(of branch: String) throws(GitHubFailure) -> ProtectionState {
    let told = try self.told(of: branch)
    var state = ProtectionState(branch: branch, inOrganization: told.inOrganization)
    state.rule = told.rule
    state.classic = try classic(of: branch)
    guard (state.classic == nil) == (state.rule == nil) else {
      throw client.failure(
        .malformed, protectionCall(branch),
        "REST and GraphQL disagree about whether '\(branch)' is protected",
        help: "run policy again; a token that does not administer the repository sees only a part")
    }
    try readRulesets(of: &state, default: told.defaultBranch)
    if state.rulesets.contains(where: { $0.enforcement == .active && $0.has("merge_queue") }) {
      state.rule?.requiresMergeQueue = false
    }
    return state
  }

  /// The rulesets that act on every branch that a pattern names, but for the refs that are left out: no
  /// call tells of classic protection by a pattern.
  public func state(
    ofPattern pattern: String, without refs: [String]
  ) throws(GitHubFailure) -> ProtectionState {
    var state = ProtectionState(branch: pattern, inOrganization: false)
    for id in try rulesetIDs() {
      let ruleset = try self.ruleset(id)
      if ruleset.covers(pattern: pattern, without: refs) {
        state.rulesets.append(ruleset)
      } else if ruleset.name == Planner.rulesetName(for: pattern), ruleset.source == .repository {
        state.idle = ruleset
      }
    }
    return state
  }

  private func readRulesets(
    of state: inout ProtectionState, default defaultBranch: String?
  ) throws(GitHubFailure) {
    let branch = state.branch
    let acting = try actingNumbers(on: branch)
    // The list is asked for branches; what acts besides, such as a push ruleset, is read all the same.
    for id in Set(try rulesetIDs()).union(acting).sorted() {
      let ruleset = try self.ruleset(id)
      let isOwn =
        ruleset.name == Planner.rulesetName(for: branch) && ruleset.source == .repository
      let isAbout = ruleset.covers(branch, default: defaultBranch)
      if acting.contains(id)
        || isAbout && (ruleset.enforcement != .active || isOwn && ruleset.rules.isEmpty)
      {
        state.rulesets.append(ruleset)
      } else if isOwn {
        state.idle = ruleset
      }
    }
  }

  /// The numbers of all rulesets for branches, the organization's too.
  public func rulesetIDs() throws(GitHubFailure) -> [Int] {
    try rulesetTargets().filter { $0.target == "branch" }.map(\.id)
  }

  /// All rulesets, for branches, tags and pushes.
  public func rulesets() throws(GitHubFailure) -> [Ruleset] {
    var rulesets: [Ruleset] = []
    for (id, _) in try rulesetTargets() { rulesets.append(try ruleset(id)) }
    return rulesets
  }

  private func rulesetTargets() throws(GitHubFailure) -> [(id: Int, target: String)] {
    try pages(["rulesets"], query: [("includes_parents", "true")], why: "list the rulesets of") {
      ruleset throws(GitHubAnswer.Flaw) in
      let target = try ruleset.member("target")?.text() ?? "branch"
      return (try ruleset.required("id").integer(), target)
    }
  }

  /// One ruleset.
  public func ruleset(_ id: Int) throws(GitHubFailure) -> Ruleset {
    let call = GitHubCall(
      .get, repository.path("rulesets", String(id)), why: "read ruleset \(id) of \(repository)")
    return try read(call) { answer throws(GitHubAnswer.Flaw) in try Ruleset(answer) }
  }
}

/// The calls.
extension ProtectionReader {
  private func protectionCall(_ branch: String) -> GitHubCall {
    GitHubCall(
      .get, repository.path("branches", branch, "protection"),
      why: "read the protection of '\(branch)' of \(repository)")
  }

  private func classic(of branch: String) throws(GitHubFailure) -> ClassicProtection? {
    let call = protectionCall(branch)
    do throws(GitHubFailure) {
      return try read(call) { answer throws(GitHubAnswer.Flaw) in try ClassicProtection(answer) }
    } catch {
      // The server's own words: every other 404 may hide protection from this token.
      if error.status == 404, error.message.hasSuffix(": Branch not protected") { return nil }
      throw error
    }
  }

  private func actingNumbers(on branch: String) throws(GitHubFailure) -> Set<Int> {
    Set(
      try pages(["rules", "branches", branch], why: "read the rules that act on '\(branch)' of") {
        rule throws(GitHubAnswer.Flaw) in try rule.required("ruleset_id").integer()
      })
  }

  /// Makes a call and reads its answer.
  func read<Value>(
    _ call: GitHubCall, _ value: (AnswerValue) throws(GitHubAnswer.Flaw) -> Value
  ) throws(GitHubFailure) -> Value {
    let answer = try client.send(call)
    do throws(GitHubAnswer.Flaw) {
      return try value(try AnswerValue(body: answer.body))
    } catch {
      throw client.failure(
        .malformed, call, status: answer.status, "the answer cannot be used: \(error.message)")
    }
  }

  /// All items of a list, page by page; `list` is its name where it stands in an object. More than so
  /// many pages are not read: GitHub allows 75 rulesets a repository.
  func pages<Value>(
    _ parts: [String], query: [(String, String)] = [], in list: String? = nil,
    atMost mostPages: Int = 20, why: String, help: String? = nil,
    _ value: (AnswerValue) throws(GitHubAnswer.Flaw) -> Value?
  ) throws(GitHubFailure) -> [Value] {
    var items: [Value] = []
    for page in 1...max(1, mostPages) {
      let call = GitHubCall(
        .get,
        repository.path(parts, query: query + [("per_page", "100"), ("page", String(page))]),
        why: "\(why) \(repository)")
      let answer = try client.send(call)
      do throws(GitHubAnswer.Flaw) {
        let body = try AnswerValue(body: answer.body)
        for element in try
          (list.map { name throws(GitHubAnswer.Flaw) in try body.required(name) }
          ?? body).elements()
        {
          if let item = try value(element) { items.append(item) }
        }
      } catch {
        throw client.failure(
          .malformed, call, status: answer.status, "the answer cannot be used: \(error.message)")
      }
      if answer.nextPage == nil { return items }
    }
    throw client.failure(
      .malformed, GitHubCall(.get, repository.path(parts), why: "\(why) \(repository)"),
      "the list has over \(mostPages) pages", help: help)
  }
}

extension Ruleset {
  /// Whether it has a rule of a type.
  func has(_ type: String) -> Bool { rules.contains { $0.type == type } }

  /// Whether its conditions name a branch: docs.github.com, "Creating rulesets for a repository".
  func covers(_ branch: String, default defaultBranch: String?) -> Bool {
    guard target == "branch" else { return false }
    func names(_ list: String) -> Bool {
      refs(list).contains { pattern in
        switch pattern {
        case "~ALL": true
        case "~DEFAULT_BRANCH": branch == defaultBranch
        default: Self.matches(pattern, "refs/heads/\(branch)")
        }
      }
    }
    return names("include") && !names("exclude")
  }

  /// Whether its conditions surely name all that a pattern does, but for the refs that are left out.
  func covers(pattern: String, without others: [String]) -> Bool {
    let all = ["~ALL", "refs/heads/**/*", "refs/heads/\(pattern)"]
    return target == "branch" && refs("include").contains(where: all.contains)
      && Set(refs("exclude")).isSubset(of: others)
  }

  private static func matches(_ pattern: String, _ ref: String) -> Bool {
    do throws(GlobError) {
      return try Glob(pattern).matches(Array(ref.utf8))
    } catch {
      // GitHub made something of it; what is not understood is not taken for another branch's.
      return true
    }
  }
}

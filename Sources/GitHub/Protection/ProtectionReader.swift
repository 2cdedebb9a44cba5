internal import Evidence
internal import PolicyCore
internal import Reports

/// Reads what protects a branch: classic protection, what GraphQL alone tells of it, and the rulesets.
public struct ProtectionReader {
  /// More rulesets or rules than this are not read: GitHub allows 75 rulesets a repository.
  private static let mostPages = 20

  let client: GitHubClient
  let repository: GitHubRepository

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
    let acting = try actingNumbers(on: branch)
    for id in try rulesetIDs() {
      let ruleset = try self.ruleset(id)
      guard
        acting.contains(id)
          || (ruleset.enforcement != .active && ruleset.covers(branch, default: told.defaultBranch))
      else {
        continue
      }
      state.rulesets.append(ruleset)
    }
    guard acting.isSubset(of: state.rulesets.compactMap(\.id)) else {
      throw client.failure(
        .malformed, rulesCall(branch), "a ruleset that acts on '\(branch)' cannot be read",
        help: "run policy again; or use a token that may read the organization's rulesets")
    }
    state.rulesets.sort { ($0.id ?? 0) < ($1.id ?? 0) }
    return state
  }

  /// The numbers of all rulesets for branches, the organization's too.
  public func rulesetIDs() throws(GitHubFailure) -> [Int] {
    try pages(["rulesets"], query: [("includes_parents", "true")], why: "list the rulesets of") {
      ruleset throws(GitHubAnswer.Flaw) in
      let target = try ruleset.member("target")?.text() ?? "branch"
      return target == "branch" ? try ruleset.required("id").integer() : nil
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

  private func rulesCall(_ branch: String) -> GitHubCall {
    GitHubCall(
      .get, repository.path("rules", "branches", branch),
      why: "read the rules that act on '\(branch)' of \(repository)")
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

  /// The rulesets that act on a branch, sorted by number.
  func actingRulesets(on branch: String) throws(GitHubFailure) -> [Ruleset] {
    var rulesets: [Ruleset] = []
    for id in try actingNumbers(on: branch).sorted() { rulesets.append(try ruleset(id)) }
    return rulesets
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

  /// All items of a list, page by page; `list` is its name where it stands in an object.
  func pages<Value>(
    _ parts: [String], query: [(String, String)] = [], in list: String? = nil, why: String,
    _ value: (AnswerValue) throws(GitHubAnswer.Flaw) -> Value?
  ) throws(GitHubFailure) -> [Value] {
    var items: [Value] = []
    for page in 1...Self.mostPages {
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
      "the list has over \(Self.mostPages) pages")
  }
}

extension Ruleset {
  /// Whether its conditions name a branch: docs.github.com, "Creating rulesets for a repository".
  func covers(_ branch: String, default defaultBranch: String?) -> Bool {
    guard target == "branch" else { return false }
    func names(_ list: String) -> Bool {
      let refs = conditions?["ref_name"]?[list]?.array ?? []
      return refs.compactMap(\.string).contains { pattern in
        switch pattern {
        case "~ALL": true
        case "~DEFAULT_BRANCH": branch == defaultBranch
        default: Self.matches(pattern, "refs/heads/\(branch)")
        }
      }
    }
    return names("include") && !names("exclude")
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

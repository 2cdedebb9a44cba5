internal import GitModel
public import PolicyCore

/// Something that GitHub has kept of protection that was passed by, or changed.
public struct ForgeTrace: Hashable, Sendable {
  /// What it is.
  public enum Kind: String, Sendable {
    /// A push that a ruleset let through for who pushed.
    case bypass
    /// A push to a branch that only pull requests may change.
    case push
    /// A ruleset that was changed.
    case change
    /// What an override has lifted, and stands so after its end.
    case lifted
  }

  /// What it is.
  public let kind: Kind
  /// The branch; `nil` where it is not about one.
  public let branch: String?
  /// Who, in GitHub's words; `nil` where it does not say.
  public let actor: String?
  /// When, in seconds since 1970.
  public let at: Int64
  /// What was done: `pushed 0123456789ab`, `changed ruleset 'main' (version 3)`.
  public let deed: String
}

/// Reads what GitHub has kept of the last month.
public struct ForgeTrail {
  /// More pages of pushes than this are not read.
  private static let mostPages = 20

  private let reader: ProtectionReader
  private var client: GitHubClient { reader.client }
  private var repository: GitHubRepository { reader.repository }

  /// A trail of a repository.
  public init(of repository: GitHubRepository, client: GitHubClient) {
    reader = ProtectionReader(client, repository)
  }

  /// What was read, and what this token or server does not tell.
  public struct Reading: Sendable {
    /// The traces, the oldest first.
    public var traces: [ForgeTrace] = []
    /// What could not be read, and why.
    public var gaps: [GitHubFailure] = []
  }

  /// Everything that is told of the branches that a policy has a kind for.
  public func read(_ policy: Policy) -> Reading {
    var reading = Reading()
    func add(_ part: () throws(GitHubFailure) -> [ForgeTrace]) {
      do throws(GitHubFailure) {
        reading.traces += try part()
      } catch {
        reading.gaps.append(error)
      }
    }
    add { () throws(GitHubFailure) in
      try bypasses { branch in policy.kind(of: branch) != nil && !policy.isExempt(branch) }
    }
    add { () throws(GitHubFailure) in try changes() }
    let closed = policy.kinds.filter { $0.directPushers?.isEmpty == true }
    var branches = closed.filter(\.isExact).map(\.name)
    if closed.contains(where: { !$0.isExact }) {
      add { () throws(GitHubFailure) in
        branches += try named { branch in
          guard let kind = policy.kind(of: branch), !kind.isExact else { return false }
          return kind.directPushers?.isEmpty == true && !policy.isExempt(branch)
        }
        return []
      }
    }
    for branch in branches {
      add { () throws(GitHubFailure) in try pushes(to: branch) }
    }
    reading.traces.sort { $0.at < $1.at }
    return reading
  }

  /// docs.github.com/rest/branches/branches, "List branches": those that stand, and are asked for.
  private func named(_ isWanted: (BranchName) -> Bool) throws(GitHubFailure) -> [String] {
    try reader.pages(
      ["branches"], atMost: 100, why: "read which branches are in",
      help: "delete those that have landed: gh api --paginate '\(repository.path("branches"))'"
    ) { branch throws(GitHubAnswer.Flaw) in
      let name = try branch.required("name").text()
      return BranchName(name).map(isWanted) == true ? name : nil
    }
  }

  /// docs.github.com/rest/repos/rule-suites, "List repository rule suites": of the last month.
  private func bypasses(
    _ isWanted: (BranchName) -> Bool
  ) throws(GitHubFailure) -> [ForgeTrace] {
    try reader.pages(
      ["rulesets", "rule-suites"],
      query: [("rule_suite_result", "bypass"), ("time_period", "month")],
      why: "read which rules were passed by in"
    ) { suite throws(GitHubAnswer.Flaw) in
      guard let branch = Self.branch(try suite.required("ref").text()),
        BranchName(branch).map(isWanted) == true
      else { return nil }
      return ForgeTrace(
        kind: .bypass, branch: branch, actor: try suite.member("actor_name")?.text(),
        at: try Self.moment(suite, "pushed_at"),
        deed: "passed rules by with \(try suite.required("after_sha").text().prefix(12))")
    }
  }

  /// docs.github.com/rest/repos/rules, "Get repository ruleset history": each version but the first is
  /// a change.
  private func changes() throws(GitHubFailure) -> [ForgeTrace] {
    var traces: [ForgeTrace] = []
    for id in try reader.rulesetIDs() {
      let ruleset = try reader.ruleset(id)
      guard ruleset.source == .repository else { continue }
      let versions: [(id: Int, trace: ForgeTrace)] = try reader.pages(
        ["rulesets", String(id), "history"], why: "read who changed \(ruleset.title) of"
      ) { version throws(GitHubAnswer.Flaw) in
        let number = try version.required("version_id").integer()
        let actor = try version.member("actor")?.member("id")?.integer()
        return (
          id: number,
          trace: ForgeTrace(
            kind: .change, branch: nil, actor: actor.map { "user \($0)" },
            at: try Self.moment(version, "updated_at"),
            deed: "changed \(ruleset.title) (version \(number))")
        )
      }
      let first = versions.map(\.id).min()
      traces += versions.filter { $0.id != first }.map(\.trace)
    }
    return traces
  }

  /// docs.github.com/rest/repos/repos, "List repository activities".
  private func pushes(to branch: String) throws(GitHubFailure) -> [ForgeTrace] {
    var traces: [ForgeTrace] = []
    var cursor: String?
    for _ in 0..<Self.mostPages {
      var query = [
        ("ref", "refs/heads/\(branch)"), ("per_page", "100"), ("time_period", "month"),
      ]
      if let cursor { query.append(("after", cursor)) }
      let call = GitHubCall(
        .get, repository.path("activity", query: query),
        why: "read who pushed to '\(branch)' of \(repository)")
      let answer = try client.send(call)
      do throws(GitHubAnswer.Flaw) {
        for activity in try AnswerValue(body: answer.body).elements() {
          let type = try activity.required("activity_type").text()
          guard ["push", "force_push"].contains(type) else { continue }
          let new = try activity.required("after").text().prefix(12)
          traces.append(
            ForgeTrace(
              kind: .push, branch: branch,
              actor: try activity.member("actor")?.member("login")?.text(),
              at: try Self.moment(activity, "timestamp"),
              deed: "\(type == "push" ? "pushed" : "forced") \(new)"))
        }
        guard let next = try GitHubEvidence.cursor(in: answer) else { return traces }
        cursor = next
      } catch {
        throw client.failure(.malformed, call, "the answer cannot be used: \(error.message)")
      }
    }
    throw client.failure(
      .malformed, GitHubCall(.get, repository.path("activity"), why: "read who pushed"),
      "over \(Self.mostPages * 100) pushes to '\(branch)' in a month",
      help: "read them at GitHub: gh api '\(repository.path("activity"))'")
  }

  private static func branch(_ ref: String) -> String? {
    ref.hasPrefix("refs/heads/") ? String(ref.dropFirst("refs/heads/".count)) : nil
  }

  private static func moment(
    _ value: AnswerValue, _ name: String
  ) throws(GitHubAnswer.Flaw) -> Int64 {
    guard let seconds = Timestamp.seconds(try value.required(name).text()) else {
      throw GitHubAnswer.Flaw("'\(name)' is no time")
    }
    return seconds
  }
}

extension ForgeTrace {
  /// Whether a lease of its branch was open then: of any branch, where it is about none. A freeze permits
  /// nothing to land; it changes rulesets. A minute is given on both sides, as two clocks differ.
  public func isCovered(by leases: [Lease]) -> Bool {
    leases.contains { lease in
      (lease.purpose == .override || kind == .change)
        && (branch == nil || branch == lease.branch) && at >= lease.began - 60
        && lease.closed.map { at <= $0 + 60 } ?? true
    }
  }
}

import Evidence
import Reports
import Testing

@testable import GitHub

/// A forge in memory that knows no more than a branch's protection, and a process that dies where it is
/// told to: from then on nothing it does has any effect.
final class FakeForge: ProtectionKeeper {
  let repository: GitHubRepository
  var state: ProtectionState
  /// Comments on every issue.
  var comments: [IssueComment] = []
  var requester = "alice"
  let fate: Fate
  /// The calls that had an effect.
  private(set) var made: [String] = []
  /// A call that is answered as if it were done, and is not.
  var ignores: String?

  init(_ state: ProtectionState, fate: Fate = Fate()) throws {
    repository = try #require(GitHubRepository(host: "github.com", owner: "acme", name: "shop"))
    (self.state, self.fate) = (state, fate)
  }

  func login() throws(GitHubFailure) -> String { requester }

  func state(of branch: String) throws(GitHubFailure) -> ProtectionState {
    try step { state }
  }

  func comments(onIssue number: Int) throws(GitHubFailure) -> [IssueComment] { comments }

  func make(_ call: GitHubCall) throws(GitHubFailure) {
    try step {
      let words = "\(call.method.rawValue) \(call.path)"
      made.append(words)
      if words != ignores { apply(call) }
    }
  }

  private func step<Value>(_ body: () -> Value) throws(GitHubFailure) -> Value {
    guard fate.lives() else { throw death }
    let value = body()
    guard fate.survives() else { throw death }
    return value
  }

  private var death: GitHubFailure { GitHubFailure(.unreachable, "die", "dead", host: "x") }

  /// docs.github.com/rest/branches/branch-protection and /rest/repos/rules, as far as policy goes.
  private func apply(_ call: GitHubCall) {
    let parts = call.path.split(separator: "/").map(String.init)
    guard parts.count > 4, parts.starts(with: ["repos", "acme", "shop"]) else {
      Issue.record("an unknown call \(call.path)")
      return
    }
    let body = (call.body?.line).flatMap { try? JSONReader.read($0) } ?? .null
    if parts[3] == "rulesets" { return put(ruleset: Int(parts[4]) ?? 0, body) }
    switch (call.method, parts.dropFirst(6).joined(separator: "/")) {
    case (.put, ""): put(body)
    case (.post, "enforce_admins"): state.classic?.enforceAdmins = true
    case (.delete, "enforce_admins"): state.classic?.enforceAdmins = false
    case (.post, "required_signatures"): state.classic?.requiredSignatures = true
    case (.delete, "required_signatures"): state.classic?.requiredSignatures = false
    case (.delete, "required_pull_request_reviews"): state.classic?.reviews = nil
    case (.delete, "required_status_checks"): state.classic?.statusChecks = nil
    case (.patch, let block):
      guard state.classic != nil, let old = state.classic?.answer.members,
        old.contains(where: { $0.name == block })
      else {
        Issue.record("\(block) is not enabled: 404")
        return
      }
      read(old.filter { $0.name != block } + [JSON.Member(name: block, value: body)])
    default: Issue.record("an unknown call \(call.method) \(call.path)")
    }
  }

  /// Flags are told as `{"enabled": …}` and taken as they are.
  private func put(_ body: JSON) {
    let members = (body.members ?? []).map { member in
      if case .bool = member.value {
        return JSON.Member(
          name: member.name, value: .object([JSON.Member(name: "enabled", value: member.value)]))
      }
      return member
    }
    let signatures = state.classic?.requiredSignatures ?? false
    read(members)
    state.classic?.requiredSignatures = signatures
  }

  private func read(_ members: [JSON.Member]) {
    do {
      state.classic = try ClassicProtection(AnswerValue(.object(members)))
    } catch {
      Issue.record("a body that cannot be read: \(error)")
    }
  }

  /// A key that is left out stays.
  private func put(ruleset id: Int, _ body: JSON) {
    guard let place = state.rulesets.firstIndex(where: { $0.id == id }) else {
      Issue.record("no ruleset \(id)")
      return
    }
    let given = body.members ?? []
    let kept = (state.rulesets[place].answer.members ?? []).filter { old in
      !given.contains { $0.name == old.name }
    }
    do {
      state.rulesets[place] = try Ruleset(AnswerValue(.object(kept + given)))
    } catch {
      Issue.record("a ruleset that cannot be read: \(error)")
    }
  }
}

/// When a process dies: before or after the step of this number, counted from 0.
final class Fate {
  /// Before a step, or after it has had its effect.
  enum Side: CaseIterable { case before, after }

  private let end: (step: Int, side: Side)?
  private(set) var steps = 0
  private(set) var isDead = false

  /// One that dies there; nowhere where nothing is said.
  init(_ end: (step: Int, side: Side)? = nil) { self.end = end }

  /// Whether a step may have its effect.
  func lives() -> Bool {
    if end.map({ $0.step == steps && $0.side == .before }) ?? false { isDead = true }
    return !isDead
  }

  /// Whether anybody hears of the effect of a step.
  func survives() -> Bool {
    if end.map({ $0.step == steps && $0.side == .after }) ?? false { isDead = true }
    steps += 1
    return !isDead
  }
}

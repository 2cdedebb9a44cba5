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
  let tokens: [String] = []
  let fate: Fate
  /// The calls that had an effect.
  private(set) var made: [String] = []
  /// A call that is answered as if it were done, and is not.
  var ignores: String?
  /// What a PUT of classic protection does besides.
  var besides: ((inout ClassicProtection) -> Void)?
  /// What GraphQL tells of a classic protection that a PUT makes.
  var rule: ProtectionState.ClassicRule?
  /// Rulesets that are not about the branch.
  var strays: [Ruleset] = []

  init(_ state: ProtectionState, fate: Fate = Fate()) throws {
    repository = try #require(GitHubRepository(host: "github.com", owner: "acme", name: "shop"))
    (self.state, self.fate) = (state, fate)
  }

  func login() throws(GitHubFailure) -> String { requester }

  func state(of branch: String) throws(GitHubFailure) -> ProtectionState {
    try step { state }
  }

  func ruleset(_ id: Int) throws(GitHubFailure) -> Ruleset? {
    try step { (state.rulesets + strays).first { $0.id == id } }
  }

  /// The same forge for a process that may die.
  func seen(by fate: Fate) throws -> FakeForge {
    let forge = try FakeForge(state, fate: fate)
    (forge.ignores, forge.besides) = (ignores, besides)
    (forge.strays, forge.rule) = (strays, rule)
    return forge
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
    state.rule = state.rule ?? rule
    if var classic = state.classic {
      besides?(&classic)
      state.classic = classic
    }
  }

  private func read(_ members: [JSON.Member]) {
    do {
      state.classic = try ClassicProtection(AnswerValue(Self.told(.object(members))))
    } catch {
      Issue.record("a body that cannot be read: \(error)")
    }
  }

  /// Names as a GET tells them: those that are taken are told as objects, and no restriction as nothing.
  private static func told(_ json: JSON, in list: String = "") -> JSON {
    switch json {
    case .string where ["users", "teams", "apps"].contains(list):
      .object([JSON.Member(name: list == "users" ? "login" : "slug", value: json)])
    case .array(let elements): .array(elements.map { told($0, in: list) })
    case .object(let members):
      .object(
        members.filter { $0.name != "dismissal_restrictions" || $0.value.members != [] }.map {
          JSON.Member(name: $0.name, value: told($0.value, in: $0.name))
        })
    default: json
    }
  }

  /// A key that is left out stays.
  private func put(ruleset id: Int, _ body: JSON) {
    guard let old = (state.rulesets + strays).first(where: { $0.id == id }) else {
      Issue.record("no ruleset \(id)")
      return
    }
    let given = body.members ?? []
    let kept = (old.answer.members ?? []).filter { old in
      !given.contains { $0.name == old.name }
    }
    do {
      let new = try Ruleset(AnswerValue(.object(kept + given)))
      state.rulesets = state.rulesets.map { $0.id == id ? new : $0 }
      strays = strays.map { $0.id == id ? new : $0 }
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

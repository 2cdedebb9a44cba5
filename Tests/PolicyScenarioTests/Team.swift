import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing
import Workflows

/// How a pull request is merged.
enum Landing: String, CaseIterable, Sendable {
  case squash, rebase, merge
}

/// A team that works in a real repository, step by step, with every rule asked at every step.
final class Team {
  private let folder: TemporaryFolder
  private let policy: Policy
  private var seconds: Int64 = 1_767_614_400
  private var count = 0
  /// What each rule said at each step, a line a step.
  private(set) var log: [String] = []
  /// What was broken or unknown, with the step.
  private(set) var complaints: [String] = []

  init(under policy: Policy) async throws {
    (self.policy, folder) = (policy, try TemporaryFolder())
    try await git("init", "--quiet", "--initial-branch=main", ".")
    try await commit("begin")
  }

  /// Lets some time pass.
  func wait(days: Int64) { seconds += days * 86_400 }

  /// Makes a branch where another stands, and commits to it.
  func start(_ branch: String, from base: String, commits: Int = 2) async throws {
    try await git("switch", "--quiet", "--create", branch, base)
    for _ in 0..<commits { try await commit("work on \(branch)") }
    try await judge(
      "\(branch) is pushed", [try update(.push, branch, from: nil, to: id(of: branch))])
  }

  /// Makes a branch that has no work of its own.
  func make(_ branch: String, from base: String) async throws {
    try await git("branch", branch, base)
  }

  /// Asks about a pull request, merges it, and asks about what landed.
  func land(_ head: String, on base: String, by landing: Landing, keeping: Bool = false)
    async throws
  {
    let (old, tip) = (try await id(of: base), try await id(of: head))
    try await judge(
      "\(head) asks for \(base)",
      [
        try update(.pullRequest, base, from: old, to: tip, head: head)
      ])
    try await merge(head, into: base, by: landing)
    let new = try await id(of: base)
    try await judge(
      "\(head) lands on \(base) by \(landing)", [try update(.landing, base, from: old, to: new)])
    if !keeping, head != "develop", head != "main" { try await delete(head) }
    try await audit("after \(head) landed on \(base)")
  }

  /// Merges one long-lived branch into another by hand and pushes it.
  func mergeBack(_ head: String, into base: String) async throws {
    let old = try await id(of: base)
    try await merge(head, into: base, by: .merge)
    let new = try await id(of: base)
    try await judge(
      "\(head) is merged back into \(base)", [try update(.push, base, from: old, to: new)])
    try await audit("after \(head) was merged back")
  }

  /// Deletes a branch.
  func delete(_ branch: String) async throws {
    let old = try await id(of: branch)
    try await judge("\(branch) is deleted", [try update(.push, branch, from: old, to: nil)])
    try await git("branch", "--quiet", "-D", branch)
  }

  /// Asks about the whole repository.
  func audit(_ step: String) async throws {
    try await judge(step, nil)
  }

  private func update(
    _ moment: Moment, _ branch: String, from old: ObjectID?, to new: ObjectID?, head: String? = nil
  ) throws -> RefUpdate {
    let ref = try #require(RefName("refs/heads/\(branch)"))
    return RefUpdate(
      moment, of: ref, from: old, to: new,
      head: head.flatMap { BranchName($0) }.map { RefUpdate.Head(branch: $0) })
  }

  private func merge(_ head: String, into base: String, by landing: Landing) async throws {
    seconds += 3_600
    switch landing {
    case .merge:
      try await git("switch", "--quiet", base)
      try await git("merge", "--quiet", "--no-ff", "--message", "merge \(head)", head)
    case .squash:
      try await git("switch", "--quiet", base)
      try await git("merge", "--quiet", "--squash", head)
      try await git("commit", "--quiet", "--message", "squash \(head)")
    case .rebase:
      try await git("switch", "--quiet", "--detach", head)
      try await git("rebase", "--quiet", base)
      let rebased = try await id(of: "HEAD")
      try await git("switch", "--quiet", base)
      try await git("merge", "--quiet", "--ff-only", rebased.hex)
    }
  }

  private func commit(_ subject: String) async throws {
    count += 1
    seconds += 600
    try folder.write("content \(count)\n".utf8, to: "file-\(count).txt")
    try await git("add", "--all")
    try await git("commit", "--quiet", "--message", "\(subject) (\(count))")
  }

  private func id(of revision: String) async throws -> ObjectID {
    let text = try await git("rev-parse", "\(revision)^{commit}").lines.first ?? ""
    return try #require(ObjectID(hex: text))
  }

  @discardableResult
  private func git(_ arguments: String...) async throws -> ProgramOutput {
    let date = "\(seconds) +0000"
    let result = try await Program.run(
      "git", arguments, in: folder.path,
      changing: ["GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date])
    try #require(result.status == 0, "git \(arguments): \(result.errors)")
    return result
  }

  /// Judges some updates, or the standing update of every branch.
  private func judge(_ step: String, _ updates: [RefUpdate]?) async throws {
    let repository = try Repository.open(at: folder.path, environment: ["GIT_CONFIG_NOSYSTEM": "1"])
    let branches = try repository.refs().compactMap { ref in
      ref.name.branch.map { Branch(name: $0, ref: ref.name, tip: ref.commit) }
    }
    let asked =
      updates
      ?? branches.map { RefUpdate(.standing, of: $0.ref, from: nil, to: $0.tip) }
    let scene = Scene(
      policy: policy, history: repository, branches: branches, updates: asked, now: seconds + 60,
      workflows: WorkflowFiles.self)
    let judgements = Judge().judge(asked, in: scene)
    log.append("\(step): \(Self.summary(of: judgements))")
    complaints += judgements.filter(\.blocks).map { "\(step): \($0.rule): \($0.verdict)" }
  }

  private static func summary(of judgements: [Judgement]) -> String {
    var said: [String: Set<String>] = [:]
    for judgement in judgements {
      let word =
        switch judgement.verdict {
        case .kept: "kept"
        case .broken: judgement.level == .warning ? "advises" : "BROKEN"
        case .unknown: "UNKNOWN"
        }
      said[word, default: []].insert(judgement.rule)
    }
    return said.sorted { $0.key > $1.key }
      .map { "\($0.key) \($0.value.sorted().joined(separator: ", "))" }.joined(separator: "; ")
  }
}

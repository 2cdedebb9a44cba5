import GitModel
import GitStore
import PolicyCore
import PolicyScenario
import TestSupport
import Testing

@Suite struct ImpossibleDateTests {
  /// `develop` at a merge, and `story-1` one commit above it.
  private func history(storyAt date: String, mergeAt mergeDate: String) async throws -> (
    BareRepository, Scene, [String: ObjectID]
  ) {
    let repository = try await BareRepository([])
    var ids: [String: ObjectID] = [:]
    func commit(_ label: String, _ parents: [String], at date: String) async throws {
      let lines =
        ["tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904"]
        + parents.map { "parent \(ids[$0]?.hex ?? "")" }
        + ["author A <a@b> 1767614400 +0000", "committer C <c@d> \(date)", "", label]
      let id = try await Git.run(
        ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"], in: repository.path,
        input: Array(lines.joined(separator: "\n").utf8)
      ).lines.first
      ids[label] = id.flatMap { ObjectID(hex: $0) }
    }
    try await Git.run(["mktree"], in: repository.path)
    try await commit("A", [], at: "1767614400 +0000")
    try await commit("B", ["A"], at: "1767614401 +0000")
    try await commit("M", ["A", "B"], at: mergeDate)
    try await commit("S", ["M"], at: date)
    let branches = try [("develop", "M"), ("main", "M"), ("story-1", "S")].map { name, label in
      let ref = try #require(RefName("refs/heads/\(name)"))
      return Branch(name: try #require(ref.branch), ref: ref, tip: ids[label])
    }
    var policy = try Example.allowed("", "A; main at A; audit main").scenario().policy
    policy.baseline.since = 1_767_700_000
    let open = try Repository.open(
      at: repository.path, environment: HermeticEnvironment.variables(home: repository.path))
    let scene = Scene(
      policy: policy, history: open, branches: branches, updates: [], now: 1_770_000_000)
    return (repository, scene, ids)
  }

  private func standing(_ name: String, _ scene: Scene) throws -> RefUpdate {
    let branch = try #require(scene.branch(named: name))
    return RefUpdate(.standing, of: branch.ref, from: nil, to: branch.tip)
  }

  @Test(
    "A date that is none makes a branch's age unknown; the first second of 1970 is a date",
    arguments: [
      ("", false), ("yesterday +0000", false), ("99999999999999999999 +0000", false),
      ("-5 +0000", false), ("0 +0000", true),
    ])
  func age(date: String, isDate: Bool) async throws {
    let (repository, scene, _) = try await history(storyAt: date, mergeAt: "1767614402 +0000")
    defer { withExtendedLifetime(repository) {} }
    let verdict = BranchAge().verdict(on: try standing("story-1", scene), in: scene)
    switch verdict {
    case .broken(let findings):
      #expect(isDate && findings.first?.message.contains("20486 days old") == true)
    case .unknown(let why): #expect(!isDate && why.cause == .impossibleDate)
    default: Issue.record("\(String(describing: verdict))")
    }
  }

  @Test(
    "A commit whose date is none is not known to be older than the baseline",
    arguments: [("yesterday +0000", true), ("0 +0000", false), ("1767614402 +0000", false)])
  func baseline(date: String, isJudged: Bool) async throws {
    let (repository, scene, ids) = try await history(storyAt: "1 +0000", mergeAt: date)
    defer { withExtendedLifetime(repository) {} }
    let verdict = LinearHistory().verdict(on: try standing("main", scene), in: scene)
    guard case .broken(let findings) = verdict else {
      #expect(verdict == .kept && !isJudged)
      return
    }
    #expect(isJudged && findings.map(\.commit) == [ids["M"]])
  }
}

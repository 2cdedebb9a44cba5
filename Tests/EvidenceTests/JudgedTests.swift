import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

@Suite("What required-checks makes of a repository's own evidence")
struct JudgedTests {
  /// How required-checks judges that a commit asks to land on main, which requires `build`.
  private func verdict(
    _ fixture: EvidenceFixture, on head: ObjectID, into base: ObjectID,
    from sources: [String] = ["notes"],
    by checkers: [Checker], path: String? = nil
  ) throws -> String {
    var policy = Policy()
    var main = Kind(try Glob("main"), from: nil)
    main.protection.requiredStatusChecks = [.init(context: "build", app: nil)]
    policy.kinds = [main]
    policy.evidence = sources
    let repository = try fixture.open()
    let own = RepositorySources(
      repository, checkers: checkers,
      environment: fixture.environment.merging(path.map { ["PATH": $0] } ?? [:]) { $1 },
      now: EvidenceFixture.now)
    let update = RefUpdate(
      .pullRequest, of: try #require(RefName("refs/heads/main")), from: base, to: head,
      head: RefUpdate.Head(branch: try #require(BranchName("story-1"))))
    let scene = Scene(
      policy: policy, history: repository, branches: [], updates: [update],
      now: EvidenceFixture.now, evidence: EvidenceBook(sources.compactMap { own.source($0) }))
    switch RequiredChecks().verdict(on: update, in: scene) {
    case nil: return "not asked"
    case .kept?: return "kept"
    case .broken(let findings)?: return findings.map(\.message).joined(separator: "; ")
    case .unknown(let why)?: return "unknown: \(why.cause)"
    }
  }

  @Test("Only what a checker has signed lets a commit land, and what cannot be read is unknown")
  func notes() async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [Checker(name: "ci", key: try await fixture.key("ci"))]
    _ = try await fixture.key("mallory")
    let base = try await fixture.commit("Begin")
    let tested = try await fixture.commit()
    func told(_ head: ObjectID? = nil, path: String? = nil) throws -> String {
      try verdict(
        fixture, on: head ?? tested.commit, into: base.commit, by: checkers, path: path)
    }
    #expect(try told() == "'build' is not reported")
    try fixture.add([fixture.record(tested)])
    #expect(try told() == "'build' is only claimed to have passed: it is not signed")
    try fixture.add([try fixture.signed(fixture.record(tested, at: 1_767_614_401), with: "mallory")]
    )
    #expect(try told().hasPrefix("'build' is only claimed to have passed: it is "))
    try fixture.add([try fixture.signed(fixture.record(tested), with: "ci")])
    #expect(try told() == "kept")
    #expect(try told(path: "/nowhere") == "unknown: noEvidence")
    // A failure that nobody signed takes nothing away; one that a checker signed does.
    try fixture.add([fixture.record(tested, "build", .failure, at: 1_767_614_500)])
    #expect(try told() == "kept")
    try await fixture.git("commit", "-q", "--amend", "-m", "Better words")
    let rebased = try await fixture.id("rev-parse", "HEAD")
    #expect(try told(rebased) == "kept")
    try fixture.add([
      try fixture.signed(fixture.record(tested, "build", .failure, at: 1_767_614_600), with: "ci")
    ])
    for head in [tested.commit, rebased] {
      #expect(try told(head) == "'build' ended with failure (notes)")
    }
    try await fixture.git(
      "notes", "--ref=policy/checks", "append", "-m", "half a li", "\(tested.tree)")
    #expect(try told(rebased) == "unknown: noEvidence")
  }

  @Test("A file counts outside the judged tree, and nowhere else")
  func file() async throws {
    let fixture = try await EvidenceFixture()
    let base = try await fixture.commit("Begin")
    let tested = try await fixture.commit()
    let text = """
      {"version": 1, "checks": [{"commit": "\(tested.commit)", "context": "build",
        "conclusion": "success"}]}
      """
    for file in ["repo/evidence.json", "evidence.json"] {
      try fixture.folder.write(text.utf8, to: file)
    }
    func told(_ path: String) throws -> String {
      try verdict(
        fixture, on: tested.commit, into: base.commit, from: ["file:" + path], by: [])
    }
    #expect(try told("../evidence.json") == "kept")
    #expect(
      try told("evidence.json")
        == "'build' is only claimed to have passed: the file lies in the judged tree")
    #expect(try told("../none.json") == "unknown: noEvidence")
  }
}

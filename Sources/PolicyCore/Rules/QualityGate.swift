public import GitModel

/// Holds what lands, and what stands on a long-lived branch, to the policy's quality gates.
public struct QualityGate: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "quality-gate",
    summary: "What lands on a long-lived branch, and its tip, has passed every quality gate.",
    rationale: """
      Coverage that nobody measures falls a little with every change. 'policy gates' runs the gates \
      and records the results for the tree that it tested; here the newest proof for the tree counts, \
      and its number is held against today's limits. What was not run is unknown. Without a source \
      under checks.evidence the rule is off.
      """,
    moments: [.pullRequest, .landing, .standing],
    examples: [
      .allowed(
        "a branch whose tip passed", policy: Self.coverage,
        "A; main at A; note \"gates / coverage\": success on A metric 93.5; audit main"),
      .allowed(
        "a squash with the tree that was tested", policy: Self.coverage,
        "A; S after A; M after A tree of S; main at A; "
          + "note \"gates / coverage\": success on S metric 90; land main: A -> M"),
      .allowed(
        "a change that is no worse than its base", policy: Self.ratchet,
        "A; S after A; develop at A; story-1 at S; "
          + "note \"gates / coverage\": success on A metric 80; "
          + "note \"gates / coverage\": success on S metric 80; pull story-1 into develop"),
      .allowed(
        "a branch that stands as it was while the other became better", policy: Self.ratchet,
        "A; S after A; main at A; develop at S; "
          + "note \"gates / coverage\": success on A metric 80; "
          + "note \"gates / coverage\": success on S metric 85; audit main"),
      .blocked(
        "a branch whose tip failed", policy: Self.coverage,
        "A; main at A; note \"gates / coverage\": failure on A metric 95; audit main",
        because: "A: gate 'coverage': failed with 95"),
      .blocked(
        "a number that today's limit does not let pass", policy: Self.coverage,
        "A; B after A; main at A; note \"gates / coverage\": success on B metric 89.9; "
          + "land main: A -> B",
        because: "B: gate 'coverage': 89.9 is less than 90"),
      .blocked(
        "a change that makes it worse", policy: Self.ratchet,
        "A; S after A; develop at A; story-1 at S; "
          + "note \"gates / coverage\": success on A metric 80; "
          + "note \"gates / coverage\": success on S metric 79.5; pull story-1 into develop",
        because: "S: gate 'coverage': 79.5 is worse than the 80 of 'develop'"),
      .unknown(
        "a tip that was not tested", policy: Self.coverage, "A; main at A; audit main",
        because: "read gates: gate 'coverage': no result is recorded"),
      .unknown(
        "a waiver of what failed, beside a gate that was not run",
        policy: """
          checks: {evidence: [notes]}
          gates: {coverage: {run: pytest --cov}, style: {run: black --check .}}
          waivers: [{rule: quality-gate, ref: main, reason: flaky}]
          """,
        "A; main at A; note \"gates / coverage\": failure on A; audit main",
        because: "read gates: gate 'style': no result is recorded"),
      .unknown(
        "a result that anybody can have written", policy: Self.coverage,
        "A; main at A; note \"gates / coverage\": success on A metric 99 "
          + "claimed \"nobody signed it\"; audit main",
        because: "read gates: gate 'coverage': its result is only a claim: nobody signed it"),
      .unknown(
        "a base without a number", policy: Self.ratchet,
        "A; S after A; develop at A; story-1 at S; "
          + "note \"gates / coverage\": success on S metric 80; pull story-1 into develop",
        because: "read gates: gate 'coverage': no number is recorded for 'develop' as it stands"),
      .unknown(
        "a base that is not here", policy: Self.ratchet,
        "A; S after A; main at A; hotfix/1 at S; "
          + "note \"gates / coverage\": success on S metric 80; pull hotfix/1 into main",
        because: "read gates: gate 'coverage': find branch: branch 'develop' is not here"),
    ])

  private static let coverage = """
    checks: {evidence: [notes]}
    gates: {coverage: {run: pytest --cov, metric: 'TOTAL.* ([0-9.]+)%', at_least: 90}}
    """

  private static let ratchet = """
    checks: {evidence: [notes]}
    gates:
      coverage:
        run: pytest --cov
        metric: 'TOTAL.* ([0-9.]+)%'
        no_worse_than: develop
        better: higher
    """

  /// Makes the rule.
  public init() {}

  /// One finding for each gate that failed.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), kind.isLongLived, !scene.policy.gates.isEmpty,
      let book = try scene.evidenceBook(), let branch = update.branch, let new = update.new
    else { return nil }
    var commits = [new]
    if update.moment == .pullRequest, let request = try book.pullRequest(from: new, into: branch) {
      commits += [request.testMerge].compactMap { $0 }
    }
    let results = try Self.results(on: commits, in: scene, book)
    var findings: [Finding] = []
    var unknown: GitError?
    for gate in scene.policy.gates {
      let record = GateRecord(of: gate, among: results, on: commits) {
        // What stands on one branch has not become worse where another has become better.
        update.moment == .standing ? .itself : Self.reference(of: gate, in: scene, book)
      }
      switch record.verdict {
      case .passed: continue
      case .failed(let message, _):
        let name = Words.shell(gate.name)
        let help = "mend what it shows: git switch --detach \(new) && policy gates \(name)"
        findings.append(Finding("gate '\(gate.name)': \(message)", at: new, help: help))
      case .unknown(let message, let help):
        unknown =
          unknown
          ?? GitError(.noEvidence, "read gates", "gate '\(gate.name)': \(message)", help: help)
      }
    }
    return try scene.settle(findings, unknown, by: Self.guide.id, on: update)
  }

  private static func results(
    on commits: [ObjectID], in scene: Scene, _ book: EvidenceBook
  ) throws(GitError) -> [CheckResult] {
    var subjects: [EvidenceSubject] = []
    for commit in commits {
      subjects.append(EvidenceSubject(commit: commit, tree: try scene.history.commit(commit).tree))
    }
    let told = try book.checks(on: subjects)
    return subjects.flatMap { told[$0] ?? [] }
  }

  /// The number of the branch that a gate is compared with, for its tip as it stood before.
  private static func reference(
    of gate: Gate, in scene: Scene, _ book: EvidenceBook
  ) -> GateReference {
    let name = gate.noWorseThan ?? ""
    do throws(GitError) {
      guard let tip = scene.branch(named: name)?.tip else {
        throw GitError(.missingRef, "find branch", "branch '\(name)' is not here")
      }
      return gate.reference(
        among: try results(on: [tip], in: scene, book), on: tip, countingClaims: false)
    } catch {
      return .unknown(message: "\(error.operation): \(error.message)", help: error.help)
    }
  }
}

public import GitModel

/// Keeps emergencies from lasting.
public struct OverrideClosed: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "override-closed",
    summary: "No override or freeze is past its end, and what one left behind is repaired in time.",
    rationale: """
      Protection that was lifted in an emergency stays lifted: whoever lifted it sleeps at last, and \
      nobody else knows what stood there before. The ledger at `refs/policy/ledger` knows; this rule \
      goes red when a lease is past its end, when its repairs are overdue, and when somebody has \
      changed the ledger. A ledger that was not fetched leaves it unknown.
      """,
    moments: [.standing],
    examples: [
      .allowed("no override", "A; main at A; audit main"),
      .allowed(
        "an override that is not over",
        "A; main at A; lease override of main from day 0 to day 2; "
          + "now day 1; audit main"),
      .allowed(
        "an override that was closed",
        "A; main at A; lease override of main from day 0 to day 1 closed day 1; now day 9; audit main"
      ),
      .allowed(
        "repairs that were made",
        "A; main at A; lease override of main from day 0 to day 1 closed day 1 repair day 3 "
          + "repaired day 4; now day 9; audit main"),
      .allowed(
        "another branch's override",
        "A; main at A; develop at A; lease override of develop from day 0 to day 1; now day 9; "
          + "audit main"),
      .blocked(
        "an override that nobody closed",
        "A; main at A; lease override of main from day 0 to day 1; now day 3; audit main",
        because: "is still under override lease-1, which ended 2 days ago"),
      .blocked(
        "a freeze that nobody thawed",
        "A; main at A; lease freeze of main from day 0 to day 1; now day 2; audit main",
        because: "is still under freeze lease-1, which ended 1 day ago"),
      .blocked(
        "repairs that are overdue",
        "A; main at A; lease override of main from day 0 to day 1 closed day 1 repair day 3; "
          + "now day 5; audit main",
        because: "is not repaired after override lease-1, which was due 2 days ago"),
      .blocked(
        "an override of a branch that is gone",
        "A; main at A; lease override of hotfix/a from day 0 to day 1; now day 3; audit main",
        because: "hotfix/a is still under override lease-1, which ended 2 days ago"),
      .blocked(
        "a ledger that was changed",
        "A; main at A; ledger changed \"follows other entries than it says\"; audit main",
        because: "has a ledger in which an entry follows other entries than it says"),
      .allowed(
        "a ledger that was changed, which main tells of",
        "A; main at A; develop at A; ledger changed \"follows other entries than it says\"; "
          + "audit develop"),
      .unknown(
        "an override of a branch that may stand elsewhere",
        "A; main at A; lease override of develop from day 0 to day 1; now day 9; single-branch; "
          + "audit main",
        because: "look for overrides: a branch that is not here may exist elsewhere"),
      .unknown(
        "a ledger that was not fetched",
        "A; main at A; ledger silent \"no ledger is here\"; audit main",
        because: "read ledger: no ledger is here"),
      .unknown(
        "an entry that a newer policy wrote",
        "A; main at A; ledger newer \"is of version 2: a newer policy wrote it\"; audit main",
        because: "read ledger: entry 1111111111111111111111111111111111111111 is of version 2: "
          + "a newer policy wrote it"),
      .blocked(
        "an override that nobody closed, beside an entry that a newer policy wrote",
        "A; main at A; lease override of main from day 0 to day 1; "
          + "ledger newer \"is of version 2\"; now day 3; audit main",
        because: "is still under override lease-1, which ended 2 days ago"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding for each lease that should be over, and for each flaw of the ledger.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let branch = update.branch?.text, let book = try scene.leases?.leases() else {
      return nil
    }
    let findings = try Self.findings(in: book, for: update, of: branch, in: scene)
    // An entry that nobody can read here may be about any branch.
    return try scene.settle(findings, book.doubt, by: Self.guide.id, on: update)
  }

  private static func findings(
    in book: LeaseBook, for update: RefUpdate, of branch: String, in scene: Scene
  ) throws(GitError) -> [Finding] {
    var findings: [Finding] = []
    // What is about no branch that stands is told once.
    var rest: [Finding] = []
    for lease in book.leases {
      if lease.branch == branch {
        findings += self.findings(lease, "", at: scene.now)
      } else if scene.branch(named: lease.branch) == nil {
        rest += self.findings(lease, "\(lease.branch) ", at: scene.now)
      }
    }
    let isElsewhere = !rest.isEmpty
    rest += book.flaws.map { flaw in
      Finding(
        "has a ledger in which \(flaw.entry == nil ? "" : "an entry ")\(flaw.message)",
        help: flaw.help)
    }
    guard !rest.isEmpty else { return findings }
    do throws(GitError) {
      guard try tellsTheRest(branch, in: scene) else { return findings }
      // A branch that may stand elsewhere is told of where it is judged.
      if isElsewhere { try scene.requireEveryBranch("look for overrides") }
    } catch {
      return try scene.settle(findings, error, by: guide.id, on: update)
    }
    return findings + rest
  }

  /// Whether a branch is the first of the long-lived ones, or of all where there are none: it tells
  /// what is about no branch that stands.
  /// Throws where one that comes before it may stand elsewhere.
  private static func tellsTheRest(
    _ branch: String, in scene: Scene
  ) throws(GitError) -> Bool {
    for kind in scene.policy.longLived {
      if kind.name == branch { return true }
      if scene.branch(named: kind.name) != nil { return false }
      try scene.requireEveryBranch(
        "look for overrides", saying: "branch '\(kind.name)' is not here, and may exist elsewhere")
    }
    return scene.branches.first { !scene.isExempt($0.name) }?.name.text == branch
  }

  private static func findings(_ lease: Lease, _ subject: String, at now: Int64) -> [Finding] {
    let name = "\(lease.purpose.rawValue) \(lease.id)"
    var findings: [Finding] = []
    if lease.isOverdue(at: now) {
      findings.append(
        Finding(
          "\(subject)is still under \(name), which ended \(Words.span(now - lease.ends)) ago",
          help: "put back what stood: \(lease.endCommand)"))
    }
    if let due = lease.remediateBy, lease.owesRemediation(at: now) {
      findings.append(
        Finding(
          "\(subject)is not repaired after \(name), which was due \(Words.span(now - due)) ago",
          help: "repair it, then say so: policy override remediated --lease \(lease.id) --note TEXT"
        ))
    }
    return findings
  }
}

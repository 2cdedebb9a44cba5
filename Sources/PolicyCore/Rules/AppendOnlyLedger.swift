public import GitModel

/// Keeps the record of overrides from being rewritten.
public struct AppendOnlyLedger: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "append-only-ledger",
    summary: "The ledger of overrides only grows.",
    rationale: """
      `refs/policy/ledger` says who lifted which protection, why, and what stood before. Whoever can \
      rewrite it can make an override that never happened, or one that nobody can close. Its commits \
      follow each other and are never dropped: two ledgers that went apart are joined.
      """,
    moments: [.refChange, .push],
    examples: [
      .allowed("the first entry", "A; L; main at A; push refs/policy/ledger: nothing -> L"),
      .allowed(
        "the next entry", "A; L; M after L; main at A; push refs/policy/ledger: L -> M"),
      .allowed(
        "two ledgers that are joined",
        "A; L; M after L; N after L; J after M, N; main at A; push refs/policy/ledger: M -> J"),
      .allowed(
        "what was fetched of another's ledger",
        "A; L; M after L; main at A; move refs/policy/remotes/origin/ledger: M -> L"),
      .blocked(
        "an entry that is taken back",
        "A; L; M after L; main at A; push refs/policy/ledger: M -> L",
        because: "drops 1 commit of the ledger"),
      .blocked(
        "a ledger that is written anew, here",
        "A; L; M after L; N after L; main at A; move refs/policy/ledger: M -> N",
        because: "drops 1 commit of the ledger"),
      .blocked(
        "a ledger that goes away", "A; L; main at A; push refs/policy/ledger: L -> nothing",
        because: "may not be deleted"),
      .unknown(
        "a ledger whose entries were never fetched",
        "A; L; M after L; N after M; O after L; main at A; missing M; push refs/policy/ledger: N -> O",
        because: "read commit: commit M is not there"),
    ])

  /// The ref that holds the ledger.
  public static let ref = "refs/policy/ledger"

  /// Makes the rule.
  public init() {}

  /// One finding where an entry is dropped.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard update.ref.text == Self.ref else { return nil }
    guard let old = update.old else { return [] }
    guard let new = update.new else {
      return [
        Finding(
          "may not be deleted", help: "keep it: it says what is still to be closed")
      ]
    }
    let dropped = try scene.dropped(from: old, to: new)
    guard !dropped.isEmpty else { return [] }
    return [
      Finding(
        "drops \(Words.count(dropped.count, "commit")) of the ledger",
        among: dropped, help: "join both: policy override sync")
    ]
  }
}

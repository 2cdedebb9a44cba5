public import GitModel

/// Finds protection at the forge that is weaker than the policy asks.
public struct ProtectionDrift: Rule {
  private static let policy = "checks: {evidence: [github]}\nrules: {protection-drift: error}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "protection-drift",
    summary: "The forge protects a long-lived branch as strictly as the policy asks.",
    rationale: """
      What a policy says and nobody enforces holds until somebody is in a hurry. Settings are changed \
      by hand, for an hour, and stay; a rename of a check takes a demand away without a word. Only a \
      token that administers the repository is told of its protection: so the rule is asked where the \
      policy turns it on (rules: {protection-drift: error}), binds administrators (enforce_admins), or \
      says what GitHub is to keep (github:). An override that is open is named, and is its own way back.
      """,
    moments: [.standing],
    examples: [
      .allowed(
        "protection that another branch lacks", policy: policy,
        "A; main at A; develop at A; "
          + "gap develop: required_reviews is \"0\" wanted \"1\"; audit main"),
      .blocked(
        "a review that nobody has to give", policy: policy,
        "A; main at A; gap main: required_reviews is \"0\" wanted \"1\"; audit main",
        because: "required_reviews is 0 at the forge, and the policy asks for 1"),
      .allowed(
        "a policy that does not ask for it", policy: "checks: {evidence: [github]}",
        "A; main at A; gap main: required_reviews is \"0\" wanted \"1\"; audit main"),
      .blocked(
        "administrators who are not bound",
        policy: "checks: {evidence: [github]}\nbranches: {main: {enforce_admins: true}}",
        "A; main at A; gap main: enforce_admins is \"false\" wanted \"true\"; audit main",
        because: "enforce_admins is false at the forge, and the policy asks for true"),
      .blocked(
        "protection that an override has lifted", policy: policy,
        "A; main at A; gap main: enforce_admins is \"false\" wanted \"true\"; "
          + "lease override of main from day 0 to day 2; now day 1; audit main",
        because: "enforce_admins is false at the forge, and the policy asks for true, under "
          + "override lease-1 until 2026-01-07T12:00:00Z"),
      .blocked(
        "a ledger that cannot be read", policy: policy,
        "A; main at A; gap main: enforce_admins is \"false\" wanted \"true\"; "
          + "ledger silent \"no ledger\"; audit main",
        because: "enforce_admins is false at the forge, and the policy asks for true; whether an "
          + "override has lifted it is unknown: no ledger"),
      .unknown(
        "a token that is not told", policy: policy,
        "A; main at A; silent \"a token that may not administer\"; audit main",
        because: "read protection: a token that may not administer"),
      .unknown(
        "sources that know nothing of protection", policy: policy, "A; main at A; audit main",
        because: "read protection: no source tells of protection"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding for each demand that the forge does not make.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard Self.isWanted(by: scene.policy), scene.kind(in: update)?.isLongLived == true,
      update.new != nil, let branch = update.branch, let book = try scene.evidenceBook()
    else { return nil }
    guard let gaps = try book.protectionGaps(of: branch, under: scene.policy) else {
      throw GitError(
        .noEvidence, "read protection", "no source tells of protection",
        help: "let GitHub tell: checks: {evidence: [github]}")
    }
    guard !gaps.isEmpty else { return [] }
    let (lifted, help) = Self.cause(on: branch, in: scene)
    return gaps.map { gap in
      Finding(
        "\(gap.key) is \(gap.live) at the forge, and the policy asks for \(gap.wanted)\(lifted)",
        help: help)
    }
  }

  /// Whether a policy asks for it: outright, or by what nothing else judges.
  public static func isWanted(by policy: Policy) -> Bool {
    if let level = policy.levels[guide.id] { return level != .off }
    return policy.github != GitHubSettings()
      || policy.kinds.contains { $0.protection.enforceAdmins }
  }

  /// The override that has lifted what is weaker, as far as the ledger tells, and what mends it. Where
  /// it cannot be read, what is weaker is broken all the same.
  private static func cause(
    on branch: BranchName, in scene: Scene
  ) -> (lifted: String, help: String) {
    let lease: Lease?
    do throws(GitError) {
      let book = try scene.leases?.leases()
      lease = book?.leases.first {
        $0.branch == branch.text && $0.purpose == .override && $0.isOpen(at: scene.now)
      }
      if lease == nil, let doubt = book?.doubt { throw doubt }
    } catch {
      return ("; whether an override has lifted it is unknown: \(error.message)", error.help)
    }
    guard let lease else {
      return ("", "mend it: policy github apply --branch \(Words.shell(branch))")
    }
    return (
      ", under override \(lease.id) until \(Timestamp.text(lease.ends))",
      "end it: \(lease.endCommand)"
    )
  }
}

public import GitModel

/// Finds who may pass the rules of a branch by whenever they like.
public struct BypassActors: Rule {
  private static let policy = "checks: {evidence: [github]}\nrules: {bypass-actors: error}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "bypass-actors",
    summary: "Nobody passes the rulesets of a long-lived branch by, but in a pull request.",
    rationale: """
      A rule that an administrator or a bot may always pass by is a wish. In an emergency a lease \
      lifts it for an hour and leaves a record; who is 'exempt' leaves none at all. Only a token that \
      may write rulesets is told who passes them by, so that the rule is off until the policy turns it \
      on: rules: {bypass-actors: warning}.
      """,
    moments: [.standing], level: .off,
    examples: [
      .allowed(
        "a team that passes it by in a pull request", policy: policy,
        "A; main at A; passer main: \"team 7\" pull_request past \"ruleset 'main'\"; audit main"),
      .allowed(
        "somebody who passes another branch's rules by", policy: policy,
        "A; main at A; develop at A; passer develop: \"team 7\" always past \"ruleset 'x'\"; audit main"
      ),
      .blocked(
        "a role that passes it by always", policy: policy,
        "A; main at A; passer main: \"the role admin\" always past \"ruleset 'main'\"; audit main",
        because: "the role admin passes ruleset 'main' by whenever they like"),
      .blocked(
        "an app for which the ruleset does not count", policy: policy,
        "A; main at A; passer main: \"app 15\" exempt past \"ruleset 'main'\"; audit main",
        because: "app 15 passes ruleset 'main' by whenever they like, and leaves no trace"),
      .unknown(
        "a token that is not told", policy: policy,
        "A; main at A; silent \"ruleset 'main' does not show who passes it by\"; audit main",
        because: "read who passes rules by: ruleset 'main' does not show who passes it by"),
      .unknown(
        "sources that know nothing of rules", policy: policy, "A; main at A; audit main",
        because: "read who passes rules by: no source tells of rules"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding for each actor whom no pull request is asked of.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard scene.kind(in: update)?.isLongLived == true, update.new != nil,
      let branch = update.branch, let book = try scene.evidenceBook()
    else { return nil }
    guard let told = try book.bypassActors(of: branch) else {
      throw GitError(
        .noEvidence, "read who passes rules by", "no source tells of rules",
        help: "let GitHub tell: checks: {evidence: [github]}")
    }
    return told.filter { $0.mode != .pullRequest }.map { actor in
      let trace = actor.mode == .exempt ? ", and leaves no trace" : ""
      return Finding(
        "\(actor.actor) passes \(actor.place) by whenever they like\(trace)",
        help: "take them out of its bypass list, or let them pass in a pull request only; in an "
          + "emergency: policy override begin --branch \(Words.shell(branch)) "
          + "--relax actor=RULESET/TYPE:NUMBER --apply")
    }
  }
}

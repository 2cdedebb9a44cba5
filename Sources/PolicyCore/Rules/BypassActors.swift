public import GitModel

/// Finds who may pass the rules of a branch by whenever they like.
public struct BypassActors: Rule {
  private static let policy = "checks: {evidence: [github]}\nrules: {bypass-actors: error}"

  /// The rule's page.
  public static let guide = RuleGuide(
    id: "bypass-actors",
    summary: "Nobody passes the protection of a long-lived branch by, but in a pull request.",
    rationale: """
      A rule that an administrator or a bot may always pass by is a wish. In an emergency a lease \
      lifts it for an hour and leaves a record; who is 'exempt' leaves none at all. Only a token that \
      may write rulesets is told who passes them by, so that the rule is off until the policy turns it \
      on: rules: {bypass-actors: warning}.
      """,
    moments: [.standing], level: .off,
    examples: [
      .allowed(
        "somebody whom the policy lets push without a pull request",
        policy: policy + "\nbranches: {main: {restrict_pushes: {users: [bob]}}}",
        "A; main at A; passer main: \"user bob\" push past \"classic protection\"; audit main"),
      .blocked(
        "somebody else who needs no pull request",
        policy: policy + "\nbranches: {main: {restrict_pushes: {users: [bob]}}}",
        "A; main at A; passer main: \"user eve\" push past \"classic protection\"; audit main",
        because: "user eve passes classic protection by with a push"),
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
    let pushers = scene.kind(in: update)?.protection.restrictPushes
    return told.compactMap { actor in
      let way: String
      switch actor.mode {
      case .pullRequest: return nil
      case .push where pushers?.names(actor.actor) == true: return nil
      case .push: way = "with a push"
      case .always: way = "whenever they like"
      case .exempt: way = "whenever they like, and leaves no trace"
      }
      return Finding(
        "\(actor.actor) passes \(actor.place) by \(way)",
        help: actor.place == "classic protection" && actor.mode == .always
          ? "bind administrators too: enforce_admins: true, then policy github apply"
          : "take them out of its bypass list, or let them pass in a pull request only; in an "
            + "emergency: policy override begin --branch \(Words.shell(branch)) "
            + "--relax actor=RULESET/TYPE:NUMBER --apply")
    }
  }
}

extension Protection.Pushers {
  /// Whether it names somebody: `user bob`, `team core`.
  fileprivate func names(_ actor: String) -> Bool {
    (users.map { "user \($0)" } + slugs.map { "team \($0)" }).contains {
      $0.lowercased() == actor.lowercased()
    }
  }
}

public import GitModel

/// Keeps direct pushes off a branch.
public struct RestrictedPush: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "restricted-push",
    summary: "Nobody pushes directly to a branch with 'restrict_pushes', except whom it names.",
    rationale: """
      Work reaches a protected branch through a pull request, where it is reviewed and checked. \
      How a forge lands a pull request is not a push by hand and not asked here. The first branch \
      of an empty repository is always allowed, and so is one made without a new commit: whether \
      it may be made at all is asked by 'creation'.
      """,
    moments: [.commit, .push],
    githubType: "update",
    examples: [
      .allowed("a push to develop", "A; D after A; develop at A; push develop: A -> D by alice"),
      .allowed(
        "a push by whom the policy names",
        policy: "branches: {main: {restrict_pushes: {users: [merge-bot]}}}",
        "A; B after A; main at A; push main: A -> B by Merge-Bot"),
      .allowed("the first push to an empty repository", "A; push main: nothing -> A by alice"),
      .allowed(
        "develop, made where main stands", policy: "branches: {develop: {restrict_pushes: true}}",
        "A; main at A; push develop: nothing -> A by alice"),
      .blocked(
        "develop, made with work that is nowhere else",
        policy: "branches: {develop: {restrict_pushes: true}}",
        "A; B after A; main at A; push develop: nothing -> B by alice",
        because: "nobody may push here directly"),
      .blocked(
        "a push to main", "A; B after A; main at A; push main: A -> B by alice",
        because: "nobody may push here directly"),
      .blocked(
        "a commit on main", "A; B after A; main at A; commit on main: A -> B",
        because: "nobody may push here directly"),
      .blocked(
        "a push by somebody else",
        policy: "branches: {main: {restrict_pushes: {users: [merge-bot]}}}",
        "A; B after A; main at A; push main: A -> B by alice",
        because: "'alice' may not push here directly"),
      .unknown(
        "a push by nobody knows whom",
        policy: "branches: {main: {restrict_pushes: {users: [merge-bot]}}}",
        "A; B after A; main at A; push main: A -> B",
        because: "tell who pushes: nobody said who pushes"),
      .unknown(
        "a push by somebody who may be in a team",
        policy: "branches: {main: {restrict_pushes: {teams: [release]}}}",
        "A; B after A; main at A; push main: A -> B by alice",
        because: "tell who pushes: only the forge knows whether 'alice' is in the team release"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where the actor is not among those who may.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), let allowed = kind.protection.restrictPushes else {
      return nil
    }
    if update.old == nil, update.new != nil {
      if try scene.isEmpty() { return [] }
      if try scene.newCommits(in: update).isEmpty { return [] }
    }
    guard !(allowed.users.isEmpty && allowed.teams.isEmpty) else {
      return [finding("nobody may push here directly", update, in: scene)]
    }
    if try allowed.admit(update.actor, key: "restrict_pushes", on: scene.side) { return [] }
    let actor = update.actor ?? "nobody"
    return [finding("'\(actor)' may not push here directly", update, in: scene)]
  }

  private func finding(_ message: String, _ update: RefUpdate, in scene: Scene) -> Finding {
    Finding(message, help: ByHand(update, in: scene).cure)
  }
}

public import GitModel

/// Keeps what stood on a branch from being dropped.
public struct NonFastForward: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "non-fast-forward",
    summary: "An update keeps every commit that stood on the branch.",
    rationale: """
      A forced push to a shared branch takes away what others have built on. Topic branches may be \
      rewritten unless the policy says otherwise; long-lived ones may not.
      """,
    moments: [.refChange, .push, .landing],
    githubType: "non_fast_forward",
    examples: [
      .allowed("a fast forward", "A; B after A; main at A; push main: A -> B"),
      .allowed(
        "a rebased story",
        "A; S after A; B after A; T after B; story-1 at S; push story-1: S -> T"),
      .blocked(
        "a forced push",
        "A; B after A; C after A; main at B; push main: B -> C",
        because: "drops 1 commit that stood on the branch"),
      .blocked(
        "a branch set back",
        "A; B after A; C after B; develop at C; move develop: C -> A",
        because: "drops 2 commits that stood on the branch"),
      .blocked(
        "a forced landing",
        "A; B after A; C after A; main at B; land main: B -> C",
        because: "drops 1 commit that stood on the branch"),
      .unknown(
        "a forced push over what was never fetched",
        "A; B after A; C after A; main at B; missing B; push main: B -> C",
        because: "read commit: commit B is not there"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where the old tip is no ancestor of the new one.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let kind = scene.kind(in: update), !kind.allowsForcePushes, let old = update.old,
      let new = update.new
    else { return nil }
    let dropped = try scene.dropped(from: old, to: new)
    guard !dropped.isEmpty else { return [] }
    return [
      Finding(
        "drops \(Words.count(dropped.count, "commit")) that stood on the branch",
        among: dropped, help: try cure(update, from: old, to: new, in: scene))
    ]
  }

  private func cure(
    _ update: RefUpdate, from old: ObjectID, to new: ObjectID, in scene: Scene
  ) throws(GitError) -> String {
    if update.moment == .refChange, scene.side == .clone {
      return try SetBack(update, from: old, to: new, in: scene).cure()
    }
    guard scene.hasRemote || scene.remoteOfCures != nil else {
      let branch = update.branch.map { Words.shell($0) } ?? "BRANCH"
      return "take in what it drops: git switch \(branch) && git merge \(old)"
    }
    let remote = scene.remoteOfCures ?? scene.remote ?? "origin"
    let fetch = "git fetch \(Words.shell(remote))"
    guard update.moment == .push, let branch = update.branch else {
      let base = update.branch.map { Words.shell(Array("\(remote)/".utf8) + $0.bytes) } ?? "BRANCH"
      return "\(scene.placeOfCure)bring back what stood there: \(fetch) && "
        + "git switch -c BRANCH \(old) && git rebase \(base) && "
        + "git push -u \(Words.shell(remote)) BRANCH && "
        + "gh pr create --base \(update.branch.map { Words.shell($0) } ?? "BRANCH")"
    }
    // A clone of one branch keeps no other of its remote.
    let tracking = Array("refs/remotes/\(remote)/".utf8) + branch.bytes
    let kept = try scene.history.refs().contains { $0.name.bytes == tracking }
    let isKept = kept || scene.side != .clone
    let there = isKept ? Words.place(of: branch, at: remote) : String(old.hex.prefix(12))
    let before = isKept ? "\(fetch) && " : ""
    let isLinear = scene.kind(in: update)?.protection.requireLinearHistory == true
    if let source = scene.source(of: update), source != branch, !isLinear {
      return "take in what is there: \(before)git switch \(Words.shell(source)) && "
        + "git merge \(there)"
    }
    return "\(scene.placeOfCure)build on what is there: \(before)"
      + (try scene.rebase(there, of: branch, in: update))
  }
}

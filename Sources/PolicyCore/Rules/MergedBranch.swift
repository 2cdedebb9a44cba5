public import GitModel

/// Reminds of topic branches whose work has landed everywhere it had to.
public struct MergedBranch: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "merged-branch",
    summary: "A topic branch goes away when it has landed.",
    rationale: """
      Branches that nobody deletes hide those that somebody works on. A branch just made looks \
      landed too, so a tip that was once the tip of a long-lived branch says nothing.
      """,
    moments: [.standing], level: .warning,
    examples: [
      .allowed(
        "a branch just made", "A; D after A; develop at D; story-1 at D; audit story-1"),
      .allowed(
        "a hotfix that develop still lacks",
        """
        A; H after A; M after A, H; D after A;
        main at M; develop at D; hotfix/1 at H; audit hotfix/1
        """),
      .blocked(
        "a story that was merged",
        """
        A; S after A; D after A; M after D, S;
        main at A; develop at M; story-1 at S; audit story-1
        """,
        because: "has landed on develop"),
      .blocked(
        "a hotfix that was merged into both",
        """
        A; H after A; M after A, H; D after A; N after D, M;
        main at M; develop at N; hotfix/1 at H; audit hotfix/1
        """,
        because: "has landed on main and develop"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding where every branch that it lands on holds the tip.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let topic = try scene.topic(in: update), !topic.kind.into.isEmpty else { return nil }
    var first: Branch?
    for name in topic.kind.into {
      // What was merged here only may never reach anybody.
      guard let target = try scene.longLived(named: name), try target.holds(topic.tip),
        target.published.contains(topic.tip)
      else { return [] }
      first = first ?? target.branch
    }
    if try scene.wasLongLivedTip(topic.tip) { return [] }
    let help = "\(scene.placeOfCure)delete it: \(try cure(topic, on: first, update, in: scene))"
    return [Finding("has landed on \(Words.list(topic.kind.into))", help: help)]
  }

  private func cure(
    _ topic: Topic, on target: Branch?, _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> String {
    if update.ref.branch != nil, scene.remoteOfCures == nil {
      // git-branch(1) deletes what HEAD holds, and not what is checked out.
      let checkout = try target.map { branch throws(GitError) in
        "\(try scene.checkout(branch)) && "
      }
      return "\(checkout ?? "")git branch -d \(Words.operand(topic.name))"
    }
    // What others have pushed there since has not landed.
    let tip = update.new.map(\.hex) ?? ""
    let lease = Words.shell(topic.name.bytes + Array(":\(tip)".utf8))
    let remote = scene.remoteOfCures ?? scene.branch(topic.name)?.remote ?? "origin"
    return "git push --force-with-lease=\(lease) \(Words.shell(remote)) "
      + Words.shell(Array(":".utf8) + topic.name.bytes)
  }
}

public import GitModel

/// Reminds of topic branches that have been open for too long.
public struct BranchAge: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "branch-age",
    summary: "A topic branch lands before its oldest own commit is older than 'max_age'.",
    rationale: """
      The longer a branch lives, the more it differs from what everybody else works on, and the \
      worse its merge. The age is the committer's date of the oldest own commit: a rebase renews it.
      """,
    moments: [.standing], level: .warning,
    examples: [
      .allowed(
        "a story of last week",
        "A; S after A on day 3; develop at A; story-1 at S; now day 10; audit story-1"),
      .allowed(
        "a story without commits of its own",
        "A; develop at A; story-1 at A; now day 300; audit story-1"),
      .blocked(
        "a story of last month",
        "A; S after A on day 3; T after S on day 30; develop at A; story-1 at T; now day 40; "
          + "audit story-1",
        because: "S: its oldest own commit is 37 days old, more than 30 days"),
      .unknown(
        "a story from the future",
        "A; S after A on day 90; develop at A; story-1 at S; now day 40; audit story-1",
        because: "tell the branch's age: its oldest own commit is dated in the future"),
    ])

  /// Makes the rule.
  public init() {}

  /// One finding at the oldest own commit, where it is too old.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let topic = try scene.topic(in: update), let limit = topic.kind.maxAge,
      let own = try scene.ownCommits(of: topic)
    else { return nil }
    let graph = try scene.graph()
    guard let oldest = graph.oldest(of: own) else { return [] }
    let age = try scene.age(
      of: oldest, "tell the branch's age", "its oldest own commit"
    ) { () throws(GitError) in try renewal(of: topic, update, in: scene) }
    guard age > limit else { return [] }
    return [
      Finding(
        "its oldest own commit is \(Words.span(age)) old, more than \(Words.span(limit))",
        at: graph.id(of: oldest),
        help: "land it or drop it: gh pr create --base "
          + "\(Words.shell(topic.kind.into.first ?? topic.from)) --head "
          + Words.shell(topic.name))
    ]
  }
  /// What dates a branch's own commits anew, whatever is checked out, and whoever wrote them.
  private func renewal(
    of topic: Topic, _ update: RefUpdate, in scene: Scene
  ) throws(GitError) -> String? {
    guard let from = scene.branch(named: topic.from) else { return nil }
    let redate = "git commit --amend --no-edit --allow-empty --date=now"
    return "\(scene.placeOfCure)correct the clock, then make its commits again: "
      + Words.fetch([from], in: scene)
      + (try scene.rebase(
        "--exec '\(redate)' \(try scene.place(of: from))", of: topic.name, in: update))
  }
}

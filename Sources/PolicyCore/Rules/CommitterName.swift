public import GitModel

/// Keeps committers to names of a form.
public struct CommitterName: CommitRule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "committer-name",
    summary: "Every committer of a new commit has a name of the form that the policy asks for.",
    rationale: """
      The committer is who brings a commit in, whoever wrote it: a name such as 'root' or 'ubuntu' is a \
      machine's on which nobody said who works there. Anybody can write any name: who it is, a signature \
      tells.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    examples: Example.blockedEverywhere(
      "a machine's committer", policy: "commits: {committer_name: '^[^ ]+ [^ ]'}",
      #"committer "root <root@host>""#,
      because: "the committer's name 'root' does not match '^[^ ]+ [^ ]'"
    ) + [
      .allowed(
        "a committer with two names",
        policy: "commits: {committer_name: '^[^ ]+ [^ ]'}",
        #"A; B after A committer "Bob Bee <bob@example.com>"; main at A; push main: A -> B"#)
    ])

  /// Makes the rule.
  public init() {}

  /// Whether the policy demands it.
  public static func isDemanded(in setting: CommitSetting) -> Bool {
    !setting.demands.committerName.isEmpty
  }

  /// A finding for each pattern that the committer's name does not keep.
  public static func findings(
    on text: CommitText, in setting: CommitSetting
  ) throws(GitError) -> [Flaw] {
    let name = text.committerName
    return setting.demands.committerName.filter { !$0.holds(for: name) }.map { pattern in
      Flaw(
        "the committer's name '\(name.shown)' \(pattern.complaint)", at: text.commit,
        "set your name", first: "git config user.name NAME && ")
    }
  }
}

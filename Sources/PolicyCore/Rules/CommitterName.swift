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
    examples: [
      .allowed(
        "a committer with two names",
        policy: "commits: {committer_name: '^[^ ]+ [^ ]'}",
        #"A; B after A committer "Bob Bee <bob@example.com>"; main at A; push main: A -> B"#),
      .blocked(
        "a machine's committer",
        policy: "commits: {committer_name: '^[^ ]+ [^ ]'}",
        #"A; B after A committer "root <root@host>"; main at A; push main: A -> B"#,
        because: "B: the committer's name 'root' does not match '^[^ ]+ [^ ]'"),
      .blocked(
        "a commit that is about to be made so",
        policy: "commits: {committer_name: '^[^ ]+ [^ ]'}",
        """
        A; S after A committer "root <root@host>"; develop at A; story-1 at A;
        commit on story-1: A -> S
        """,
        because: "S: the committer's name 'root' does not match '^[^ ]+ [^ ]'"),
      .blocked(
        "a pull request that brings such a commit",
        policy: "commits: {committer_name: '^[^ ]+ [^ ]'}",
        #"A; S after A committer "root <root@host>"; develop at A; story-1 at S; pull story-1 into develop"#,
        because: "S: the committer's name 'root' does not match '^[^ ]+ [^ ]'"),
      .blocked(
        "a commit that landed so",
        policy: "commits: {committer_name: '^[^ ]+ [^ ]'}",
        #"A; B after A committer "root <root@host>"; main at A; land main: A -> B"#,
        because: "B: the committer's name 'root' does not match '^[^ ]+ [^ ]'"),
      .blocked(
        "a commit that stands so",
        policy: "commits: {committer_name: '^[^ ]+ [^ ]'}",
        #"A; B after A committer "root <root@host>"; main at B; audit main"#,
        because: "B: the committer's name 'root' does not match '^[^ ]+ [^ ]'"),
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
  ) throws(GitError) -> [Finding] {
    let name = text.committerName
    return setting.demands.committerName.filter { !$0.holds(for: name) }.map { pattern in
      Finding(
        "the committer's name '\(name.shown)' \(pattern.complaint)", at: text.commit.id,
        help: setting.help(
          "set your name", text.commit, first: "git config user.name NAME && "))
    }
  }
}

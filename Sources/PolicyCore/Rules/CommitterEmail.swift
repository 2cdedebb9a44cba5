public import GitModel

/// Keeps committers to addresses that the policy knows.
public struct CommitterEmail: CommitRule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "committer-email",
    summary: "Every committer of a new commit has an address that the policy asks for.",
    rationale: """
      The committer is who brings a commit in, whoever wrote it: a patch from elsewhere keeps its author, \
      and is brought in by somebody who is known here. What a forge makes has the forge's own address.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    githubType: "committer_email_pattern",
    examples: Example.blockedEverywhere(
      "a committer from elsewhere", policy: "commits: {committer_email: '@example[.]com$'}",
      #"committer "Bob <bob@example.org>""#,
      because: "the committer's address 'bob@example.org' does not match '@example[.]com$'"
    ) + [
      .allowed(
        "a committer with an address of the project",
        policy: "commits: {committer_email: '@example[.]com$'}",
        #"A; B after A committer "Bob <bob@example.com>"; main at A; push main: A -> B"#),
      .allowed(
        "an address that only another branch's kind refuses", policy: kind,
        #"A; B after A committer "Bob <bob@example.org>"; develop at A; push develop: A -> B"#),
      .blocked(
        "an address that the branch's kind refuses, beside all others", policy: kind,
        #"A; B after A committer "Bob <bob@example.org>"; C after B committer "Bob <bob@example.net>"; main at A; push main: A -> C"#,
        because: "B: the committer's address 'bob@example.org' does not end with '@example.com'",
        "C: the committer's address 'bob@example.net' does not end with '@example.com'",
        "C: the committer's address 'bob@example.net' matches '[.]net$'"),
      .blocked(
        "an address that a kind refuses where it stands", policy: kind,
        #"A committer "Bob <bob@example.com>"; B after A committer "Bob <bob@example.org>"; main at B; audit main"#,
        because: "B: the committer's address 'bob@example.org' does not end with '@example.com'"),
      .blocked(
        "a commit about to be made on a branch of such a kind",
        policy: "branches: {story-*: {committer_email_pattern: '@example[.]com$'}}",
        #"A; S after A committer "Bob <bob@example.org>"; develop at A; story-1 at A; commit on story-1: A -> S"#,
        because: "S: the committer's address 'bob@example.org' does not match '@example[.]com$'"),
    ])

  private static let kind = """
    commits: {committer_email: {operator: regex, pattern: '[.]net$', negate: true}}
    branches: {main: {committer_email_pattern: {operator: ends_with, pattern: '@example.com'}}}
    """

  /// Makes the rule.
  public init() {}

  /// Whether the policy demands it.
  public static func isDemanded(in setting: CommitSetting) -> Bool {
    !setting.demands.committerEmail.isEmpty
  }

  /// A finding for each pattern that the committer's address does not keep.
  public static func findings(
    on text: CommitText, in setting: CommitSetting
  ) throws(GitError) -> [Flaw] {
    let email = text.committerEmail
    return setting.demands.committerEmail.filter { !$0.holds(for: email) }.map { pattern in
      Flaw(
        "the committer's address '\(email.shown)' \(pattern.complaint)", at: text.commit,
        "set your address", first: "git config user.email ADDRESS && ")
    }
  }
}

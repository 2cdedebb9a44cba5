public import GitModel

/// Keeps authors to addresses that the policy knows.
public struct AuthorEmail: CommitRule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "author-email",
    summary: "Every author of a new commit has an address that the policy asks for.",
    rationale: """
      An address is how a commit is told whose it is, on the forge and years later. A private address, or \
      the one that a new machine made up, cannot be mended once it has landed.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    githubType: "commit_author_email_pattern",
    examples: Example.blockedEverywhere(
      "an author from elsewhere", policy: "commits: {author_email: '@example[.]com$'}",
      #"author "A U Thor <author@example.org>""#,
      because: "the author's address 'author@example.org' does not match '@example[.]com$'"
    ) + [
      .allowed(
        "an author with an address of the project",
        policy: "commits: {author_email: '@example[.]com$'}",
        #"A; B after A author "A U Thor <author@example.com>"; main at A; push main: A -> B"#),
      .allowed(
        "an address that only another branch's kind refuses", policy: kind,
        #"A; B after A author "A U Thor <author@example.org>"; develop at A; push develop: A -> B"#),
      .blocked(
        "an address that the branch's kind refuses, beside all others", policy: kind,
        #"A; B after A author "A U Thor <author@example.org>"; C after B author "A U Thor <author@example.net>"; main at A; push main: A -> C"#,
        because: "B: the author's address 'author@example.org' does not end with '@example.com'",
        "C: the author's address 'author@example.net' does not end with '@example.com'",
        "C: the author's address 'author@example.net' matches '[.]net$'"),
      .blocked(
        "an address that a kind refuses where it stands", policy: kind,
        #"A author "A U Thor <author@example.com>"; B after A author "A U Thor <author@example.org>"; main at B; audit main"#,
        because: "B: the author's address 'author@example.org' does not end with '@example.com'"),
      .blocked(
        "a commit about to be made on a branch of such a kind",
        policy: "branches: {story-*: {commit_author_email_pattern: '@example[.]com$'}}",
        #"A; S after A author "A U Thor <author@example.org>"; develop at A; story-1 at A; commit on story-1: A -> S"#,
        because: "S: the author's address 'author@example.org' does not match '@example[.]com$'"),
    ])

  private static let kind = """
    commits: {author_email: {operator: regex, pattern: '[.]net$', negate: true}}
    branches: {main: {commit_author_email_pattern: {operator: ends_with, pattern: '@example.com'}}}
    """

  /// Makes the rule.
  public init() {}

  /// Whether the policy demands it.
  public static func isDemanded(in setting: CommitSetting) -> Bool {
    !setting.demands.authorEmail.isEmpty
  }

  /// A finding for each pattern that the author's address does not keep.
  public static func findings(
    on text: CommitText, in setting: CommitSetting
  ) throws(GitError) -> [Flaw] {
    let email = text.authorEmail
    return setting.demands.authorEmail.filter { !$0.holds(for: email) }.map { pattern in
      Flaw(
        "the author's address '\(email.shown)' \(pattern.complaint)", ofAuthorOf: text.commit,
        setting: "address", by: "user.email ADDRESS",
        name: text.commit.author.name, address: Array("ADDRESS".utf8))
    }
  }
}

public import GitModel

/// Keeps authors to names that the policy asks for.
public struct AuthorName: CommitRule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "author-name",
    summary: "Every author of a new commit has a name that the policy asks for.",
    rationale: """
      Logins and names of machines say nothing to who reads a history later.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    examples: Example.blockedEverywhere(
      "an author with the name of a machine", policy: "commits: {author_name: '^[^ ]+ [^ ]'}",
      #"author "root <author@example.com>""#,
      because: "the author's name 'root' does not match '^[^ ]+ [^ ]'"
    ) + [
      .allowed(
        "an author with two names",
        policy: "commits: {author_name: '^[^ ]+ [^ ]'}",
        #"A; B after A author "A U Thor <author@example.com>"; main at A; push main: A -> B"#)
    ])

  /// Makes the rule.
  public init() {}

  /// Whether the policy demands it.
  public static func isDemanded(in setting: CommitSetting) -> Bool {
    !setting.demands.authorName.isEmpty
  }

  /// A finding for each pattern that the author's name does not keep.
  public static func findings(
    on text: CommitText, in setting: CommitSetting
  ) throws(GitError) -> [Flaw] {
    let name = text.authorName
    return setting.demands.authorName.filter { !$0.holds(for: name) }.map { pattern in
      Flaw(
        "the author's name '\(name.shown)' \(pattern.complaint)", ofAuthorOf: text.commit,
        setting: "name", by: "user.name NAME",
        name: Array("NAME".utf8), address: text.commit.author.email)
    }
  }
}

public import GitModel

/// Requires trailers in messages.
public struct RequiredTrailers: CommitRule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "required-trailers",
    summary: "Every message of a new commit has the trailers that the policy lists.",
    rationale: """
      What programs read from a message stands in its trailers: a change's id, a reviewer, a ticket. They \
      are found as Git finds them (git-interpret-trailers(1)), and their keys in whatever case. Of merges \
      they are asked with 'except: []'.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    examples: Example.blockedEverywhere(
      "a missing trailer", policy: "commits: {trailers: [Change-Id]}", "",
      because: "no trailer 'Change-Id' stands at the end of the message"
    ) + [
      .allowed(
        "a commit with its trailers",
        policy: "commits: {trailers: [change-id, {key: Reviewed-by, pattern: '@example'}]}",
        """
        A; B after A says "Sell\\n\\nChange-Id: I1\\nReviewed-by: Bob <bob@example.com>"; main at A;
        push main: A -> B
        """),
      .blocked(
        "a trailer that is missing, and one that says another thing",
        policy: "commits: {trailers: [Change-Id, {key: Reviewed-by, pattern: '@example'}]}",
        """
        A; B after A says "Sell\\n\\nReviewed-by: Bob"; main at A; push main: A -> B
        """,
        because: "B: no trailer 'Change-Id' stands at the end of the message",
        "B: the trailer 'Reviewed-by' does not match '@example'"),
    ])

  /// Makes the rule.
  public init() {}

  /// Whether the policy demands it.
  public static func isDemanded(in setting: CommitSetting) -> Bool {
    setting.scope.keepsMessages && !setting.demands.trailers.isEmpty
  }

  /// A finding for each trailer that is missing, or says something else.
  public static func findings(
    on text: CommitText, in setting: CommitSetting
  ) throws(GitError) -> [Flaw] {
    let trailers = text.trailers
    let flaws: [Flaw] = setting.demands.trailers.compactMap { wanted in
      let found = trailers.filter { $0.has(key: wanted.key) }
      func flaw(_ message: String) -> Flaw {
        Flaw(
          message, at: text.commit, "add it",
          option: " --trailer \(Words.shell("\(wanted.key): VALUE"))")
      }
      guard !found.isEmpty else {
        return flaw("no trailer '\(wanted.key)' stands at the end of the message")
      }
      guard let pattern = wanted.pattern, !found.contains(where: { pattern.holds(for: $0.value) })
      else { return nil }
      return flaw("the trailer '\(wanted.key)' \(pattern.complaint)")
    }
    guard !flaws.isEmpty, try !text.isExceptedMerge(in: setting) else { return [] }
    return flaws
  }
}

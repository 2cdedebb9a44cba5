public import GitModel

/// Refuses dates that cannot be.
public struct CommitDate: CommitRule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "commit-date",
    summary: "No new commit is dated in the future, or made before it was written.",
    rationale: """
      One commit of a machine whose clock is wrong makes every log, every age and every graph after it lie: \
      Git itself walks by dates. A small skew is nobody's fault ('max_future: 10m'). An author's date long \
      after the committer's is a clock that was set, or a date that was made up ('max_author_lead: 1d').
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    examples: [
      .allowed(
        "a commit of now",
        policy: "commits: {max_future: 10m, max_author_lead: 1h}",
        "A; B after A; main at A; push main: A -> B"),
      .blocked(
        "a commit from the future",
        policy: "commits: {max_future: 10m}",
        "A; B after A on day 90000; now day 1; main at A; push main: A -> B",
        because: "B: the commit is dated 89999 days in the future"),
      .blocked(
        "a commit made before its author wrote it",
        policy: "commits: {max_author_lead: 1h}",
        "A; B after A authored day 2; main at A; push main: A -> B",
        because: "B: the author's date is 1 day after the committer's"),
      .blocked(
        "a commit about to be made that was written in the future",
        policy: "commits: {max_future: 10m}",
        "A; S after A authored day 90000; now day 1; develop at A; story-1 at A; "
          + "commit on story-1: A -> S",
        because: "S: the author's date is 89999 days in the future"),
      .blocked(
        "a pull request with a commit from the future",
        policy: "commits: {max_future: 10m}",
        "A; S after A on day 90000; now day 1; develop at A; story-1 at S; "
          + "pull story-1 into develop",
        because: "S: the commit is dated 89999 days in the future"),
      .blocked(
        "a commit from the future that landed",
        policy: "commits: {max_future: 10m}",
        "A; B after A on day 90000; now day 1; main at A; land main: A -> B",
        because: "B: the commit is dated 89999 days in the future"),
      .blocked(
        "a commit from the future that stands",
        policy: "commits: {max_future: 10m}",
        "A; B after A on day 90000; now day 1; main at B; audit main",
        because: "B: the commit is dated 89999 days in the future"),
    ])

  /// Makes the rule.
  public init() {}

  /// Whether the policy demands it.
  public static func isDemanded(in setting: CommitSetting) -> Bool {
    setting.demands.maxFuture != nil || setting.demands.maxAuthorLead != nil
  }

  /// A finding for each date that cannot be.
  public static func findings(
    on text: CommitText, in setting: CommitSetting
  ) throws(GitError) -> [Flaw] {
    let (made, written) = (text.commit.committer.seconds, text.commit.author.seconds)
    func flaw(_ message: String) -> Flaw {
      Flaw(
        message, at: text.commit, "set the clock right", mending: .date, amending: " --date=now")
    }
    // No date is so large that a difference does not fit: CommitHeader.
    if let most = setting.demands.maxFuture {
      let (commit, author) = (made - setting.now, written - setting.now)
      if commit > most {
        return [flaw("the commit is dated \(Words.span(commit)) in the future")]
      }
      if author > most {
        return [flaw("the author's date is \(Words.span(author)) in the future")]
      }
    }
    guard let most = setting.demands.maxAuthorLead, written - made > most else { return [] }
    return [flaw("the author's date is \(Words.span(written - made)) after the committer's")]
  }
}

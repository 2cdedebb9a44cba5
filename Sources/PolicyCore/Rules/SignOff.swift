public import GitModel

/// Requires the certificate of origin.
public struct SignOff: CommitRule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "sign-off",
    summary: "Who wrote a new commit certifies it, with a trailer 'Signed-off-by'.",
    rationale: """
      The Developer Certificate of Origin (developercertificate.org) is how a project knows that it may \
      distribute what it is given. It is the author's word: an address in a trailer that is the author's, \
      or the committer's where the policy lets them answer. Trailers are found as Git finds them \
      (git-interpret-trailers(1)): a line in the middle of a message is none.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    examples: [
      .allowed(
        "a commit that its author signed off",
        policy: "commits: {signed_off: true}",
        """
        A; B after A says "Sell\\n\\nSigned-off-by: A U Thor <Author@example.com>"; main at A;
        push main: A -> B
        """),
      .blocked(
        "a commit that nobody signed off",
        policy: "commits: {signed_off: true}",
        "A; B after A; main at A; push main: A -> B",
        because: "B: no 'Signed-off-by' is of the author, 'author@example.com'"),
      .blocked(
        "a commit that another signed off, and a line of the body that is no trailer",
        policy: "commits: {signed_off: true}",
        """
        A; B after A says "Sell\\n\\nSigned-off-by: A U Thor <author@example.com>\\n\\nMore.";
        C after B says "Buy\\n\\nSigned-off-by: C O Mitter <committer@example.com>"; main at A;
        push main: A -> C
        """,
        because: "B: no 'Signed-off-by' is of the author, 'author@example.com'",
        "C: no 'Signed-off-by' is of the author, 'author@example.com'"),
      .blocked(
        "a co-author who did not",
        policy: "commits: {signed_off: {co_authors: true, committer: true}}",
        """
        A; B after A says "Sell\\n\\nCo-authored-by: Bob <bob@example.com>\\n\
        Signed-off-by: C O Mitter <committer@example.com>"; main at A; push main: A -> B
        """,
        because: "B: no 'Signed-off-by' is of the co-author, 'bob@example.com'"),
      .allowed(
        "a merge, which brings nothing of its own",
        policy: "commits: {signed_off: true}",
        """
        A; B after A says "Sell\\n\\nSigned-off-by: A U Thor <author@example.com>";
        M after A, B; develop at A; push develop: A -> M
        """),
      .blocked(
        "a commit about to be made that nobody signed off",
        policy: "commits: {signed_off: true}",
        "A; S after A; develop at A; story-1 at A; commit on story-1: A -> S",
        because: "S: no 'Signed-off-by' is of the author, 'author@example.com'"),
      .blocked(
        "a pull request with a commit that nobody signed off",
        policy: "commits: {signed_off: true}",
        "A; S after A; develop at A; story-1 at S; pull story-1 into develop",
        because: "S: no 'Signed-off-by' is of the author, 'author@example.com'"),
      .blocked(
        "a commit that landed without",
        policy: "commits: {signed_off: true}",
        "A; B after A; main at A; land main: A -> B",
        because: "B: no 'Signed-off-by' is of the author, 'author@example.com'"),
      .blocked(
        "a commit that stands without",
        policy: "commits: {signed_off: true}",
        """
        A says "Begin\\n\\nSigned-off-by: A U Thor <author@example.com>"; B after A; main at B;
        audit main
        """,
        because: "B: no 'Signed-off-by' is of the author, 'author@example.com'"),
    ])

  /// Makes the rule.
  public init() {}

  /// Whether the policy demands it.
  public static func isDemanded(in setting: CommitSetting) -> Bool {
    setting.demands.signOff != nil
  }

  /// A finding for each who had to certify and did not.
  public static func findings(
    on text: CommitText, in setting: CommitSetting
  ) throws(GitError) -> [Finding] {
    guard let demand = setting.demands.signOff, !text.isExceptedMerge(in: setting) else {
      return []
    }
    let trailers = text.trailers
    func emails(_ key: String) -> [[UInt8]] {
      trailers.filter { $0.has(key: key) }.compactMap { $0.email?.lowercasedASCII }
    }
    let signed = Set(emails("Signed-off-by"))
    let author = text.authorEmail.lowercasedASCII
    let mayAnswer = [author] + (demand.committer ? [text.committerEmail.lowercasedASCII] : [])
    var missing: [String] = []
    if signed.isDisjoint(with: mayAnswer) { missing.append("author, '\(text.authorEmail.shown)'") }
    if demand.coAuthors {
      missing += emails("Co-authored-by").filter { !signed.contains($0) }
        .map { "co-author, '\($0.shown)'" }
    }
    return missing.map { who in
      Finding(
        "no 'Signed-off-by' is of the \(who)", at: text.commit.id,
        help: setting.help("certify it", text.commit, amending: " --signoff"))
    }
  }
}

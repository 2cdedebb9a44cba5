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
      (git-interpret-trailers(1)): a line in the middle of a message is none. Of a merge nothing is \
      asked, and what is added while merging is not looked for: 'except: []' asks it of merges, too. A \
      commit with two parents, of which one has all that the other has, is a merge only where it has that \
      parent's files.
      """,
    moments: [.commit, .push, .pullRequest, .landing, .standing],
    examples: Example.blockedEverywhere(
      "a missing sign-off", policy: "commits: {signed_off: true}", "",
      because: "no 'Signed-off-by' is of the author, 'author@example.com'"
    ) + [
      .allowed(
        "a commit that its author signed off",
        policy: "commits: {signed_off: true}",
        """
        A; B after A says "Sell\\n\\nSigned-off-by: A U Thor <Author@example.com>"; main at A;
        push main: A -> B
        """),
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
      .blocked(
        "co-authors without an address, and with more behind it",
        policy: "commits: {signed_off: {co_authors: true}}",
        """
        A; B after A says "Sell\\n\\nCo-authored-by: Bob\\n\
        Co-authored-by: Eve <eve@example.com> (pair)\\n\
        Signed-off-by: A U Thor <author@example.com>"; main at A; push main: A -> B
        """,
        because: "B: no 'Signed-off-by' is of the co-author, 'eve@example.com'",
        "B: the co-author 'Bob' has no address to certify it by"),
      .allowed(
        "a pull request of which a squash leaves no message",
        policy: "merge_methods: [squash]\ncommits: {signed_off: true, trailers: [Change-Id]}",
        "A; S after A; develop at A; story-1 at S; pull story-1 into develop"),
      .allowed(
        "a merge", policy: "commits: {signed_off: true}",
        """
        A; B after A says "Sell\\n\\nSigned-off-by: A U Thor <author@example.com>";
        M after A, B; develop at A; push develop: A -> M
        """),
      .blocked(
        "a commit with two parents that merges nothing, and one that changes what it merges",
        policy: "commits: {signed_off: true}",
        """
        A; B after A says "Sell\\n\\nSigned-off-by: A U Thor <author@example.com>";
        M after B, A edits more.txt; N after A, M edits yet.txt; develop at A; push develop: A -> N
        """,
        because: "M: no 'Signed-off-by' is of the author, 'author@example.com'",
        "N: no 'Signed-off-by' is of the author, 'author@example.com'"),
    ])

  /// Makes the rule.
  public init() {}

  /// Whether the policy demands it.
  public static func isDemanded(in setting: CommitSetting) -> Bool {
    setting.scope.keepsMessages && setting.demands.signOff != nil
  }

  /// A finding for each who had to certify and did not.
  public static func findings(
    on text: CommitText, in setting: CommitSetting
  ) throws(GitError) -> [Flaw] {
    guard let demand = setting.demands.signOff else { return [] }
    let trailers = text.trailers
    let signed = trailers.filter { $0.has(key: "Signed-off-by") }.compactMap(\.email)
    func isSigned(by address: some Collection<UInt8>) -> Bool {
      signed.contains { $0.equalsInAnyCase(address) }
    }
    let isAuthors =
      isSigned(by: text.authorEmail) || demand.committer && isSigned(by: text.committerEmail)
    let others = trailers.filter { trailer in
      demand.coAuthors && trailer.has(key: "Co-authored-by")
        && !(trailer.address.map { isSigned(by: $0) } ?? false)
    }
    // Before the findings, each of which takes as long as all else: most merges have no such trailer.
    guard !isAuthors || !others.isEmpty, try !text.isExceptedMerge(in: setting) else { return [] }
    var flaws: [Flaw] = []
    if !isAuthors {
      let person = text.authorName + Array(" <".utf8) + text.authorEmail + Array(">".utf8)
      flaws.append(missing("author", text.authorEmail, person, on: text))
    }
    for trailer in others {
      guard let address = trailer.address else {
        flaws.append(
          Flaw(
            "the co-author '\(trailer.value.shown)' has no address to certify it by",
            at: text.commit, "write 'Co-authored-by: NAME <ADDRESS>'"))
        continue
      }
      let person = Array(trailer.value[...address.endIndex])
      flaws.append(missing("co-author", Array(address), person, on: text))
    }
    return flaws
  }

  private static func missing(
    _ role: String, _ address: [UInt8], _ person: [UInt8], on text: CommitText
  ) -> Flaw {
    // Git's own `--signoff` is the committer's.
    let trailer = Words.shell(Array("Signed-off-by: ".utf8) + person)
    return Flaw(
      "no 'Signed-off-by' is of the \(role), '\(address.shown)'", at: text.commit, "certify it",
      option: " --trailer \(trailer)")
  }
}

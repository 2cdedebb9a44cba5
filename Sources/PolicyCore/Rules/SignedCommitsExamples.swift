/// The drawn examples of `signed-commits`.
enum SignedCommitsExamples {
  private static let alice = "commits: {signed: true, signers: {alice: \(key("A"))}}"
  private static let several = """
    branches: {main: {require_signatures: true}}
    commits:
      signers:
        alice: {key: \(key("A")), until: 2026-01-10}
        bob: {key: \(key("B")), on: [develop]}
        carol: {key: \(key("C")), revoked: true}
    """

  private static func key(_ digit: String) -> String { String(repeating: digit, count: 40) }

  static let all: [Example] = [
    .allowed(
      "commits that a signer signed", policy: alice,
      "A; B after A signed by alice; main at A; push main: A -> B"),
    .allowed(
      "commits of a branch that asks for no signatures", policy: several,
      "A; B after A; develop at A; push develop: A -> B"),
    .allowed(
      "a story that merges what somebody signed who signs on develop",
      policy: "commits: {signed: true, signers: {alice: \(key("A")), "
        + "bob: {key: \(key("B")), on: [develop]}}}",
      """
      A; B after A signed by bob; S after A signed by alice; M after S, B signed by alice;
      develop at B; push story-1: S -> M
      """),
    .blocked(
      "a push of a commit without a signature, behind one that has one", policy: alice,
      "A; B after A; C after B signed by alice; main at A; push main: A -> C",
      because: "B: the commit is not signed"),
    .blocked(
      "signatures of a stranger, of another text and of nobody", policy: alice,
      """
      A; B after A signed by mallory; C after B signed badly "it is of another text";
      main at A; land main: A -> C
      """,
      because: "B: the commit is signed by mallory, which is no signer's key",
      "C: the commit's signature does not count: it is of another text"),
    .blocked(
      "a key that git does not trust, where no signers are listed",
      policy: "commits: {signed: true}",
      "A; B after A signed by mallory; main at A; push main: A -> B",
      because: "B: the commit is signed by mallory, which git does not trust"),
    .blocked(
      "signers who may not sign here, no longer, or no more", policy: several,
      """
      A; B after A on day 4 signed by alice; C after B on day 6 signed by alice;
      D after C on day 6 signed by bob; E after D on day 6 signed by carol; main at A;
      land main: A -> E
      """,
      because: "C: the commit is signed by 'alice', whose key counts until 2026-01-10",
      "D: the commit is signed by 'bob', who does not sign on this branch",
      "E: the commit is signed by 'carol', whose key is revoked"),
    .blocked(
      "a pull request with a commit that nobody signed", policy: alice,
      "A; S after A; develop at A; story-1 at S; pull story-1 into develop",
      because: "S: the commit is not signed"),
    .allowed(
      "a pull request of which a squash leaves no commit",
      policy: "merge_methods: [squash]\n\(alice)",
      "A; S after A; develop at A; story-1 at S; pull story-1 into develop"),
    .blocked(
      "a commit that stands without a signature", policy: alice,
      "A signed by alice; B after A; main at B; audit main",
      because: "B: the commit is not signed"),
    .unknown(
      "a signature that nothing can check", policy: alice,
      "A; B after A signed unreadably; main at A; push main: A -> B",
      because: "check signature: gpg is not on PATH"),
  ]
}

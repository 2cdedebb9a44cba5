/// The drawn examples of `tag-signed`.
enum TagSignedExamples {
  static let all = presence + signers + doubts

  private static let policy = """
    tags: {'v*': {signed: true}}
    commits: {signers: {alice: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA}}
    """

  private static let presence: [Example] = [
    .allowed("another tag", policy: policy, "A; main at A; push tag try: nothing -> A"),
    .blocked(
      "a tag without a signature, the moment it is made", policy: policy,
      "A; main at A; move tag v1: nothing -> A annotated", because: "is not signed"),
    .blocked(
      "a lightweight tag in a push", policy: policy, "A; main at A; push tag v1: nothing -> A",
      because: "is not signed"),
    .blocked(
      "a tag without a signature that stands", policy: policy,
      "A; main at A; tag v1 at A annotated; audit tag v1", because: "is not signed"),
  ]

  private static let signers: [Example] = [
    .allowed(
      "a tag that a signer signed", policy: policy,
      "A; main at A; push tag v1: nothing -> A signed by alice"),
    .blocked(
      "a stranger's, the moment it is made", policy: policy,
      "A; main at A; move tag v1: nothing -> A signed by mallory",
      because: "is signed by mallory, which is no signer's key"),
    .blocked(
      "a signature of another text, where it stands", policy: policy,
      """
      A; main at A; tag v1 at A signed badly "it is of another text"; audit tag v1
      """,
      because: "has a signature that does not count: it is of another text"),
    .allowed(
      "a key that counts for these tags alone",
      policy: """
        tags: {'v*': {signed: true, signers: {rob: BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB}}}
        commits: {signers: {alice: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA}}
        """,
      "A; main at A; push tag v1: nothing -> A signed by rob"),
    .blocked(
      "a signer of commits where the tags have signers of their own",
      policy: """
        tags: {'v*': {signed: true, signers: {rob: BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB}}}
        commits: {signers: {alice: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA}}
        """,
      "A; main at A; push tag v1: nothing -> A signed by alice",
      because: "is signed by alice, which is no signer's key"),
    .blocked(
      "a signer's tag under another name", policy: policy,
      "A; main at A; push tag v2: nothing -> A signed by alice as v1",
      because: "is signed as 'v1'"),
    .unknown(
      "a signature that nothing can check", policy: policy,
      "A; main at A; push tag v1: nothing -> A signed unreadably",
      because: "check signature: gpg is not on PATH"),
  ]

  private static let limited = """
    tags: {'v*': {signed: true, on: [main]}}
    commits:
      signers:
        alice: {key: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, until: 2026-01-10}
        bob: {key: BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB, on: [develop]}
        carol: {key: CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC, revoked: true}
        dave: {key: DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD, on: ['m*']}
    """

  private static let doubts: [Example] = [
    .allowed(
      "a signer's tag from before the key's end", policy: limited,
      "A on day 4; main at A; push tag v1: nothing -> A signed by alice"),
    .blocked(
      "one from after it", policy: limited,
      "A on day 6; main at A; push tag v1: nothing -> A signed by alice",
      because: "is signed by 'alice', whose key counts until 2026-01-10"),
    .blocked(
      "a signer of another branch than the tags sit on", policy: limited,
      "A; main at A; push tag v1: nothing -> A signed by bob",
      because: "is signed by 'bob', who signs on develop only"),
    .allowed(
      "a signer of the branch that the tags sit on", policy: limited,
      "A; main at A; push tag v1: nothing -> A signed by dave"),
    .blocked(
      "a revoked key", policy: limited, "A; main at A; tag v1 at A signed by carol; audit tag v1",
      because: "is signed by 'carol', whose key is revoked"),
  ]
}

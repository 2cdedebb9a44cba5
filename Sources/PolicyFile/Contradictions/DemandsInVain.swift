internal import PolicyCore

/// What a policy says of commits and tags that no rule ever asks for.
struct DemandsInVain {
  private let policy: Policy

  init(_ policy: Policy) { self.policy = policy }

  var all: [Contradiction] { policy.tags.flatMap(signersOfTags) + signersOfCommits + exceptions }

  private func signersOfTags(_ kind: TagKind) -> [Contradiction] {
    guard !kind.signers.isEmpty, !kind.signed else { return [] }
    return [
      Contradiction(
        ["tags", kind.tags.text, "signers"],
        "\(quoted(kind.tags.text)) has signers, and nobody asks whether such a tag is signed",
        help: "ask: signed: true, or remove it")
    ]
  }

  private var signersOfCommits: [Contradiction] {
    let areAsked =
      policy.commits.signed || policy.kinds.contains { $0.protection.requireSignatures }
      || policy.tags.contains { $0.signed && $0.signers.isEmpty }
    guard !policy.commits.signers.isEmpty, !areAsked else { return [] }
    return [
      Contradiction(
        ["commits", "signers"],
        "commits have signers, and nobody asks whether a commit or a tag is signed",
        help: "ask: signed: true, or require_signatures: true of a branch; or remove it")
    ]
  }

  /// Whose messages need no form, where no form is asked for.
  private var exceptions: [Contradiction] {
    let commits = policy.commits
    guard !commits.exceptAuthors.isEmpty, !commits.hasForm, commits.branchKey == nil else {
      return []
    }
    return [
      Contradiction(
        ["commits", "except_authors"],
        "some authors' messages need no form, and no form is asked of anybody's",
        help: "remove it, or ask for one: subject_max: 72")
    ]
  }
}

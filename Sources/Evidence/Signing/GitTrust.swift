internal import GitModel
internal import GitStore
internal import PolicyCore

/// The signatures that Git is configured to trust: gpg's keyring, and `gpg.ssh.allowedSignersFile` with
/// its times and `gpg.ssh.revocationFile`, as git-verify-commit(1) has it.
struct GitTrust {
  private let git: SigningProgram
  /// What each call begins with. Git takes a relative `gpg.ssh.allowedSignersFile` from the top of the work
  /// tree, to which it goes by itself only where it looks for the repository.
  private let place: [String]

  init(_ repository: Repository, environment: [String: String]) throws(GitError) {
    git = try SigningProgram(
      "git", of: "git", environment: environment, to: .check, patience: .seconds(60))
    let directory = repository.gitDirectory
    place = [
      "-C", repository.workTree ?? directory, "--git-dir", directory, "--no-replace-objects",
    ]
  }

  private static let unlisted = GitError(
    .noEvidence, SigningAct.check.rawValue, "nobody says whose signatures count",
    help: "list them in the policy: commits: {signers: {NAME: KEY}}; or tell git: "
      + "git config gpg.ssh.allowedSignersFile FILE, gpg --import FILE")

  /// What git says of signed objects, in their order, by `verify-commit` or `verify-tag`: one process for
  /// each, several at the same time. `git log` would tell many at once, but asks no `gpg.minTrustLevel`.
  func signatures(of ids: [ObjectID], by command: String) -> [CommitSignature] {
    let calls = ids.map { id in
      SigningProgram.Call(arguments: place + [command, "--raw", id.hex], input: [])
    }
    return zip(ids, git.run(calls)).map { id, answer in
      switch answer {
      case .success(let answer):
        Self.signature(answer)
          ?? .unknown(
            GitError(
              .noEvidence, SigningAct.check.rawValue, "git does not say: \(answer.reason)",
              help: "see what it says: git \(command) --raw \(id)"))
      case .failure(let why): .unknown(why)
      }
    }
  }

  /// What git says of one with `--raw`: gpg's status lines, or what ssh-keygen says. `nil` where neither is
  /// known.
  private static func signature(_ answer: SigningProgram.Answer) -> CommitSignature? {
    if answer.status == 0 { return .by([]) }
    let said = answer.errors + answer.output
    let words = Set(GnuPG.status(said).map { $0[0] })
    if let reason = GnuPG.reasons.first(where: { words.contains($0.key) })?.value {
      return .invalid(why: reason)
    }
    // A list that is not named, and one that is not there.
    if ["gpg.ssh.allowedSignersFile", "Unable to open allowed keys file"].contains(
      where: said.contains)
      || words.contains("NO_PUBKEY")
    {
      return .unknown(unlisted)
    }
    // Right, by a key that is known. An SSH key that is listed is trusted fully, and never ultimately.
    if words.contains("GOODSIG") || said.contains("Good \"git\" signature for ") {
      return .invalid(why: "its key is not trusted as gpg.minTrustLevel asks")
    }
    // Right, by a key that the file does not list: "with", and "for" somebody whom it does.
    if said.contains("Good \"git\" signature with "),
      let key = said.split(whereSeparator: \.isWhitespace).first(where: { $0.hasPrefix("SHA256:") })
    {
      return .stranger(key: String(key))
    }
    return refusals.first { said.contains($0.words) }.map { .invalid(why: $0.reason) }
  }

  /// What ssh-keygen says of a signature that it refuses, and what that means. Of a key it gives no reason.
  private static let refusals = [
    (words: "incorrect signature", reason: "it is of another text"),
    (words: "namespace does not match", reason: "it was made for something else than git"),
    (
      words: "Could not verify signature",
      reason: "ssh-keygen refuses it, as where its key was revoked or is listed for something else"
    ),
  ]
}

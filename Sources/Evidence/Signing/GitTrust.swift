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

  /// What one git says of commits that are signed, in their order.
  func signatures(of commits: [ObjectID]) throws(GitError) -> [CommitSignature] {
    let answer = try git.run(
      place + [
        "-c", "log.showSignature=false", "log", "--no-walk=unsorted", "--stdin", "--no-color",
        "--format=%H %G? %GF",
      ], input: Array(commits.map { $0.hex + "\n" }.joined().utf8))
    let lines = answer.output.utf8.split(separator: UInt8(ascii: "\n")).map {
      $0.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    }
    guard answer.status == 0, lines.count == commits.count,
      zip(lines, commits).allSatisfy({ $0.count > 1 && $0[0] == $1.hex })
    else {
      throw GitError(
        .noEvidence, SigningAct.check.rawValue, "git does not say: \(answer.reason)",
        help: "see what it says: git log --show-signature")
    }
    return lines.map { Self.signature($0[1], key: $0.count > 2 ? $0[2] : "an unknown key") }
  }

  /// What a letter of `%G?` means: git-log(1), "PRETTY FORMATS".
  private static func signature(_ letter: String, key: String) -> CommitSignature {
    switch letter {
    case "G": return .by([])
    // Of SSH, a right signature by a key that the file does not list; of OpenPGP, one by a key of the
    // keyring that nobody gave a trust, which git takes (`gpg.minTrustLevel`).
    case "U": return key.hasPrefix("SHA256:") ? .stranger(key: key) : .by([])
    case "B": return .invalid(why: "it is of another text, or by a key that was not listed then")
    case "X": return .invalid(why: "it has expired")
    case "Y": return .invalid(why: "its key has expired")
    case "R": return .invalid(why: "its key was revoked")
    default: return .unknown(unlisted)
    }
  }

  private static let unlisted = GitError(
    .noEvidence, SigningAct.check.rawValue, "nobody says whose signatures count",
    help: "list them in the policy: commits: {signers: {NAME: KEY}}; or tell git: "
      + "git config gpg.ssh.allowedSignersFile FILE, gpg --import FILE")

  /// What git says of annotated tags that are signed, in their order: one process for each, several at the
  /// same time.
  func signatures(ofTags tags: [ObjectID]) -> [CommitSignature] {
    let calls = tags.map { tag in
      SigningProgram.Call(arguments: place + ["verify-tag", "--raw", tag.hex], input: [])
    }
    return git.run(calls).map { answer in
      switch answer {
      case .success(let answer): Self.signature(answer)
      case .failure(let why): .unknown(why)
      }
    }
  }

  /// What `git verify-tag --raw` says of one: gpg's status lines, or what ssh-keygen says.
  private static func signature(_ answer: SigningProgram.Answer) -> CommitSignature {
    if answer.status == 0 { return .by([]) }
    let said = answer.errors + answer.output
    let words = Set(GnuPG.status(said).map { $0[0] })
    if let reason = GnuPG.reasons.first(where: { words.contains($0.key) })?.value {
      return .invalid(why: reason)
    }
    if words.contains("NO_PUBKEY") || said.contains("gpg.ssh.allowedSignersFile") {
      return .unknown(unlisted)
    }
    if words.contains("GOODSIG") {
      return .invalid(why: "its key is not trusted as gpg.minTrustLevel asks")
    }
    // Right, by a key that the file does not list: "with", and "for" somebody whom it does.
    if said.contains("Good \"git\" signature with "),
      let key = said.split(whereSeparator: \.isWhitespace).first(where: { $0.hasPrefix("SHA256:") })
    {
      return .stranger(key: String(key))
    }
    let refusals = ["incorrect signature", "Could not verify signature", "verification failed"]
    if refusals.contains(where: said.contains) {
      return .invalid(why: "it is of another text, or by a key that was not listed then")
    }
    return .unknown(
      GitError(
        .noEvidence, SigningAct.check.rawValue, "git does not say: \(answer.reason)",
        help: "see what it says: git verify-tag --raw NAME"))
  }
}

internal import GitModel
internal import PolicyCore

/// Signs and checks with the real gpg: gpg(1), and doc/DETAILS of GnuPG for `--status-fd`.
struct GnuPG {
  static let opening = "-----BEGIN PGP SIGNATURE-----"

  let program: SigningProgram
  let environment: [String: String]

  init(
    environment: [String: String], to act: SigningAct, patience: Duration
  ) throws(GitError) {
    program = try SigningProgram(
      "gpg", of: "gnupg", environment: environment, to: act, patience: patience)
    self.environment = environment
  }

  /// Who signed the text.
  func signer(
    of text: [UInt8], _ signature: String, among checkers: [Checker]
  ) throws(GitError) -> SignatureAnswer {
    var folder = try ScratchFolder(environment: environment, to: .check)
    let file = try folder.write(Array(signature.utf8), to: "signature")
    let answer = try program.run(
      [
        "--batch", "--no-tty", "--no-auto-key-retrieve", "--status-fd", "1", "--verify", file, "-",
      ], input: text)
    return try signer(
      Self.status(answer.output), isDone: answer.status == 0, reason: answer.reason,
      among: checkers)
  }

  /// Who made a signature, by what gpg says of it. `isDone` says that it took no offence.
  ///
  /// With `keepsOld`, a signature that was made before its key expired counts: a commit stands longer
  /// than a key.
  func signer(
    _ status: [[String]], isDone: Bool, reason: String, among checkers: [Checker],
    keepsOld: Bool = false
  ) throws(GitError) -> SignatureAnswer {
    // One signature, and nothing but good of it: a second one could be anybody's.
    let ends = status.filter { Self.ends.contains($0[0]) }
    guard ends.count == 1, let end = ends.first else {
      guard !isDone else { return .invalid(why: "there are \(ends.count) signatures") }
      return try Self.untold(reason, status)
    }
    if end[0] == "ERRSIG" { return try unchecked(end, status, checkers) }
    let valids = status.filter { $0[0] == "VALIDSIG" }
    let isGood = end[0] == "GOODSIG" || keepsOld && Self.isOlderThanItsKeysEnd(status)
    guard isGood, isDone, valids.count == 1, let valid = valids.first, valid.count > 1
    else { return .invalid(why: Self.reasons[end[0]] ?? "gpg does not take it") }
    // A subkey signs; its primary key's fingerprint comes last.
    let prints = Set([valid[1], valid[valid.count - 1]])
    let found = checkers.filter { checker in
      guard case .openPGP(let fingerprint) = checker.key else { return false }
      return prints.contains(fingerprint)
    }
    return found.isEmpty ? .stranger(key: "OpenPGP \(valid[valid.count - 1])") : .by(found)
  }

  /// The signature over a text, in its armor.
  func sign(_ text: [UInt8], with key: String) throws(GitError) -> String {
    let answer = try program.run(
      ["--batch", "--no-tty", "--armor", "--detach-sign", "--local-user", key, "--output", "-"],
      input: text)
    guard answer.status == 0, answer.output.hasPrefix(Self.opening) else {
      throw GitError(
        .noEvidence, SigningAct.sign.rawValue, "gpg did not sign: \(answer.reason)",
        help: "see which keys there are: gpg --list-secret-keys")
    }
    return answer.output
  }

  /// How gpg ends what it says of a signature.
  private static let ends: Set = [
    "GOODSIG", "BADSIG", "ERRSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG",
  ]

  /// What an end means that is no good one.
  static let reasons = [
    "BADSIG": "it is of another text", "EXPSIG": "it has expired",
    "EXPKEYSIG": "its key has expired", "REVKEYSIG": "its key was revoked",
  ]

  /// The words of each status line. By bytes: gpg leaves in a user id, which anybody chooses, what
  /// Swift takes for the end of a line besides, as U+0085.
  static func status(_ output: String) -> [[String]] {
    output.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let words = line.split(separator: UInt8(ascii: " ")).map {
        String(decoding: $0, as: UTF8.self)
      }
      return words.count > 1 && words[0] == "[GNUPG:]" ? Array(words.dropFirst()) : nil
    }
  }

  /// A signature that gpg cannot check. Where it has the keys of all checkers, the missing one is a
  /// stranger's; else nobody knows whose it is.
  private func unchecked(
    _ end: [String], _ status: [[String]], _ checkers: [Checker]
  ) throws(GitError) -> SignatureAnswer {
    let key = end.last.flatMap { $0.count >= 40 ? $0 : nil } ?? (end.count > 1 ? end[1] : "")
    guard status.contains(where: { $0[0] == "NO_PUBKEY" }) else {
      throw GitError(
        .noEvidence, SigningAct.check.rawValue, "gpg cannot check the signature by \(key)",
        help: "use a newer gpg, or have it signed by another kind of key")
    }
    for checker in checkers {
      guard case .openPGP(let fingerprint) = checker.key else { continue }
      let listed = try program.run(
        ["--batch", "--no-tty", "--with-colons", "--list-keys", fingerprint], input: [])
      guard listed.status == 0 else {
        throw GitError(
          .noEvidence, SigningAct.check.rawValue, "gpg has no key of '\(checker.name)'",
          help: "bring it: gpg --recv-keys \(fingerprint), or gpg --import FILE")
      }
    }
    return .stranger(key: "OpenPGP \(key)")
  }

  /// Whether the signature is good and was made before the key expired that has expired since.
  private static func isOlderThanItsKeysEnd(_ status: [[String]]) -> Bool {
    guard status.contains(where: { $0[0] == "EXPKEYSIG" }),
      let valid = status.first(where: { $0[0] == "VALIDSIG" }), valid.count > 3,
      let made = Int64(valid[3])
    else { return false }
    let ends = status.filter { $0[0] == "KEYEXPIRED" }.map {
      $0.dropFirst().first.flatMap(Int64.init)
    }
    return !ends.isEmpty && ends.allSatisfy { $0.map { made < $0 } ?? false }
  }

  private static func untold(
    _ reason: String, _ status: [[String]]
  ) throws(GitError) -> SignatureAnswer {
    // What is no signature at all is told so.
    if status.contains(where: { $0[0] == "NODATA" }) {
      return .invalid(why: "it is no OpenPGP signature")
    }
    throw unclear(reason)
  }
}

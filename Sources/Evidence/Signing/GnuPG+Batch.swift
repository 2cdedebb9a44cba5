internal import GitModel
internal import PolicyCore

/// A signature in its armor, and the text that it is said to be of.
struct SignedText {
  let signature: String
  let text: [UInt8]
}

extension GnuPG {
  /// How many signatures one gpg is given.
  private static let most = 200

  /// Who signed each of the texts. One gpg checks many; it stops at the first that it takes offence at,
  /// and another one goes on behind it.
  func signers(
    of signed: [SignedText], among checkers: [Checker]
  ) throws(GitError) -> [Result<SignatureAnswer, GitError>] {
    var answers: [Int: Result<SignatureAnswer, GitError>] = [:]
    var waiting: [(index: Int, message: OpenPGPMessage)] = []
    for (index, one) in signed.enumerated() {
      if let message = OpenPGPMessage(one.signature, of: one.text) {
        waiting.append((index, message))
      } else {
        answers[index] = Result { () throws(GitError) in
          try signer(of: one.text, one.signature, among: checkers)
        }
      }
    }
    while !waiting.isEmpty {
      let batch = Array(waiting.prefix(Self.most))
      let said = try statuses(of: batch.map(\.message))
      for (one, status) in zip(batch, said) {
        answers[one.index] = Result { () throws(GitError) in
          try signer(
            status.lines, isDone: status.isDone, reason: status.reason, among: checkers,
            keepsOld: true)
        }
      }
      waiting.removeFirst(said.count)
    }
    return signed.indices.compactMap { answers[$0] }
  }

  /// What gpg said of one message.
  private struct FileStatus {
    var lines: [[String]] = []
    var isDone = false
    var reason = ""
  }

  static func unclear(_ reason: String) -> GitError {
    GitError(
      .noEvidence, SigningAct.check.rawValue, "gpg does not say: \(reason)",
      help: "see what is wrong: gpg --list-keys")
  }

  /// What it says of the messages, up to the first that it takes offence at, and of that one.
  private func statuses(of messages: [OpenPGPMessage]) throws(GitError) -> [FileStatus] {
    var folder = try ScratchFolder(environment: environment, to: .check)
    var files: [String] = []
    for (number, message) in messages.enumerated() {
      files.append(try folder.write(message.bytes, to: "message\(number)"))
    }
    let answer = try program.run(
      [
        "--batch", "--no-tty", "--no-auto-key-retrieve", "--status-fd", "1", "--verify-files",
      ] + files, input: [])
    var found: [FileStatus] = []
    for words in Self.status(answer.output) {
      switch words[0] {
      case "FILE_START":
        // In the order in which they were named: anything else is no answer.
        guard found.count < files.count,
          words.dropFirst(2).joined(separator: " ") == files[found.count],
          found.last?.isDone ?? true
        else { throw Self.unclear(answer.reason) }
        found.append(FileStatus(reason: answer.reason))
      case "FILE_DONE" where !found.isEmpty: found[found.count - 1].isDone = true
      case _ where found.isEmpty || found[found.count - 1].isDone: continue
      default: found[found.count - 1].lines.append(words)
      }
    }
    // Where all were done, all were seen.
    guard let last = found.last, !last.isDone || found.count == files.count else {
      throw Self.unclear(answer.reason)
    }
    return found
  }
}

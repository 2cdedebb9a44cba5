internal import GitModel
internal import PolicyCore

/// One line of `reference-transaction`: `<old> SP <new> SP <ref>`, where either value may be `ref:`
/// and the name of another ref (githooks(5), since Git 2.46).
struct TransactionLine {
  /// The ref, as bytes; `HEAD` and its like are no full names.
  let name: [UInt8]
  /// Where the caller says that the ref stands; `nil` where it does not say.
  let old: ObjectID?
  /// Where the ref will stand; `nil` where it goes away, or will stand for another.
  let new: ObjectID?
  private let symbolic: [UInt8]?

  /// All lines of an input. Throws, with the line's number, where one is not what Git writes.
  static func all(in input: [UInt8]) throws(GitError) -> [TransactionLine] {
    guard let last = input.last else { return [] }
    guard last == UInt8(ascii: "\n") else { throw malformed("the last line is cut off") }
    var lines: [TransactionLine] = []
    for text in input.dropLast().split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      guard let line = TransactionLine(text) else {
        throw malformed("line \(lines.count + 1) is no ref update")
      }
      lines.append(line)
    }
    return lines
  }

  private init?(_ line: ArraySlice<UInt8>) {
    let parts = line.split(
      separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[2].isEmpty, let old = Value(parts[0]),
      let new = Value(parts[1])
    else { return nil }
    (name, self.old, self.new, symbolic) = (Array(parts[2]), old.id, new.id, new.symbolic)
  }

  /// One of the two values.
  private struct Value {
    var id: ObjectID?
    var symbolic: [UInt8]?

    init?(_ text: ArraySlice<UInt8>) {
      if text.starts(with: "ref:".utf8) {
        symbolic = Array(text.dropFirst(4))
        return
      }
      guard let id = ObjectID(hexBytes: Array(text)) else { return nil }
      self.id = id.isZero ? nil : id
    }
  }

  /// Whether a branch or the ledger changes; `HEAD`, tags, notes, the stash and what is known of
  /// remotes are left alone.
  var isJudged: Bool {
    name.starts(with: "refs/heads/".utf8) || name.elementsEqual(AppendOnlyLedger.ref.utf8)
  }

  /// Whether it is what is known of a remote that changes.
  var isAboutARemote: Bool { name.starts(with: "refs/remotes/".utf8) }

  /// The ref's name. Throws where it is none.
  func ref() throws(GitError) -> RefName {
    guard let ref = RefName(bytes: name) else {
      throw Self.malformed("'\(String(decoding: name, as: UTF8.self))' is no ref name")
    }
    return ref
  }

  /// The commit at which the ref will stand; `nil` where it goes away.
  func target(in place: Workplace) throws(GitError) -> ObjectID? {
    guard let symbolic else { return new }
    guard let ref = RefName(bytes: symbolic), let tip = try place.tip(of: ref) else {
      throw GitError(
        .missingRef, "read ref",
        "'\(String(decoding: symbolic, as: UTF8.self))' leads nowhere",
        help: "let the branch stand for one that is there")
    }
    return tip
  }

  private static func malformed(_ message: String) -> GitError {
    GitError(.failed, "read standard input", message, help: "let git run the hook")
  }
}

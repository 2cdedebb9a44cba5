internal import GitModel
internal import PolicyCore

/// One line that Git writes for a ref: githooks(5), `pre-push`, `pre-receive`,
/// `reference-transaction`.
struct UpdateLine: Equatable {
  /// The ref that moves, as bytes: what is no well-formed name must be refused by name.
  let name: [UInt8]
  /// Where it stood; `nil` where all digits are zero.
  let old: ObjectID?
  /// Where it will stand; `nil` where all digits are zero.
  let new: ObjectID?

  /// The two orders of fields.
  enum Form {
    /// `<old> SP <new> SP <ref>`.
    case received
    /// `<local ref> SP <local id> SP <remote ref> SP <remote id>`; the local ref is what the user
    /// typed, spaces and all: `HEAD@{1 day ago}`.
    case pushed
  }

  /// All lines of an input. Throws, with the line's number, where one is not what Git writes.
  static func all(in input: [UInt8], _ form: Form) throws(GitError) -> [UpdateLine] {
    guard !input.isEmpty else { return [] }
    guard input.last == UInt8(ascii: "\n") else {
      throw malformed("the last line is cut off")
    }
    var lines: [UpdateLine] = []
    for line in input.dropLast().split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      guard let update = UpdateLine(line, form) else {
        throw malformed("line \(lines.count + 1) is no ref update")
      }
      lines.append(update)
    }
    return lines
  }

  private init?(_ line: ArraySlice<UInt8>, _ form: Form) {
    let space = UInt8(ascii: " ")
    let fields: (old: ArraySlice<UInt8>, new: ArraySlice<UInt8>, name: ArraySlice<UInt8>)
    switch form {
    case .received:
      let parts = line.split(separator: space, maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      fields = (parts[0], parts[1], parts[2])
    case .pushed:
      let parts = line.split(separator: space, omittingEmptySubsequences: false)
      guard parts.count >= 4 else { return nil }
      let last = parts.suffix(3)
      fields = (last[last.endIndex - 1], last[last.startIndex], last[last.startIndex + 1])
    }
    guard let old = ObjectID(hexBytes: Array(fields.old)),
      let new = ObjectID(hexBytes: Array(fields.new)), old.byteCount == new.byteCount,
      !fields.name.isEmpty
    else { return nil }
    self.old = old.isZero ? nil : old
    self.new = new.isZero ? nil : new
    name = Array(fields.name)
  }

  /// The ref's name. Throws where it is none.
  func ref() throws(GitError) -> RefName {
    guard let ref = RefName(bytes: name) else {
      throw Self.malformed("'\(String(decoding: name, as: UTF8.self))' is no ref name")
    }
    return ref
  }

  private static func malformed(_ message: String) -> GitError {
    GitError(.failed, "read standard input", message, help: "let git run the hook")
  }
}

extension [UpdateLine] {
  /// The updates that the lines tell.
  func updates(_ moment: Moment, by actor: String?) throws(GitError) -> [RefUpdate] {
    var updates: [RefUpdate] = []
    updates.reserveCapacity(count)
    for line in self {
      updates.append(
        RefUpdate(moment, of: try line.ref(), from: line.old, to: line.new, actor: actor))
    }
    return updates
  }
}

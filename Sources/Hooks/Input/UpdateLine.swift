internal import GitModel
internal import PolicyCore

/// One line that Git writes for a ref: githooks(5), `pre-push`, `pre-receive`,
/// `reference-transaction`.
struct UpdateLine: Equatable {
  /// The ref that moves, as bytes: what is no well-formed name must be refused by name.
  let name: [UInt8]
  /// Where it stood; `nil` where all digits are zero.
  let old: ObjectID?
  /// Where it will stand; `nil` where all digits are zero, or where it will stand for another.
  let new: ObjectID?
  /// The ref that is pushed, as the user named it; empty in the other forms.
  let source: ArraySlice<UInt8>
  /// The line as it was read.
  let text: ArraySlice<UInt8>
  /// The ref that it will stand for, as bytes; `nil` where it stands for itself.
  let symbolic: [UInt8]?

  /// The forms of a line.
  enum Form {
    /// `<old> SP <new> SP <ref>`.
    case received
    /// The same, where either value may be `ref:` and the name of another ref (since Git 2.46).
    case transaction
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
    var source: ArraySlice<UInt8> = []
    switch form {
    case .received, .transaction:
      let parts = line.split(separator: space, maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      fields = (parts[0], parts[1], parts[2])
    case .pushed:
      let parts = line.split(separator: space, omittingEmptySubsequences: false)
      guard parts.count >= 4 else { return nil }
      let last = parts.suffix(3)
      if parts.count == 4 { source = parts[0] }
      fields = (last[last.endIndex - 1], last[last.startIndex], last[last.startIndex + 1])
    }
    guard let old = Value(fields.old, form), let new = Value(fields.new, form),
      !fields.name.isEmpty
    else { return nil }
    if case .id(let old) = old, case .id(let new) = new, old.byteCount != new.byteCount {
      return nil
    }
    (self.old, self.new, symbolic) = (old.id, new.id, new.symbolic)
    (name, text, self.source) = (Array(fields.name), line, source)
  }

  /// One of the two values.
  private enum Value {
    case id(ObjectID)
    case symbolic([UInt8])

    init?(_ text: ArraySlice<UInt8>, _ form: Form) {
      if form == .transaction, text.starts(with: "ref:".utf8) {
        self = .symbolic(Array(text.dropFirst(4)))
        return
      }
      guard let id = ObjectID(hexBytes: Array(text)) else { return nil }
      self = .id(id)
    }

    var id: ObjectID? { if case .id(let id) = self, !id.isZero { id } else { nil } }
    var symbolic: [UInt8]? { if case .symbolic(let name) = self { name } else { nil } }
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

extension UpdateLine {
  /// Whether a branch, a tag or the ledger changes; `HEAD`, notes, the stash and what is known of remotes
  /// are left alone.
  var isJudged: Bool {
    name.starts(with: "refs/heads/".utf8) || isAboutATag
      || name.elementsEqual(AppendOnlyLedger.ref.utf8)
  }

  /// Whether it is a tag that changes.
  var isAboutATag: Bool { name.starts(with: "refs/tags/".utf8) }

  /// Whether it is what is known of a remote that changes.
  var isAboutARemote: Bool { name.starts(with: "refs/remotes/".utf8) }

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
}

extension [UpdateLine] {
  /// The updates that the lines tell.
  func updates(_ moment: Moment, by actor: String?) throws(GitError) -> [RefUpdate] {
    var updates: [RefUpdate] = []
    updates.reserveCapacity(count)
    for line in self {
      updates.append(
        RefUpdate(
          moment, of: try line.ref(), from: line.old, to: line.new,
          source: RefName(bytes: [UInt8](line.source))?.branch, actor: actor))
    }
    return updates
  }
}

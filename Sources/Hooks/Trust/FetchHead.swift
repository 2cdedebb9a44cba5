internal import GitModel
internal import GitStore

/// What the last fetch brought: git-fetch(1), `.git/FETCH_HEAD`.
///
/// Git writes a line before it moves a ref, and no variable tells a hook of a fetch: so the file says
/// of a branch that is being fetched that a remote has it, as a remote-tracking ref would, which is
/// moved afterwards. `git fetch --atomic` writes it too late, `--no-write-fetch-head` not at all.
final class FetchHead {
  /// A branch that somebody else has.
  struct Line: Equatable {
    let name: BranchName
    let commit: ObjectID
    /// Where it is from: without a password, and without `/` and `.git` at the end.
    let source: [UInt8]
  }

  /// 100,000 branches take less.
  private static let limit = 32 << 20

  private let path: String
  private var branches: [BranchName: [Line]]?

  /// Of the work tree that the hook runs in; read when it is asked.
  init(of repository: Repository) { path = repository.gitDirectory + "FETCH_HEAD" }

  /// Whether somebody has a branch of this name at this commit; with an address, whether it is there.
  func holds(
    _ branch: BranchName, at commit: ObjectID, of address: String? = nil
  ) throws(GitError) -> Bool {
    let read: [BranchName: [Line]]
    if let branches {
      read = branches
    } else {
      let bytes = try PlainFile.read(path, limit: Self.limit) ?? []
      read = Dictionary(grouping: Self.lines(of: bytes), by: \.name)
      branches = read
    }
    let source = address.map(Self.source)
    return (read[branch] ?? []).contains {
      $0.commit == commit && (source == nil || $0.source == source)
    }
  }

  /// `<id> TAB [not-for-merge] TAB branch '<name>' of <source>`; whatever else stands there is no
  /// branch of a remote.
  static func lines(of bytes: [UInt8]) -> [Line] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let fields = line.split(
        separator: UInt8(ascii: "\t"), maxSplits: 2, omittingEmptySubsequences: false)
      let opening = Array("branch '".utf8)
      guard fields.count == 3, let commit = ObjectID(hexBytes: Array(fields[0])), !commit.isZero,
        fields[2].starts(with: opening)
      else { return nil }
      // A ref name holds no space: the first that comes ends the name.
      let parts = fields[2].dropFirst(opening.count).split(
        separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0].last == UInt8(ascii: "'"), parts[1].elementsEqual("of".utf8),
        let name = BranchName(bytes: Array(parts[0].dropLast()))
      else { return nil }
      // What the repository fetches from itself is nobody else's.
      guard !parts[2].isEmpty, !parts[2].elementsEqual(".".utf8) else { return nil }
      return Line(name: name, commit: commit, source: Array(parts[2]))
    }
  }

  /// An address as git writes it there (builtin/fetch.c, `append_fetch_head`).
  private static func source(_ address: String) -> [UInt8] {
    var bytes = Array(address.utf8)
    while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    if bytes.count > 4, bytes.suffix(4).elementsEqual(".git".utf8) { bytes.removeLast(4) }
    return bytes
  }
}

internal import CLibrary
internal import GitModel
internal import GitStore

/// What a fetch brings that is going on: git-fetch(1), `.git/FETCH_HEAD`.
///
/// Git writes a line before it moves a ref, and no variable tells a hook of a fetch: so the file says
/// of a branch that is being fetched that a remote has it, as a remote-tracking ref would, which is
/// moved afterwards. `git fetch --atomic` writes it too late, `--no-write-fetch-head` not at all.
///
/// What an older fetch wrote says nothing: others have moved on since. So the file counts only where
/// git wrote it while it held the lock of the ref that moves, as it does whenever a hook is to be
/// started, and where no ref that is kept of a remote was moved behind it, as by a push.
final class FetchHead {
  /// A ref that somebody else has.
  struct Line: Equatable {
    /// The branch that it is; `nil` where it is none, as a pull request's ref.
    let name: BranchName?
    /// Whether it is a tag; `commit` is its object then.
    var isTag = false
    let commit: ObjectID
    /// Where it is from: without a password, and without `/` and `.git` at the end.
    let source: [UInt8]
  }

  /// 100,000 branches take less.
  private static let limit = 32 << 20
  /// How many seconds the file may be older than the lock: git 2.54 asks the hook a first time before
  /// it takes the lock (githooks(5), `preparing`), and writes the file for that.
  private static let grace = 1

  private let path: String
  private let common: [UInt8]
  private let repository: Repository
  private var known: [Line]?

  /// Of the work tree that the hook runs in; read when it is asked.
  init(of repository: Repository) {
    path = repository.gitDirectory + "FETCH_HEAD"
    common = Array(repository.commonDirectory.utf8)
    self.repository = repository
  }

  /// What is being fetched into a branch. `tracking` are the refs that follow the remotes' branches of
  /// its name: a fetch moves them last.
  func lines(into branch: RefName, tracking: [RefName]) throws(GitError) -> [Line] {
    let lock = branch.bytes + Array(".lock".utf8)
    guard let written = modified(Array(path.utf8)), let locked = modified(common + lock),
      (locked.seconds - Self.grace, locked.nanoseconds) <= written
    else { return [] }
    for ref in tracking {
      if let moved = try moved(ref), written < moved { return [] }
    }
    if let known { return known }
    let lines = Self.lines(of: try PlainFile.read(path, limit: Self.limit) ?? [])
    known = lines
    return lines
  }

  /// When a ref was moved last, or later: of one that is packed only `packed-refs` tells.
  private func moved(_ ref: RefName) throws(GitError) -> (seconds: Int, nanoseconds: Int)? {
    if let loose = modified(common + ref.bytes) { return loose }
    guard try repository.packedID(of: ref) != nil else { return nil }
    return modified(common + Array("packed-refs".utf8))
  }

  /// Whether a tag is being fetched to stand for an object. No ref that is kept of a remote tells of
  /// tags.
  func brings(tag object: ObjectID, into ref: RefName) throws(GitError) -> Bool {
    try lines(into: ref, tracking: []).contains { $0.isTag && $0.commit == object }
  }

  /// Whether the file is there and says nothing, as while `git fetch --atomic` moves refs.
  func isEmpty() throws(GitError) -> Bool { try PlainFile.read(path, limit: 0)?.isEmpty ?? false }

  /// Whether a fetch has brought anything: one of an empty repository leaves the file empty.
  func saysAnything() throws(GitError) -> Bool {
    try PlainFile.read(path, limit: 0)?.isEmpty == false
  }

  private func modified(_ path: [UInt8]) -> (seconds: Int, nanoseconds: Int)? {
    FilePath.status(path).map { ($0.modified.tv_sec, $0.modified.tv_nsec) }
  }

  /// `<id> TAB [not-for-merge] TAB branch '<name>' of <source>`, or `tag '<name>' of <source>`, or
  /// `'<ref>' of <source>` for what is neither; whatever else stands there is passed over.
  static func lines(of bytes: [UInt8]) -> [Line] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let fields = line.split(
        separator: UInt8(ascii: "\t"), maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, let commit = ObjectID(hexBytes: Array(fields[0])), !commit.isZero
      else { return nil }
      let tag = Array("tag ".utf8)
      let isTag = fields[2].starts(with: tag)
      // Behind the word a tag looks like a ref.
      let (isBranch, name, source) = Self.parts(
        of: isTag ? fields[2].dropFirst(tag.count) : fields[2], isTag: isTag)
      // What the repository fetches from itself is nobody else's.
      guard let name, !source.isEmpty, !source.elementsEqual(".".utf8) else { return nil }
      if !isBranch {
        return Line(name: nil, isTag: isTag, commit: commit, source: Array(source))
      }
      return BranchName(bytes: Array(name)).map {
        Line(name: $0, commit: commit, source: Array(source))
      }
    }
  }

  private static func parts(
    of text: ArraySlice<UInt8>, isTag: Bool
  ) -> (isBranch: Bool, name: ArraySlice<UInt8>?, source: ArraySlice<UInt8>) {
    let openings = [Array("branch '".utf8), Array("'".utf8)]
    guard let opening = openings.first(where: text.starts(with:)) else { return (false, nil, []) }
    // A ref name holds no space: the first that comes ends the name.
    let parts = text.dropFirst(opening.count).split(
      separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
    let isBranch = opening.count > 1
    guard parts.count == 3, parts[0].last == UInt8(ascii: "'"), parts[1].elementsEqual("of".utf8),
      isTag ? !isBranch : isBranch || parts[0].starts(with: "refs/".utf8)
    else { return (isBranch, nil, []) }
    return (isBranch, parts[0].dropLast(), parts[2])
  }

  /// An address as git writes it there (builtin/fetch.c, `append_fetch_head`).
  static func source(_ address: String) -> [UInt8] {
    var bytes = Array(address.utf8)
    while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    if bytes.count > 4, bytes.suffix(4).elementsEqual(".git".utf8) { bytes.removeLast(4) }
    return bytes
  }
}

internal import CLibrary
internal import GitModel

/// Where a ref leads, as its file says.
enum RefContent: Hashable {
  case id(ObjectID)
  case symbolic([UInt8])
  /// What is wrong with the file.
  case unreadable(String)

  /// Reads a loose ref's content: `ref: NAME`, or an id and nothing but white space behind it.
  init(_ bytes: some Collection<UInt8>) {
    let text = Array(bytes)
    if text.starts(with: "ref:".utf8) {
      let isBlank: (UInt8) -> Bool = { $0 == 32 || (9...13).contains($0) }
      let target = text.dropFirst(4).drop(while: isBlank)
      self = .symbolic(Array(target.prefix { !isBlank($0) }))
    } else if text.isEmpty {
      self = .unreadable("it is empty")
    } else if let id = ObjectID(hexBytes: Array(text.prefix(40))), !id.isZero,
      text.count == 40 || text[40] == 32 || (9...13).contains(text[40])
    {
      self = .id(id)
    } else {
      self = .unreadable("it holds neither an id nor a name")
    }
  }
}

/// The refs that have a file each: gitrepository-layout(5), `refs`.
///
/// libgit2 leaves a file that it cannot read out of its list, or shows the packed ref that it hides:
/// a branch would be missing or rewound without a word.
struct LooseRefs {
  /// The refs that were found, by their full names, in no order.
  private(set) var found: [(name: [UInt8], content: RefContent)] = []
  /// Whether only names are asked for: then plain files are not even opened, and what is found of
  /// their content says nothing.
  var namesOnly = false
  /// Whether the refs are asked for that somebody is about to change, there or not: git holds
  /// `NAME.lock` meanwhile (git, Documentation/technical/api-lockfile).
  var locksOnly = false

  /// The ref of one name; `nil` where it has no file. `folder` is the one that `refs` lies in, with a
  /// slash at the end.
  static func content(of name: RefName, in folder: String) -> RefContent? {
    RefContent(FileText(Array(folder.utf8) + name.bytes))
  }

  /// What `HEAD` says; `nil` where it is not there. `folder` is the repository's own, with a slash at
  /// the end.
  static func head(in folder: String) -> RefContent? {
    RefContent(FileText(Array("\(folder)HEAD".utf8)))
  }

  /// Adds everything below a folder, whose refs' names begin with `prefix`. A folder that is not
  /// there has no refs. `passing` are names of folders to leave out.
  mutating func read(
    _ folder: String, prefix: String, passing: Set<String> = []
  ) throws(GitError) {
    var name = Array(prefix.utf8)
    var path = Array(folder.utf8)
    try read(&path, &name, passing: Set(passing.map { Array($0.utf8) }))
  }

  private mutating func read(
    _ path: inout [UInt8], _ name: inout [UInt8], passing: Set<[UInt8]>
  ) throws(GitError) {
    guard let entries = try Self.entries(of: path, named: name) else { return }
    let (pathEnd, nameEnd) = (path.count, name.count)
    let lock = Array(".lock".utf8)
    for (entry, isPlain) in entries.map({ ($0.name, $0.isFile) })
    where entry.first != UInt8(ascii: ".") {
      guard entry.suffix(lock.count) != lock[...] else {
        if locksOnly {
          found.append((name + [UInt8(ascii: "/")] + entry.dropLast(lock.count), .symbolic([])))
        }
        continue
      }
      guard !passing.contains(entry), !(locksOnly && isPlain) else { continue }
      path += [UInt8(ascii: "/")] + entry
      name += [UInt8(ascii: "/")] + entry
      let text = namesOnly && isPlain ? .text([]) : FileText(path)
      try Self.requireFolder(text, at: path, named: name)
      switch text {
      case .folder: try read(&path, &name, passing: [])
      case _ where locksOnly: break
      case .text(let bytes): found.append((name, RefContent(bytes)))
      case .link(let target): found.append((name, .symbolic(target)))
      case .gone: break
      case .unreadable(let reason): found.append((name, .unreadable(reason)))
      }
      path.removeSubrange(pathEnd...)
      name.removeSubrange(nameEnd...)
    }
  }

  /// What git keeps as folders: anything else there hides the refs of that kind.
  private static let folders = ["refs/heads", "refs/tags", "refs/remotes"].map { Array($0.utf8) }

  private static func requireFolder(
    _ text: FileText, at path: [UInt8], named name: [UInt8]
  ) throws(GitError) {
    switch text {
    case .folder, .gone: return
    case .text, .link, .unreadable: if folders.contains(name) { throw noFolder(path) }
    }
  }

  private static func noFolder(_ path: [UInt8]) -> GitError {
    let shown = String(decoding: path, as: UTF8.self)
    return GitError(
      .corrupt, "list refs", "'\(shown)' is no folder",
      help: "put it aside and make the folder: mv \(quoted(shown)) \(quoted(shown + ".aside")) "
        + "&& mkdir \(quoted(shown))")
  }

  /// What is in a folder; `nil` where there is no folder.
  private static func entries(
    of path: [UInt8], named name: [UInt8]
  ) throws(GitError) -> [FolderEntry]? {
    do throws(SystemError) {
      return try FolderEntry.all(in: path)
    } catch {
      if error.number == ENOTDIR, folders.contains(name) { throw noFolder(path) }
      if error.isMissing { return nil }
      let shown = String(decoding: path, as: UTF8.self)
      throw GitError(
        .failed, "list refs", "'\(shown)' cannot be read: \(error.reason)",
        help: "let the user who runs policy read it: chmod u+rx \(quoted(shown))")
    }
  }
}

extension RefContent {
  /// What a file says; `nil` where none is there.
  fileprivate init?(_ file: FileText) {
    switch file {
    case .folder, .gone: return nil
    case .text(let bytes): self.init(bytes)
    case .link(let target): self = .symbolic(target)
    case .unreadable(let reason): self = .unreadable(reason)
    }
  }
}

/// What stands at a path below `refs`.
private enum FileText {
  case folder, gone
  case text([UInt8])
  case link([UInt8])
  case unreadable(String)

  /// No ref has more: a name of 4096 bytes is longer than any path.
  private static let longest = 5000

  init(_ path: [UInt8]) {
    var status = stat()
    guard lstat(cString(path), &status) == 0 else {
      // What a name would lie below may be a ref itself.
      let isGone = errno == ENOENT || errno == ENOTDIR
      self = isGone ? .gone : .unreadable(String(cString: strerror(errno)))
      return
    }
    if status.st_mode & S_IFMT == S_IFLNK {
      // What git wrote before 2005: a symbolic link to another ref.
      if let target = Self.target(path), target.starts(with: "refs/".utf8) {
        self = .link(target)
        return
      }
      guard stat(cString(path), &status) == 0 else {
        self = .unreadable(String(cString: strerror(errno)))
        return
      }
    }
    self =
      switch status.st_mode & S_IFMT {
      case S_IFDIR: .folder
      case S_IFREG: Self.contents(path)
      default: .unreadable("it is a pipe, a socket or a device, not a file")
      }
  }

  private static func target(_ path: [UInt8]) -> [UInt8]? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: longest) { room in
      let count = room.baseAddress.map { readlink(cString(path), $0, room.count) } ?? -1
      return count < 0 ? nil : room[..<count].map { UInt8(bitPattern: $0) }
    }
  }

  private static func contents(_ path: [UInt8]) -> FileText {
    let file = open(cString(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      return errno == ENOENT ? .gone : .unreadable(String(cString: strerror(errno)))
    }
    defer { close(file) }
    return withUnsafeTemporaryAllocation(byteCount: longest, alignment: 1) { room in
      let count = read(file, room.baseAddress, room.count)
      guard count >= 0 else { return .unreadable(String(cString: strerror(errno))) }
      return .text(Array(room[..<count]))
    }
  }
}

internal import CLibgit2
internal import GitModel

/// The folders that hold a repository's objects: gitrepository-layout(5), `objects`.
struct ObjectFolders {
  /// The folder that new objects go to. In a server hook they wait in a quarantine, which only the
  /// environment names (git-receive-pack(1), "Quarantine Environment").
  let main: String
  /// The folder as the environment names it.
  private let isNamed: Bool
  /// Further folders that the environment names.
  private let named: [String]

  /// The folders of a repository in an environment.
  init(commonDirectory: String, _ environment: [String: String]) throws(GitError) {
    isNamed = environment["GIT_OBJECT_DIRECTORY"] != nil
    main = environment["GIT_OBJECT_DIRECTORY"] ?? commonDirectory + "objects"
    named = (environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? "").split(separator: ":")
      .map(String.init)
    guard !named.contains(where: { $0.hasPrefix("\"") }) else {
      throw GitError(
        .failed, "open objects", "GIT_ALTERNATE_OBJECT_DIRECTORIES holds a quoted path",
        help: "move the objects to a path without a colon or a quote")
    }
  }

  /// Opens them all as one database, and gives it to the repository.
  func open(for repository: OpaquePointer) throws(GitError) -> Handle<ObjectDatabaseKind> {
    try check()
    let database = try Handle<ObjectDatabaseKind>("open objects") {
      isNamed ? git_odb_open(&$0, main) : git_repository_odb(&$0, repository)
    }
    for folder in named {
      try call("open objects") { git_odb_add_disk_alternate(database.object, folder) }
    }
    try LooseGuard(over: all).stand(before: database)
    if isNamed {
      try call("open objects") { git_repository_set_odb(repository, database.object) }
    }
    return database
  }

  /// Every folder, those that `info/alternates` names included, each before its own alternates.
  var all: [String] {
    var found: [String] = []
    var pending = ([main] + named).map { (path: $0, depth: 0) }
    while !pending.isEmpty {
      let (path, depth) = pending.removeFirst()
      let shown = resolvedPath(path) ?? path
      // Git gives up at the same depth: link_alt_odb_entries, "alternate object stores too deep".
      guard depth <= 5, !found.contains(shown) else { continue }
      found.append(shown)
      let lines = MappedFile(Self.list(in: shown)).map(Self.lines) ?? []
      pending.insert(contentsOf: lines.map { (Self.folder($0, beside: shown), depth + 1) }, at: 0)
    }
    return found
  }

  /// Throws where libgit2 would wait for what is no file, or misread the name of a folder.
  private func check() throws(GitError) {
    var seen: Set<String> = []
    var pending = [main] + named
    while let folder = pending.popLast() {
      try PackFolder(of: folder).check()
      let list = Self.list(in: folder)
      guard seen.insert(folder).inserted, seen.count <= 64,
        let file = try MappedFile.ifThere(list, "open objects")
      else { continue }
      for line in Self.lines(of: file) {
        guard !line.hasPrefix("\"") else {
          throw GitError(
            .failed, "open objects",
            "'\(list)' names a folder in quotes, which cannot be read here",
            help: "write the folder's name there as it is, without quotes: \(line)")
        }
        guard !line.unicodeScalars.contains("\u{FFFD}") else {
          throw .noText("'\(list)' names a folder that is no UTF-8 text")
        }
        pending.append(Self.folder(line, beside: folder))
      }
    }
  }

  private static func list(in folder: String) -> String { "\(folder)/info/alternates" }

  private static func lines(of file: MappedFile) -> [String] {
    file.bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      line.first == UInt8(ascii: "#") ? nil : String(decoding: line, as: UTF8.self)
    }
  }

  private static func folder(_ line: String, beside folder: String) -> String {
    line.hasPrefix("/") ? line : "\(folder)/\(line)"
  }
}

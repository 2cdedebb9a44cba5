internal import CLibrary
internal import GitModel

/// The folder of a repository's packs: gitrepository-layout(5), `objects/pack`.
struct PackFolder {
  private let path: String

  /// Why objects that were here may be missing now, and what brings them back.
  struct Damage {
    let what: String
    let help: String
  }

  /// The one in a folder of objects.
  init(of objects: String) { path = objects + "/pack" }

  /// Throws where libgit2 would open what is no file: it waits for a pipe.
  func check() throws(GitError) {
    for entry in Self.names(in: path) where !entry.isFile && Self.isRead(entry.name) {
      switch FilePresence("\(path)/\(entry.name)") {
      case .other: throw .unreadable("\(path)/\(entry.name)", "open objects")
      // A pack that cannot be opened lacks its objects: those who ask for them are told.
      case .absent, .file, .folder, .unreadable: break
      }
    }
  }

  private static func isRead(_ name: String) -> Bool {
    name == "multi-pack-index" || name.hasSuffix(".idx") || name.hasSuffix(".pack")
  }

  /// What is wrong with the folder or with the indexes in it; `nil` where they look whole.
  var damage: Damage? {
    let names: Set<String>
    do throws(SystemError) {
      names = Set(try Self.listed(path).map(\.name))
    } catch {
      guard error.number != ENOENT else { return nil }
      return Damage(
        what: "the folder of packs '\(path)' cannot be listed: \(error.reason)",
        help: "let it be a folder that can be listed: chmod u+rx \(quoted(path))")
    }
    for name in names.sorted() where name.hasSuffix(".pack") {
      let pack = "\(path)/\(name)"
      let index = "\(pack.dropLast(5)).idx"
      let make = "git index-pack \(quoted(pack))"
      if !names.contains("\(name.dropLast(5)).idx") {
        return Damage(
          what: "the index of the pack '\(pack)' is lost", help: "make it anew: \(make)")
      }
      if PackIndex(index) == nil {
        return Damage(
          what: "'\(index)' is damaged",
          help: "make it anew: rm -rf \(quoted(index)) && \(make)")
      }
    }
    return nil
  }

  /// The names in the folder; none where it cannot be listed: the objects in it are then missing, and
  /// those who ask for them are told.
  static func names(in folder: String) -> [(name: String, isFile: Bool)] {
    do throws(SystemError) {
      return try listed(folder)
    } catch {
      return []
    }
  }

  private static func listed(_ folder: String) throws(SystemError) -> [(name: String, isFile: Bool)]
  {
    try FolderEntry.all(in: Array(folder.utf8)).map {
      (String(decoding: $0.name, as: UTF8.self), $0.isFile)
    }
  }
}

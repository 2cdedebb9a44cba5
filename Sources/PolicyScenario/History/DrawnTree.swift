internal import GitModel

/// A commit's files: whole contents by path, without modes.
struct DrawnTree: Equatable, Sendable {
  var files: [String: String] = [:]

  subscript(path: String) -> String? {
    get { files[path] }
    set { files[path] = newValue }
  }

  /// The paths on which two trees differ, sorted by bytes.
  func paths(differingFrom other: DrawnTree) -> [String] {
    Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a file stands where another path needs a folder.
  var hasFileAsFolder: Bool {
    files.keys.contains { path in
      path.indices.contains { path[$0] == "/" && files[String(path[..<$0])] != nil }
    }
  }

  /// The names of the files in a folder, sorted by bytes; the empty path is the top.
  func names(in folder: String) -> [String] {
    let prefix = folder.isEmpty ? "" : folder + "/"
    return files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
      .filter { !$0.contains("/") }.map(String.init)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The id that Git gives the tree.
  var id: ObjectID { Self.id(of: files.map { ($0.key[...], $0.value) }) }

  /// The id that Git gives the file's content; `nil` where there is no such file.
  func blob(at path: String) -> ObjectID? { files[path].map(Self.blob) }

  private static func blob(_ content: String) -> ObjectID {
    gitObjectID("blob", Array(content.utf8))
  }

  private static func id(of files: [(path: Substring, content: String)]) -> ObjectID {
    var folders: [Substring: [(Substring, String)]] = [:]
    // Git sorts a folder as if its name ended in a slash: gitformat-pack(5), "tree".
    var entries: [(key: [UInt8], entry: [UInt8])] = []
    for (path, content) in files {
      if let slash = path.firstIndex(of: "/") {
        folders[path[..<slash], default: []].append((path[path.index(after: slash)...], content))
      } else {
        let name = Array(path.utf8)
        entries.append((name, Array("100644 ".utf8) + name + [0] + blob(content).bytes))
      }
    }
    for (folder, inside) in folders {
      let name = Array(folder.utf8)
      let entry = Array("40000 ".utf8) + name + [0] + id(of: inside).bytes
      entries.append((name + [UInt8(ascii: "/")], entry))
    }
    entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
    return gitObjectID("tree", entries.flatMap(\.entry))
  }
}

/// The id that Git gives an object of this type and content.
func gitObjectID(_ type: String, _ content: [UInt8]) -> ObjectID {
  let header = Array("\(type) \(content.count)".utf8) + [0]
  return (header + content).withUnsafeBytes { SHA1.digest(of: $0) }
    .withUnsafeBytes { ObjectID(sha1: $0, at: 0) }
}

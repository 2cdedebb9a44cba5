internal import GitModel

/// A file as it is drawn: its content and what sort of thing it is.
struct DrawnFile: Equatable, Sendable, ExpressibleByStringInterpolation {
  /// The whole content; of a link where it leads, of a submodule the commit's id.
  var content: String
  var mode = EntryMode.file

  init(_ content: String, _ mode: EntryMode = .file) { (self.content, self.mode) = (content, mode) }

  init(stringLiteral content: String) { self.content = content }

  /// The id that a tree has for it.
  var id: ObjectID {
    let submodule = mode.isSubmodule ? ObjectID(hex: content) : nil
    return submodule ?? gitObjectID("blob", Array(content.utf8))
  }
}

/// A commit's files: whole contents by path.
struct DrawnTree: Equatable, Sendable {
  var files: [String: DrawnFile] = [:]

  subscript(path: String) -> DrawnFile? {
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
    return files.filter { !$0.value.mode.isSubmodule }.keys
      .filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
      .filter { !$0.contains("/") }.map(String.init)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The id that Git gives the tree.
  var id: ObjectID { objects.top }

  /// The id that Git gives what stands at a path; `nil` where there is no such file.
  func blob(at path: String) -> ObjectID? { files[path]?.id }

  /// The tree and the folders in it, as Git stores them.
  var objects: (top: ObjectID, bytes: [ObjectID: [UInt8]]) {
    var bytes: [ObjectID: [UInt8]] = [:]
    let top = Self.add(files.map { ($0.key[...], $0.value) }, to: &bytes)
    return (top, bytes)
  }

  private static func add(
    _ files: [(path: Substring, file: DrawnFile)], to objects: inout [ObjectID: [UInt8]]
  ) -> ObjectID {
    var folders: [Substring: [(Substring, DrawnFile)]] = [:]
    // Git sorts a folder as if its name ended in a slash: gitformat-pack(5), "tree".
    var entries: [(key: [UInt8], entry: [UInt8])] = []
    func entry(_ mode: EntryMode, _ name: [UInt8], _ id: ObjectID) -> [UInt8] {
      Array(String(mode.rawValue, radix: 8).utf8) + [UInt8(ascii: " ")] + name + [0] + id.bytes
    }
    for (path, file) in files {
      if let slash = path.firstIndex(of: "/") {
        folders[path[..<slash], default: []].append((path[path.index(after: slash)...], file))
      } else {
        let name = Array(path.utf8)
        entries.append((name, entry(file.mode, name, file.id)))
      }
    }
    for (folder, inside) in folders {
      let name = Array(folder.utf8)
      let id = add(inside, to: &objects)
      entries.append((name + [UInt8(ascii: "/")], entry(.folder, name, id)))
    }
    entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
    let content = entries.flatMap(\.entry)
    let id = gitObjectID("tree", content)
    objects[id] = content
    return id
  }
}

/// The id that Git gives an object of this type and content.
func gitObjectID(_ type: String, _ content: [UInt8]) -> ObjectID {
  let header = Array("\(type) \(content.count)".utf8) + [0]
  return (header + content).withUnsafeBytes { SHA1.digest(of: $0) }
    .withUnsafeBytes { ObjectID(sha1: $0, at: 0) }
}

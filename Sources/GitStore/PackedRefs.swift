internal import GitModel

/// One line of `packed-refs`.
struct PackedRef {
  let name: [UInt8]
  let id: ObjectID
  /// What the annotated tag behind the ref stands for, where the file says it.
  var peeled: ObjectID?
}

/// The file that holds most refs of a large repository: gitrepository-layout(5), `packed-refs`.
struct PackedRefs: ~Copyable {
  private let file: MappedFile?
  private let path: String

  /// The file of a repository, which need not have one.
  init(commonDirectory: String) throws(GitError) {
    path = commonDirectory + "packed-refs"
    file = MappedFile(path)
    guard file != nil || FilePresence(path) == .absent else {
      throw GitError(
        .failed, "list refs", "'\(path)' cannot be read",
        help: "let the user who runs policy read it: chmod u+r \(quoted(path))")
    }
  }

  /// Every ref in the file, in its order. Throws where a line is none that git writes.
  func all() throws(GitError) -> [PackedRef] {
    guard let bytes = file?.bytes else { return [] }
    var refs: [PackedRef] = []
    var start = 0
    while start < bytes.count {
      // A last line without its end was cut off, and so, perhaps, was the name on it.
      guard let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) else {
        throw malformed(start)
      }
      defer { start = end + 1 }
      switch bytes[start] {
      case UInt8(ascii: "#"): continue
      case UInt8(ascii: "^"):
        guard let peeled = ObjectID(hex: bytes, from: start + 1, count: 40), end == start + 41,
          !refs.isEmpty
        else { throw malformed(start) }
        refs[refs.count - 1].peeled = peeled
      default:
        guard let id = ObjectID(hex: bytes, from: start, count: 40), end > start + 41,
          bytes[start + 40] == UInt8(ascii: " ")
        else { throw malformed(start) }
        refs.append(PackedRef(name: Array(bytes[(start + 41)..<end]), id: id))
      }
    }
    return refs
  }

  /// Whether a ref's name begins so.
  func contains(prefix: StaticString) -> Bool {
    guard let bytes = file?.bytes else { return false }
    var start = 0
    // Behind the id (40 digits) and a space.
    while !bytes.holds(prefix, at: start + 41) {
      guard let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) else { return false }
      start = end + 1
    }
    return true
  }

  private func malformed(_ place: Int) -> GitError {
    GitError(.corrupt, "list refs", "'\(path)' holds a line that is no ref, at byte \(place)")
  }
}

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
    file = try MappedFile.ifThere(path, "list refs")
  }

  /// Every ref in the file, in its order. Throws where a line is none that git writes.
  func all() throws(GitError) -> [PackedRef] {
    var refs: [PackedRef] = []
    try eachLine { bytes, line throws(GitError) in
      if bytes[line.lowerBound] == UInt8(ascii: "^") {
        guard let peeled = ObjectID(hex: bytes, from: line.lowerBound + 1, count: 40),
          line.count == 41, !refs.isEmpty
        else { throw malformed(line.lowerBound) }
        refs[refs.count - 1].peeled = peeled
      } else {
        refs.append(try ref(in: bytes, line))
      }
    }
    return refs
  }

  /// The ref of a name; `nil` where the file has none. What a cut line holds might be that one.
  func ref(named name: RefName) throws(GitError) -> PackedRef? {
    var found: PackedRef?
    var isLast = false
    try eachLine { bytes, line throws(GitError) in
      if bytes[line.lowerBound] == UInt8(ascii: "^") {
        if isLast { found?.peeled = ObjectID(hex: bytes, from: line.lowerBound + 1, count: 40) }
      } else {
        isLast =
          line.count == name.bytes.count + 41
          && bytes[line].suffix(name.bytes.count)
            .elementsEqual(name.bytes)
        if isLast { found = try ref(in: bytes, line) }
      }
    }
    return found
  }

  /// The names that begin so.
  func names(prefix: StaticString) throws(GitError) -> [[UInt8]] {
    var names: [[UInt8]] = []
    try eachLine { bytes, line throws(GitError) in
      if bytes.holds(prefix, at: line.lowerBound + 41) {
        names.append(try ref(in: bytes, line).name)
      }
    }
    return names
  }

  /// Calls `body` with every line that is no comment, without its end.
  private func eachLine(
    _ body: (_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) throws(GitError) -> Void
  ) throws(GitError) {
    guard let bytes = file?.bytes else { return }
    var start = 0
    while start < bytes.count {
      // A last line without its end was cut off, and so, perhaps, was the name on it.
      guard let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start), end > start else {
        throw malformed(start)
      }
      if bytes[start] != UInt8(ascii: "#") { try body(bytes, start..<end) }
      start = end + 1
    }
  }

  private func ref(
    in bytes: UnsafeRawBufferPointer, _ line: Range<Int>
  ) throws(GitError) -> PackedRef {
    guard line.count > 41, let id = ObjectID(hex: bytes, from: line.lowerBound, count: 40),
      bytes[line.lowerBound + 40] == UInt8(ascii: " ")
    else { throw malformed(line.lowerBound) }
    return PackedRef(name: Array(bytes[(line.lowerBound + 41)..<line.upperBound]), id: id)
  }

  private func malformed(_ place: Int) -> GitError {
    GitError(.corrupt, "list refs", "'\(path)' holds a line that is no ref, at byte \(place)")
  }
}

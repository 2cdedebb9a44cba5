internal import GitModel

/// What a commit object says of itself, read strictly: git-commit-tree(1), gitformat of commits.
struct CommitHeader {
  let tree: ObjectID
  private(set) var parents: [ObjectID] = []
  let author: Range<Int>
  let committer: Range<Int>
  /// Where the message begins.
  let message: Int

  /// Reads the lines `tree`, `parent`…, `author`, `committer` and skips the others; `nil` where the
  /// object is no commit that Git could have written.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var line = Line(bytes)
    guard line.next("tree "), let tree = ObjectID(hexBytes: bytes[line.value]) else { return nil }
    self.tree = tree
    var isAuthor = false
    while !isAuthor {
      if line.next("parent ") {
        guard let parent = ObjectID(hexBytes: bytes[line.value]) else { return nil }
        parents.append(parent)
      } else {
        guard line.next("author ") else { return nil }
        isAuthor = true
      }
    }
    author = line.value
    guard line.next("committer ") else { return nil }
    committer = line.value
    while line.skip() {}
    message = line.end
  }

  /// A line's seconds since 1970, as far as they can be read: a graph needs some number, and a
  /// judgement about time asks `signature`.
  static func seconds(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> Int64 {
    signature(bytes, line)?.seconds ?? 0
  }

  /// `NAME <EMAIL> SECONDS ZONE`; `nil` where the line has another form.
  static func signature(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> Signature? {
    let text = bytes[line]
    guard let open = text.firstIndex(of: UInt8(ascii: "<")),
      let close = text.lastIndex(of: UInt8(ascii: ">")), open < close
    else { return nil }
    let parts = text[(close + 1)...].split(separator: UInt8(ascii: " "))
    guard parts.count == 2, let seconds = Int64(String(decoding: parts[0], as: UTF8.self)),
      let zone = Int(String(decoding: parts[1], as: UTF8.self))
    else { return nil }
    var name = Array(text[..<open])
    while name.last == UInt8(ascii: " ") { name.removeLast() }
    return Signature(
      name: name, email: Array(text[(open + 1)..<close]), seconds: seconds,
      offset: zone / 100 * 60 + zone % 100)
  }
}

/// A cursor over the lines of a header.
private struct Line {
  private let bytes: UnsafeRawBufferPointer
  private(set) var value = 0..<0
  private(set) var end = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Takes the next line if it begins so; `value` is what follows.
  mutating func next(_ opening: StaticString) -> Bool {
    let start = end + opening.utf8CodeUnitCount
    guard start <= bytes.count else { return false }
    for offset in 0..<opening.utf8CodeUnitCount
    where bytes[end + offset] != opening.utf8Start[offset] {
      return false
    }
    guard let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return false }
    value = start..<newline
    end = newline + 1
    return true
  }

  /// Takes the next line whatever it is; false at the empty line before the message.
  mutating func skip() -> Bool {
    guard end < bytes.count else { return false }
    let newline = bytes[end...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let isEmpty = newline == end
    end = min(newline + 1, bytes.count)
    return !isEmpty
  }
}

internal import GitModel

/// What a commit object says of itself, read strictly: git-commit-tree(1), gitformat of commits.
struct CommitHeader {
  let tree: ObjectID
  private(set) var parents: [ObjectID] = []
  let author: Range<Int>
  let committer: Range<Int>
  /// The name of the message's encoding, where the header tells it.
  private(set) var encoding: Range<Int>?
  /// Whether a second author or committer stands behind the first: `git log --format` tells that one,
  /// `git cat-file` and others the first.
  private(set) var namesTwice = false
  /// Where the message begins.
  let message: Int

  /// Reads the lines `tree`, `parent`…, `author`, `committer` and skips the others; `nil` where the
  /// object is no commit that Git could have written.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var line = Line(bytes)
    guard line.next("tree "), let tree = line.id else { return nil }
    self.tree = tree
    var isAuthor = false
    while !isAuthor {
      if line.next("parent ") {
        guard let parent = line.id else { return nil }
        parents.append(parent)
      } else {
        guard line.next("author ") else { return nil }
        isAuthor = true
      }
    }
    author = line.value
    guard line.next("committer ") else { return nil }
    committer = line.value
    while true {
      if line.next("encoding ") {
        // Git takes the first.
        encoding = encoding ?? line.value
      } else if line.next("author ") || line.next("committer ") {
        namesTwice = true
      } else {
        guard line.skip() else { break }
      }
    }
    message = line.end
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
    guard bytes.holds(opening, at: end),
      let newline = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start)
    else { return false }
    value = start..<newline
    end = newline + 1
    return true
  }

  /// The SHA-1 id that the line's value is; `nil` where it is none.
  var id: ObjectID? {
    guard value.count == 40 else { return nil }
    return ObjectID(hex: bytes, from: value.lowerBound, count: 40)
  }

  /// Takes the next line whatever it is; false at the empty line before the message.
  mutating func skip() -> Bool {
    guard end < bytes.count else { return false }
    let newline = bytes.firstIndex(of: UInt8(ascii: "\n"), from: end) ?? bytes.count
    let isEmpty = newline == end
    end = min(newline + 1, bytes.count)
    return !isEmpty
  }
}

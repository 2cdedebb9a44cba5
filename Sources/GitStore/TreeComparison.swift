internal import CLibrary
internal import GitModel

/// One name of a tree on which two trees differ; a file and a folder of one name are two.
struct TreeDifference {
  let name: [UInt8]
  let isTree: Bool
  /// What stood there and what stands there; `nil` where nothing does.
  let old: ObjectID?
  let new: ObjectID?
  /// The mode of what stands there, as Git reads it; 0 where nothing does.
  let mode: UInt32

  /// The names on which two tree objects differ, in Git's order, in which a folder's name ends with a
  /// slash; `nil` where one of them is no tree that Git could have written.
  static func differences(from old: [UInt8], to new: [UInt8]) -> [TreeDifference]? {
    old.withUnsafeBytes { old in
      new.withUnsafeBytes { new in differences(TreeCursor(old), TreeCursor(new)) }
    }
  }

  private static func differences(_ old: TreeCursor, _ new: TreeCursor) -> [TreeDifference]? {
    var (old, new) = (old, new)
    var result: [TreeDifference] = []
    guard old.next(), new.next() else { return nil }
    while !old.isAtEnd || !new.isAtEnd {
      let order = old.compare(new)
      if order == 0 {
        if !old.isSame(as: new) {
          result.append(
            TreeDifference(
              name: old.name, isTree: old.isTree, old: old.id, new: new.id, mode: new.kind))
        }
        guard old.next(), new.next() else { return nil }
      } else if order < 0 {
        result.append(
          TreeDifference(name: old.name, isTree: old.isTree, old: old.id, new: nil, mode: 0))
        guard old.next() else { return nil }
      } else {
        result.append(
          TreeDifference(
            name: new.name, isTree: new.isTree, old: nil, new: new.id, mode: new.kind))
        guard new.next() else { return nil }
      }
    }
    return result
  }
}

/// Walks over the entries of a tree object: git-ls-tree(1), gitformat of trees.
private struct TreeCursor {
  private let bytes: UnsafeRawBufferPointer
  private var nameStart = 0
  private var nameEnd = 0
  private var end = 0
  private var mode: UInt32 = 0
  private(set) var isAtEnd = false

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Goes to the next entry or behind the last one; false where there is neither.
  mutating func next() -> Bool {
    guard end < bytes.count else {
      isAtEnd = true
      return true
    }
    var place = end
    mode = 0
    while place < bytes.count, bytes[place] != UInt8(ascii: " ") {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 8, mode < 1 << 24 else { return false }
      mode = mode << 3 | UInt32(digit)
      place += 1
    }
    nameStart = place + 1
    guard place > end, nameStart < bytes.count, let start = bytes.baseAddress,
      let zero = memchr(start + nameStart, 0, bytes.count - nameStart)
    else { return false }
    nameEnd = start.distance(to: zero)
    guard nameEnd > nameStart, bytes.count - nameEnd > 20 else { return false }
    end = nameEnd + 21
    return true
  }

  var name: [UInt8] { Array(bytes[nameStart..<nameEnd]) }
  var id: ObjectID { ObjectID(sha1: bytes, at: nameEnd + 1) }
  var isTree: Bool { kind == 0o040000 }

  /// The mode as Git reads it: of a file's permissions, only whether its owner may run it counts.
  var kind: UInt32 {
    let type = mode & 0o170000
    return type == 0o100000 ? type | (mode & 0o100 == 0 ? 0o644 : 0o755) : type
  }

  /// Which of two entries comes first: negative for this one, zero where their names and types are one.
  func compare(_ other: TreeCursor) -> Int {
    if isAtEnd || other.isAtEnd { return (isAtEnd ? 1 : 0) - (other.isAtEnd ? 1 : 0) }
    let (length, otherLength) = (nameEnd - nameStart, other.nameEnd - other.nameStart)
    if let mine = bytes.baseAddress, let theirs = other.bytes.baseAddress {
      let order = memcmp(
        mine + nameStart, theirs + other.nameStart, min(length, otherLength))
      if order != 0 { return Int(order) }
    }
    return Int(byte(at: min(length, otherLength)))
      - Int(other.byte(at: min(length, otherLength)))
  }

  /// A byte of the name as Git sorts it.
  private func byte(at offset: Int) -> UInt8 {
    if offset < nameEnd - nameStart { return bytes[nameStart + offset] }
    return isTree ? UInt8(ascii: "/") : 0
  }

  /// Whether both entries, of one name, are the same.
  func isSame(as other: TreeCursor) -> Bool {
    guard kind == other.kind, let mine = bytes.baseAddress, let theirs = other.bytes.baseAddress
    else { return false }
    return memcmp(mine + nameEnd + 1, theirs + other.nameEnd + 1, 20) == 0
  }
}

/// A tree object that does not have the form of one.
package struct TreeFlaw: Error {
  package init() {}
}

/// A way through the entries of a tree object, in the order in which it holds them.
package struct TreeCursor {
  private let bytes: [UInt8]
  private let idLength: Int
  private var start = 0
  private var next = 0
  /// Whether there is no entry any more.
  package private(set) var isAtEnd = false
  /// What stands there.
  package private(set) var mode = EntryMode.file
  private var name = 0..<0

  /// Stands at the first entry. Throws where there is none that could be read.
  package init(_ bytes: [UInt8], idLength: Int) throws(TreeFlaw) {
    (self.bytes, self.idLength) = (bytes, idLength)
    try advance()
  }

  /// The name of the entry.
  package var nameBytes: ArraySlice<UInt8> { bytes[name] }

  /// The entry's id.
  package var id: ObjectID {
    guard idLength == 20 else { return ObjectID(bytes: bytes[idRange]) ?? .zero }
    return bytes.withUnsafeBytes { ObjectID(sha1: $0, at: idRange.lowerBound) }
  }

  private var idRange: Range<Int> { name.upperBound + 1..<next }

  /// Goes to the next entry. Throws where what follows is none.
  package mutating func advance() throws(TreeFlaw) {
    start = next
    guard next < bytes.count else {
      isAtEnd = true
      return
    }
    let found = bytes.withUnsafeBytes { bytes in
      TreeEntry(in: bytes, at: next).map { ($0.mode(in: bytes), $0.name) }
    }
    guard let (number, name) = found, name.upperBound + idLength < bytes.count else {
      throw TreeFlaw()
    }
    (mode, self.name) = (EntryMode(stored: number), name)
    next = name.upperBound + 1 + idLength
  }

  /// Goes on, with another way that stands at the same, to where the two trees begin to differ: most of
  /// a tree is as it was.
  package mutating func skipShared(with other: inout TreeCursor) throws(TreeFlaw) {
    guard !isAtEnd, !other.isAtEnd else { return }
    let shared = entries(within: common(with: other, upTo: bytes.count))
    try goOn(by: shared)
    try other.goOn(by: shared)
  }

  /// The same with several others, to where one of the trees begins to differ.
  mutating func skipShared(with others: inout [TreeCursor]) throws(TreeFlaw) {
    guard !isAtEnd, !others.isEmpty else { return }
    // What one has alike with this tree, another may not, entry for entry: it is not looked at again
    // and again to its end.
    var common = others.count == 1 ? bytes.count : 4096
    for other in others { common = other.isAtEnd ? 0 : self.common(with: other, upTo: common) }
    let shared = entries(within: common)
    guard shared > 0 else { return }
    try goOn(by: shared)
    for place in others.indices { try others[place].goOn(by: shared) }
  }

  /// How many of so many bytes from here on are whole entries.
  private func entries(within count: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      var place = start
      while place < start + count, let entry = TreeEntry(in: bytes, at: place) {
        let end = entry.name.upperBound + 1 + idLength
        guard end <= start + count else { break }
        place = end
      }
      return place - start
    }
  }

  /// Goes to the entry that begins so many bytes behind this one's beginning.
  private mutating func goOn(by count: Int) throws(TreeFlaw) {
    guard count > 0 else { return }
    next = start + count
    try advance()
  }

  /// How many bytes two trees have alike from here on, of so many.
  private func common(with other: TreeCursor, upTo limit: Int) -> Int {
    bytes.withUnsafeBytes { left in
      other.bytes.withUnsafeBytes { right in
        Self.common(
          UnsafeRawBufferPointer(rebasing: left[start...].prefix(limit)),
          UnsafeRawBufferPointer(rebasing: right[other.start...].prefix(limit)))
      }
    }
  }

  /// How many bytes two runs begin with alike.
  private static func common(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int
  {
    @inline(__always) func difference(_ place: Int) -> UInt64 {
      left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        ^ right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
    let count = min(left.count, right.count)
    var place = 0
    // Four at a time, and one answer for all: most of a folder is alike.
    while place + 32 <= count {
      let first = difference(place) | difference(place + 8)
      let second = difference(place + 16) | difference(place + 24)
      guard first | second == 0 else { break }
      place += 32
    }
    while place + 8 <= count, difference(place) == 0 { place += 8 }
    while place < count, left[place] == right[place] { place += 1 }
    return place
  }

  /// Whether the entry comes before another one's name in a tree: a folder's stands as if it ended in
  /// a slash (gitformat-pack(5), git's `base_name_compare`).
  package func precedes(_ other: TreeCursor) -> Bool { order(beside: other) < 0 }

  /// Below zero where the entry comes before another one's name in a tree, above where behind.
  private func order(beside other: TreeCursor) -> Int {
    let common = min(name.count, other.name.count)
    for offset in 0..<common {
      let (mine, theirs) = (
        bytes[name.lowerBound + offset], other.bytes[other.name.lowerBound + offset]
      )
      if mine != theirs { return Int(mine) - Int(theirs) }
    }
    return Int(byte(at: common)) - Int(other.byte(at: common))
  }

  /// The byte of the name at an offset at most one behind it, as trees are sorted.
  private func byte(at offset: Int) -> UInt8 {
    if offset < name.count { return bytes[name.lowerBound + offset] }
    return mode.isFolder ? UInt8(ascii: "/") : 0
  }

  /// Goes on to where the entry of another tree would stand; whether it stands there.
  mutating func reaches(_ entry: TreeCursor) throws(TreeFlaw) -> Bool {
    while !isAtEnd {
      let order = order(beside: entry)
      guard order < 0 else { return order == 0 && hasPlace(of: entry) }
      try advance()
    }
    return false
  }

  /// Whether both are folders, or neither is, and of one name.
  package func hasPlace(of other: TreeCursor) -> Bool {
    mode.isFolder == other.mode.isFolder && nameBytes == other.nameBytes
  }

  /// Whether the same stands at both.
  package func hasContent(of other: TreeCursor) -> Bool {
    mode == other.mode && bytes[idRange] == other.bytes[other.idRange]
  }
}

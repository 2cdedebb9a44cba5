internal import CLibrary

/// The names of the objects in one pack, as its index lists them: gitformat-pack(5), "pack-*.idx".
struct PackIndex {
  /// How many objects the pack has.
  let count: Int
  private let file: MappedFile
  /// Where the first name stands, and how far the next one is from it.
  private let start: Int, stride: Int

  /// Maps the index at a path; `nil` where it is not there, or is none that can be read here.
  init?(_ path: String) {
    guard let file = MappedFile(path) else { return nil }
    let bytes = file.bytes
    guard bytes.count >= 8 + 1024 else { return nil }
    // Version 1 has no header: its first word counts names, and cannot be as high as this one.
    let isFirst = bytes.word(at: 0) != 0xFF74_4F63
    guard isFirst || bytes.word(at: 4) == 2 else { return nil }
    count = Int(bytes.word(at: isFirst ? 1020 : 1028))
    (start, stride) = isFirst ? (1024 + 4, 24) : (1032, 20)
    guard bytes.count - 1024 >= count * stride + 40 else { return nil }
    self.file = file
  }

  /// The name at a place that is below `count`.
  @inline(__always)
  func name(at place: Int) -> SHA1Name { SHA1Name(file.bytes, at: start + stride * place) }

  /// Whether the pack ends with the hash that the index has of it: one that was cut off, or exchanged,
  /// does not. Source: gitformat-pack(5), "Pack file trailer".
  private func isOf(_ pack: MappedFile) -> Bool {
    pack.bytes.count >= 32 && pack.bytes.starts(with: "PACK".utf8)
      && pack.bytes.suffix(20).elementsEqual(file.bytes.dropLast(20).suffix(20))
  }

  /// The indexes in a folder whose packs are there, and whole as far as their ends tell. What cannot be
  /// read is left out: the objects are asked for what no index lists.
  static func all(in folder: String) -> [PackIndex] {
    var found: [PackIndex] = []
    for (name, _) in PackFolder.names(in: folder) {
      guard name.hasSuffix(".idx"), let index = PackIndex("\(folder)/\(name)"),
        let pack = MappedFile("\(folder)/\(name.dropLast(4)).pack"), index.isOf(pack)
      else { continue }
      found.append(index)
    }
    return found
  }
}

/// A SHA-1 id where it stands in a file, as numbers that compare as its bytes do.
struct SHA1Name: Comparable {
  private let high: UInt64, middle: UInt64, low: UInt32

  /// The id at a place that the caller has checked; traps beyond the end.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, at place: Int) {
    high = bytes.long(at: place)
    middle = bytes.long(at: place + 8)
    low = bytes.word(at: place + 16)
  }

  @inline(__always)
  static func < (left: SHA1Name, right: SHA1Name) -> Bool {
    if left.high != right.high { return left.high < right.high }
    return left.middle != right.middle ? left.middle < right.middle : left.low < right.low
  }

  @inline(__always)
  static func <= (left: SHA1Name, right: SHA1Name) -> Bool { !(right < left) }
}

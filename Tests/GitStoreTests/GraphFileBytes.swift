import GitModel

/// The bytes of a commit-graph file, to tell lies in: gitformat-commit-graph(5).
struct GraphFileBytes {
  private(set) var bytes: [UInt8]
  /// Where the records are, 36 bytes a commit: tree, two parents, level and time.
  private let records: Int

  /// `nil` where the file has no records.
  init?(_ bytes: [UInt8]) {
    let entries = stride(from: 8, to: 8 + 12 * Int(bytes[6]), by: 12)
    guard let entry = entries.first(where: { bytes[$0..<$0 + 4].elementsEqual("CDAT".utf8) }) else {
      return nil
    }
    self.bytes = bytes
    records = bytes[entry + 4..<entry + 12].reduce(0) { $0 << 8 | Int($1) }
  }

  /// What a record says that is not so.
  enum Lie: CaseIterable {
    case tree, firstParent, firstParentGone, secondParent, level, time
  }

  /// The file with another record; `nil` where the record says so already.
  func telling(_ lie: Lie, at position: Int, among count: Int) -> GraphFileBytes? {
    var other = self
    let record = records + 36 * position
    func put(_ word: [UInt8], at place: Int) {
      other.bytes.replaceSubrange(record + place..<record + place + 4, with: word)
    }
    let neighbour = (position + 1) % count
    let parent: [UInt8] = [0, 0, UInt8(neighbour >> 8), UInt8(neighbour & 255)]
    switch lie {
    case .tree: other.bytes[record] ^= 1
    case .firstParent: put(parent, at: 20)
    case .firstParentGone: put([0x70, 0, 0, 0], at: 20)
    case .secondParent: put(parent, at: 24)
    case .level: other.bytes[record + 31] ^= 4
    case .time: other.bytes[record + 35] ^= 1
    }
    return other.bytes == bytes ? nil : other
  }

  /// The file with the checksum that belongs to it.
  var sealed: [UInt8] {
    let body = bytes.dropLast(20)
    return body + Array(body).withUnsafeBytes { SHA1.digest(of: $0) }
  }
}

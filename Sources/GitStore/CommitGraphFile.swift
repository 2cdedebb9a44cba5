internal import GitModel

/// One commit-graph file, checked from end to end before a single answer is taken from it.
///
/// Source: gitformat-commit-graph(5). The chunks in use are OIDF, OIDL, CDAT and EDGE; GDA2 and
/// others are passed over: an order needs levels, not dates.
struct CommitGraphFile {
  private let file: MappedFile
  /// How many commits it holds.
  let count: Int
  /// Where the ids begin, in order, 20 bytes each.
  private let ids: Int
  /// Where the records begin: tree, two parents, level and time; 36 bytes each.
  private let records: Int
  private let edges: Range<Int>

  private static let noParent: UInt32 = 0x7000_0000
  private static let moreParents: UInt32 = 0x8000_0000

  /// Opens a file; `nil` where there is none. Throws what is wrong with it; `below` is the number of
  /// layers that it must stand on.
  static func open(_ path: String, below: Int) throws(CommitGraphFlaw) -> CommitGraphFile? {
    guard let file = MappedFile(path) else { return nil }
    return try CommitGraphFile(file, below: below)
  }

  private init(_ file: MappedFile, below: Int) throws(CommitGraphFlaw) {
    let bytes = file.bytes
    // Header (8), table of contents (12 a chunk, and one to close it), trailer (20).
    guard bytes.count >= 8 + 12 + 20, bytes.prefix(4).elementsEqual("CGPH".utf8) else {
      throw .malformed("header")
    }
    guard bytes[4] == 1, bytes[5] == 1 else { throw .malformed("version") }
    guard Int(bytes[7]) == below else { throw .malformed("number of layers") }
    let chunks = try Self.chunks(bytes)
    guard let fanout = chunks["OIDF"], fanout.count == 1024, let ids = chunks["OIDL"],
      let records = chunks["CDAT"]
    else { throw .malformed("table of contents") }
    let count = Int(bytes.word(at: fanout.lowerBound + 1020))
    guard ids.count == 20 * count, records.count == 36 * count else { throw .malformed("sizes") }
    try Self.checkOrder(bytes, fanout: fanout.lowerBound, ids: ids.lowerBound, count: count)
    edges = chunks["EDGE"] ?? 0..<0
    (self.count, self.ids, self.records) = (count, ids.lowerBound, records.lowerBound)
    self.file = file
  }

  private static func chunks(
    _ bytes: UnsafeRawBufferPointer
  ) throws(CommitGraphFlaw) -> [String: Range<Int>] {
    let tableEnd = 8 + 12 * (Int(bytes[6]) + 1)
    guard tableEnd <= bytes.count - 20 else { throw .malformed("table of contents") }
    var chunks: [String: Range<Int>] = [:]
    for entry in stride(from: 8, to: tableEnd - 12, by: 12) {
      guard let start = Int(exactly: bytes.long(at: entry + 4)),
        let end = Int(exactly: bytes.long(at: entry + 16)), start >= tableEnd, start <= end,
        end <= bytes.count - 20
      else { throw .malformed("table of contents") }
      let name = String(decoding: bytes[entry..<entry + 4], as: UTF8.self)
      guard chunks.updateValue(start..<end, forKey: name) == nil else {
        throw .malformed("table of contents")
      }
    }
    return chunks
  }

  /// Ids that are not in order cannot be searched, and one of them could hide.
  private static func checkOrder(
    _ bytes: UnsafeRawBufferPointer, fanout: Int, ids: Int, count: Int
  ) throws(CommitGraphFlaw) {
    var before: UInt32 = 0
    for slot in 0..<256 {
      let upTo = bytes.word(at: fanout + 4 * slot)
      guard upTo >= before, upTo <= count else { throw .malformed("fanout") }
      before = upTo
    }
    for commit in 1..<max(count, 1) {
      let (place, last) = (ids + 20 * commit, ids + 20 * (commit - 1))
      let (high, lastHigh) = (bytes.long(at: place), bytes.long(at: last))
      if high > lastHigh { continue }
      guard high == lastHigh,
        ObjectID(sha1: bytes, at: last) < ObjectID(sha1: bytes, at: place)
      else { throw .malformed("order of ids") }
    }
  }

  /// The id of the commit at a position of this file.
  func id(at position: Int) -> ObjectID { ObjectID(sha1: file.bytes, at: ids + 20 * position) }

  /// The tree of the commit at a position.
  func tree(at position: Int) -> ObjectID {
    ObjectID(sha1: file.bytes, at: records + 36 * position)
  }

  /// The level of the commit at a position, 0 where the file does not say: old versions of git wrote
  /// 0, and the highest value means "higher".
  func level(at position: Int) -> UInt32 {
    let level = file.bytes.word(at: records + 36 * position + 28) >> 2
    return level < 0x3FFF_FFFF ? level : 0
  }

  /// The committer's seconds since 1970, of which the file holds 34 bits.
  func seconds(at position: Int) -> Int64 {
    Int64(file.bytes.long(at: records + 36 * position + 28) & 0x3_FFFF_FFFF)
  }

  /// Calls `body` with the position of each parent, counted over all layers; each must be below
  /// `limit`.
  func forEachParent(
    at position: Int, below limit: Int, _ body: (Int) -> Void
  ) throws(CommitGraphFlaw) {
    let bytes = file.bytes
    let record = records + 36 * position + 20
    for place in [record, record + 4] {
      let parent = bytes.word(at: place)
      if parent == Self.noParent { continue }
      if place > record, parent >= Self.moreParents {
        try forEachEdge(from: Int(parent & ~Self.moreParents), below: limit, body)
      } else {
        guard parent < limit else { throw .malformed("parents") }
        body(Int(parent))
      }
    }
  }

  private func forEachEdge(
    from first: Int, below limit: Int, _ body: (Int) -> Void
  ) throws(CommitGraphFlaw) {
    var place = edges.lowerBound + 4 * first
    while place + 4 <= edges.upperBound {
      let edge = file.bytes.word(at: place)
      guard edge & ~Self.moreParents < limit else { throw .malformed("parents") }
      body(Int(edge & ~Self.moreParents))
      if edge >= Self.moreParents { return }
      place += 4
    }
    throw .malformed("parents")
  }
}

/// What is wrong with a commit-graph file.
enum CommitGraphFlaw: Error, Equatable {
  /// A part that contradicts the format.
  case malformed(String)
  /// A commit that the objects tell otherwise.
  case lies(ObjectID)

  /// What is wrong, for people.
  var message: String {
    switch self {
    case .malformed(let part): "its \(part) cannot be"
    case .lies(let id): "the objects tell commit \(id) otherwise"
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The big-endian number at a place that the caller has checked; traps beyond the end.
  fileprivate func word(at place: Int) -> UInt32 {
    precondition(place >= 0 && place + 4 <= count, "beyond the file")
    return UInt32(bigEndian: loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  /// The big-endian number at a place that the caller has checked; traps beyond the end.
  fileprivate func long(at place: Int) -> UInt64 {
    precondition(place >= 0 && place + 8 <= count, "beyond the file")
    return UInt64(bigEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }
}

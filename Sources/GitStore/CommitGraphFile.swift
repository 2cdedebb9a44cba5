internal import GitModel

/// What one commit-graph file says, checked from end to end before a single answer is taken from it.
/// It is good for as long as its owner keeps the file mapped.
///
/// Source: gitformat-commit-graph(5). The chunks in use are OIDF, OIDL, CDAT and EDGE; GDA2 and
/// others are passed over: an order needs levels, not dates.
struct CommitGraphFile {
  /// How many commits it holds.
  let count: Int
  /// The ids in order, 20 bytes each.
  private let ids: UnsafeRawBufferPointer
  /// The records: tree, two parents, level and time; 36 bytes each.
  private let records: UnsafeRawBufferPointer
  /// The parents of octopus merges, 4 bytes each.
  private let edges: UnsafeRawBufferPointer

  private static let noParent: UInt32 = 0x7000_0000
  private static let moreParents: UInt32 = 0x8000_0000

  /// Reads a file; `below` are the names of the layers that it must stand on.
  init(_ bytes: UnsafeRawBufferPointer, above below: [ObjectID]) throws(CommitGraphFlaw) {
    let table = try ChunkTable(bytes, layersBelow: below.count)
    guard let fanout = table["OIDF"], fanout.count == 1024, let ids = table["OIDL"],
      let records = table["CDAT"]
    else { throw .malformed("table of contents") }
    guard (table["BASE"]?.count ?? 0) == 20 * below.count,
      (table["BASE"] ?? ids).elementsEqual(below.flatMap(\.bytes)) || below.isEmpty
    else { throw .malformed("layers below") }
    count = Int(fanout.word(at: 1020))
    guard ids.count == 20 * count, records.count == 36 * count else { throw .malformed("sizes") }
    (self.ids, self.records) = (ids, records)
    edges = table["EDGE"] ?? UnsafeRawBufferPointer(start: nil, count: 0)
    try Self.check(fanout, count: count)
    guard idsAreInOrder else { throw .malformed("order of ids") }
  }

  private static func check(
    _ fanout: UnsafeRawBufferPointer, count: Int
  ) throws(CommitGraphFlaw) {
    var before: UInt32 = 0
    for slot in 0..<256 {
      let upTo = fanout.word(at: 4 * slot)
      guard upTo >= before, upTo <= count else { throw .malformed("fanout") }
      before = upTo
    }
  }

  /// Ids that are not in order cannot be searched, and one of them could hide.
  private var idsAreInOrder: Bool {
    var last: UInt64 = 0
    for commit in 0..<count {
      // The first eight bytes decide but for one pair in 2^64; in range, as `init` has seen.
      let high = UInt64(
        bigEndian: ids.loadUnaligned(fromByteOffset: 20 * commit, as: UInt64.self))
      guard high > last || commit == 0 || high == last && id(at: commit - 1) < id(at: commit) else {
        return false
      }
      last = high
    }
    return true
  }

  /// How many parents all commits have at most, if no two share what EDGE holds.
  var parentLimit: Int { 2 * count + edges.count / 4 }

  /// The id of the commit at a position of this file.
  func id(at position: Int) -> ObjectID { ObjectID(sha1: ids, at: 20 * position) }

  /// The same id, for comparisons.
  @inline(__always)
  func name(at position: Int) -> SHA1Name { SHA1Name(ids, at: 20 * position) }

  /// The tree of the commit at a position.
  func tree(at position: Int) -> ObjectID { ObjectID(sha1: records, at: 36 * position) }

  /// The level of the commit at a position, 0 where the file does not say: old versions of git wrote
  /// 0, and the highest value means "higher".
  @inline(__always)
  func level(at position: Int) -> UInt32 {
    let level = records.word(at: 36 * position + 28) >> 2
    return level < 0x3FFF_FFFF ? level : 0
  }

  /// The committer's seconds since 1970, of which the file holds 34 bits.
  func seconds(at position: Int) -> Int64 {
    Int64(records.long(at: 36 * position + 28) & 0x3_FFFF_FFFF)
  }

  /// The position of a commit; `nil` where the file does not hold it.
  func position(of id: ObjectID) -> Int? {
    guard id.byteCount == 20 else { return nil }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self.id(at: middle) < id { low = middle + 1 } else { high = middle }
    }
    return low < count && self.id(at: low) == id ? low : nil
  }

  /// Calls `body` with the position of each parent, counted over all layers; each must be below
  /// `limit`.
  @inline(__always)
  func forEachParent(
    at position: Int, below limit: Int, _ body: (Int) throws(CommitGraphFlaw) -> Void
  ) throws(CommitGraphFlaw) {
    let first = records.word(at: 36 * position + 20)
    if Int(first) < limit {
      try body(Int(first))
    } else if first != Self.noParent {
      throw .malformed("parents")
    }
    let second = records.word(at: 36 * position + 24)
    if second == Self.noParent { return }
    if Int(second) < limit { return try body(Int(second)) }
    guard second >= Self.moreParents else { throw .malformed("parents") }
    try forEachEdge(from: Int(second & ~Self.moreParents), below: limit, body)
  }

  private func forEachEdge(
    from first: Int, below limit: Int, _ body: (Int) throws(CommitGraphFlaw) -> Void
  ) throws(CommitGraphFlaw) {
    var place = 4 * first
    while place + 4 <= edges.count {
      let edge = edges.word(at: place)
      guard edge & ~Self.moreParents < limit else { throw .malformed("parents") }
      try body(Int(edge & ~Self.moreParents))
      if edge >= Self.moreParents { return }
      place += 4
    }
    throw .malformed("parents")
  }
}

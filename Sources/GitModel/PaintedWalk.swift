/// A walk from high indices to low ones that carries colours from children to parents.
///
/// Whoever is next is the highest bit of a set: no heap, and no memory but four bits a commit.
struct PaintedWalk {
  /// For each 64 commits a word that says which are queued, and one for each colour: 1, 2 and 4.
  private var planes: [UInt64]
  /// All queued commits are in these 64 or below.
  private var block = 0
  private let wanted: UInt8
  /// How many queued commits lack one of the wanted colours.
  private(set) var pending = 0

  /// A walk that counts the queued commits that lack one of the wanted colours.
  init(of graph: borrowing CommitGraph, wanting wanted: UInt8) {
    planes = Array(repeating: 0, count: 4 * ((graph.count + 63) / 64))
    self.wanted = wanted
  }

  /// Gives the commit these colours besides those it has, and queues it once. During the walk only
  /// commits below the last one may be painted.
  @inline(__always)
  mutating func paint(_ commit: Int, _ new: UInt8) {
    let (place, bit) = (4 * (commit >> 6), 1 << UInt64(commit & 63) as UInt64)
    let old = colours(place, bit)
    let lackedOne = planes[place] & bit != 0 && old & wanted != wanted
    let lacksOne = (old | new) & wanted != wanted
    if lacksOne, !lackedOne { pending += 1 }
    if lackedOne, !lacksOne { pending -= 1 }
    planes[place] |= bit
    if new & 1 != 0 { planes[place + 1] |= bit }
    if new & 2 != 0 { planes[place + 2] |= bit }
    if new & 4 != 0 { planes[place + 3] |= bit }
    block = max(block, commit >> 6)
  }

  private func colours(_ place: Int, _ bit: UInt64) -> UInt8 {
    (planes[place + 1] & bit != 0 ? 1 : 0) | (planes[place + 2] & bit != 0 ? 2 : 0)
      | (planes[place + 3] & bit != 0 ? 4 : 0)
  }

  /// Takes the highest queued commit; all its descendants in the walk have been taken before.
  @inline(__always)
  mutating func next() -> (commit: Int, colours: UInt8)? {
    while block >= 0, 4 * block < planes.count {
      let queued = planes[4 * block]
      guard queued != 0 else {
        block -= 1
        continue
      }
      let offset = 63 - queued.leadingZeroBitCount
      let bit: UInt64 = 1 << UInt64(offset)
      planes[4 * block] = queued & ~bit
      let own = colours(4 * block, bit)
      if own & wanted != wanted { pending -= 1 }
      return (block << 6 + offset, own)
    }
    return nil
  }
}

/// How the names of two patterns lie to each other.
extension Glob {
  /// How many pairs of places are looked at before nobody can tell: patterns of a policy need a few.
  private static let mostPairs = 2_000

  /// Whether a ref's name matches both; `nil` where that takes too long to find out.
  public func overlaps(_ other: Glob) -> Bool? { hasName(with: other) { $0 && $1 } }

  /// Whether all names of refs that match this match the other, too; `nil` where that takes too long to
  /// find out.
  public func isWithin(_ other: Glob) -> Bool? {
    hasName(with: other) { $0 && !$1 }.map { !$0 }
  }

  /// Where both patterns stand at the same time in a name.
  private struct Pair: Hashable {
    var left: [Bool]
    var right: [Bool]
    /// Whether a folder's name begins here: git-check-ref-format(1) has none that is empty.
    var isAtFolder: Bool
  }

  /// Whether there is a name for which the patterns' answers are wanted; this one's must be yes.
  private func hasName(with other: Glob, _ isWanted: (Bool, Bool) -> Bool) -> Bool? {
    let units = Self.units(telling: steps + other.steps)
    var open = [Pair(left: start, right: other.start, isAtFolder: true)]
    var seen: Set<Pair> = []
    while let pair = open.popLast() {
      if !pair.isAtFolder, isWanted(pair.left[steps.count], pair.right[other.steps.count]) {
        return true
      }
      for unit in units where !(pair.isAtFolder && unit == Self.slash) {
        let next = Pair(
          left: places(after: pair.left, over: unit),
          right: other.places(after: pair.right, over: unit), isAtFolder: unit == Self.slash)
        guard next.left.contains(true), seen.insert(next).inserted else { continue }
        guard seen.count <= Self.mostPairs else { return nil }
        open.append(next)
      }
    }
    return false
  }

  private var start: [Bool] {
    var places = [Bool](repeating: false, count: steps.count + 1)
    enter(0, &places)
    return places
  }

  private func places(after places: [Bool], over unit: UInt32) -> [Bool] {
    var next = [Bool](repeating: false, count: steps.count + 1)
    for place in steps.indices where places[place] { _ = advance(place, over: unit, to: &next) }
    return next
  }

  /// The characters that stand for all: of those between two of them the steps tell none apart.
  private static func units(telling steps: [Step]) -> [UInt32] {
    var units: Set<UInt32> = [0, slash, slash + 1]
    for step in steps {
      switch step {
      case .unit(let unit): units.formUnion([unit, unit &+ 1])
      case .oneOf(let ranges, _):
        for range in ranges { units.formUnion([range.lowerBound, range.upperBound &+ 1]) }
      case .anyUnit, .anyUnits, .anyFolders: break
      }
    }
    return units.sorted()
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order in which they come first.
  ///
  /// Not by way of a `Set` alone: its order is another one in each process, and with it what is asked
  /// together, and which of two equals is named.
  package var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

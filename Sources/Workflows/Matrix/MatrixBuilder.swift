/// Builds the combinations of a matrix.
///
/// Source: actions/runner, MatrixBuilder.
struct MatrixBuilder {
  private var vectors: [(key: String, values: [Value])] = []
  private var excludes: [[Value.Entry]] = []
  private var includes: [Include] = []

  private struct Include {
    /// The keys that the matrix has, too: what a combination must equal.
    var filter: [Value.Entry]
    var extra: [Value.Entry]
    var isMatched = false
  }

  /// The matrix as it is written; only `include` and `exclude` mean something else.
  init(_ entries: [Value.Entry]) throws(Matrix.Failure) {
    for entry in entries where !["include", "exclude"].contains(entry.key) {
      vectors.append((entry.key, try Self.vector(entry)))
    }
    let keys = Set(vectors.map { $0.key.lowercased() })
    for item in try Self.list("exclude", in: entries) {
      let filter = try Self.map(item, of: "exclude")
      if let stranger = filter.first(where: { !keys.contains($0.key.lowercased()) }) {
        throw .refused("'exclude' names '\(stranger.key)', which the matrix lacks")
      }
      excludes.append(filter)
    }
    for item in try Self.list("include", in: entries) {
      let pairs = try Self.map(item, of: "include")
      includes.append(
        Include(
          filter: pairs.filter { keys.contains($0.key.lowercased()) },
          extra: pairs.filter { !keys.contains($0.key.lowercased()) }))
    }
    guard !vectors.isEmpty || !includes.isEmpty else {
      throw .refused("the matrix has neither a key with values nor an 'include'")
    }
  }

  /// The values of a key; an open list stands for each of its values.
  private static func vector(_ entry: Value.Entry) throws(Matrix.Failure) -> [Value] {
    switch entry.value {
    case .open: return [entry.value]
    case .list(let values) where values.isEmpty: throw .refused("'\(entry.key)' has no values")
    case .list(let values): return values
    default: throw .refused("'\(entry.key)' is no list")
    }
  }

  private static func list(
    _ key: String, in entries: [Value.Entry]
  ) throws(Matrix.Failure) -> [Value] {
    guard let entry = entries.first(where: { $0.key == key }) else { return [] }
    switch entry.value {
    case .list(let items): return items
    case .open(let open): throw .open(open)
    default: throw .refused("'\(key)' is no list")
    }
  }

  private static func map(_ value: Value, of key: String) throws(Matrix.Failure) -> [Value.Entry] {
    if case .open(let open) = value { throw .open(open) }
    guard case .map(let entries) = value, !entries.isEmpty else {
      throw .refused("an entry of '\(key)' is no mapping with values")
    }
    return entries
  }

  /// The combinations, in GitHub's order. What it takes is paid from a budget, so that no file makes
  /// us build a billion.
  consuming func combinations(
    paidFrom budget: inout Int
  ) throws(Matrix.Failure) -> [Matrix.Combination] {
    try pay(from: &budget)
    var found: [Matrix.Combination] = []
    for values in product() {
      if try isExcluded(values) { continue }
      var combination = Matrix.Combination(values: values, named: values.count)
      for place in includes.indices where try Self.matches(includes[place].filter, values) {
        includes[place].isMatched = true
        for extra in includes[place].extra { combination.values.set(extra) }
      }
      found.append(combination)
    }
    for include in includes where !include.isMatched {
      let values = include.filter + include.extra
      found.append(Matrix.Combination(values: values, named: values.count))
    }
    guard found.count <= Matrix.mostCombinations else { throw Self.tooMany("\(found.count)") }
    return found
  }

  private func isExcluded(_ values: [Value.Entry]) throws(Matrix.Failure) -> Bool {
    for filter in excludes where try Self.matches(filter, values) { return true }
    return false
  }

  private func pay(from budget: inout Int) throws(Matrix.Failure) {
    var count = vectors.isEmpty ? 0 : 1
    for vector in vectors {
      count *= vector.values.count
      if excludes.isEmpty, count > Matrix.mostCombinations {
        throw Self.tooMany("at least \(count)")
      }
      guard count <= budget else { throw .endless }
    }
    let (work, isTooMuch) = (count + 1).multipliedReportingOverflow(
      by: 1 + excludes.count + includes.count)
    guard !isTooMuch, work <= budget else { throw .endless }
    budget -= work
  }

  private func product() -> [[Value.Entry]] {
    guard !vectors.isEmpty else { return [] }
    return vectors.reduce([[]]) { product, vector in
      product.flatMap { before in
        vector.values.map { before + [Value.Entry(key: vector.key, value: $0)] }
      }
    }
  }

  private static func tooMany(_ count: String) -> Matrix.Failure {
    .tooMany("the matrix has \(count) combinations, more than \(Matrix.mostCombinations)")
  }

  /// Whether every leaf of the filter equals what stands in its place. Throws where only a run can
  /// tell.
  private static func matches(
    _ filter: [Value.Entry], _ values: [Value.Entry]
  ) throws(Matrix.Failure) -> Bool {
    let whole = Value.map(values)
    var open: Value.Open?
    for entry in filter {
      switch isMatched(entry.value, by: whole[entry.key]) {
      case .success(true): continue
      // One value that differs is enough, whatever the open ones are.
      case .success(false): return false
      case .failure(let unknown): open = open ?? unknown
      }
    }
    if let open { throw .open(open) }
    return true
  }

  private static func isMatched(_ filter: Value, by value: Value) -> Result<Bool, Value.Open> {
    if let open = filter.open ?? value.open { return .failure(open) }
    return .success(equals(filter, value))
  }

  private static func equals(_ filter: Value, _ value: Value) -> Bool {
    switch filter {
    case .map(let entries): return entries.allSatisfy { equals($0.value, value[$0.key]) }
    case .list(let items):
      guard case .list(let values) = value else {
        return items.allSatisfy { equals($0, .null) }
      }
      return items.enumerated().allSatisfy { place, item in
        equals(item, values.indices.contains(place) ? values[place] : .null)
      }
    default: return value.isEqual(to: filter)
    }
  }
}

extension [Value.Entry] {
  /// Gives a key its value, in its place where it has one.
  fileprivate mutating func set(_ entry: Value.Entry) {
    if let place = firstIndex(where: { $0.key.lowercased() == entry.key.lowercased() }) {
      self[place] = entry
    } else {
      append(entry)
    }
  }
}

internal import PolicyFile

/// The combinations of a job's matrix.
///
/// Source: actions/runner, MatrixBuilder: the first key varies slowest; `exclude` is applied first,
/// then each `include` adds to the combinations that it matches, or becomes one of its own.
enum Matrix: Equatable {
  /// The combinations, in GitHub's order.
  case combinations([Combination])
  /// Only a run can tell.
  case open(Value.Open)
  /// GitHub refuses it, and why.
  case refused(String)

  /// One combination.
  struct Combination: Equatable {
    /// What `matrix` is for expressions.
    var values: [Value.Entry]
    /// How many of the values stand in the name: those that an `include` added do not.
    var named: Int

    /// The parts of the name.
    var segments: [String] { values.prefix(named).flatMap(\.value.segments) }
  }

  /// GitHub makes no more jobs of one matrix: docs.github.com, "Workflow syntax":
  /// `jobs.<job_id>.strategy.matrix`.
  static let mostCombinations = 256

  /// The matrix of a job, whose expressions are evaluated with these contexts.
  init(_ node: YAMLNode, in contexts: Contexts) {
    let value = Value(node, in: contexts)
    if let open = value.open {
      self = .open(open)
      return
    }
    guard case .map(let entries) = value else {
      self = .refused("the matrix is no mapping")
      return
    }
    do throws(Refusal) {
      self = .combinations(try MatrixBuilder(entries).combinations())
    } catch {
      self = .refused(error.message)
    }
  }

  /// Why GitHub refuses a matrix.
  struct Refusal: Error {
    let message: String
  }
}

/// Builds the combinations of a matrix without expressions.
private struct MatrixBuilder {
  private var vectors: [(key: String, values: [Value])] = []
  private var excludes: [[Value.Entry]] = []
  private var includes: [Include] = []

  private struct Include {
    /// The keys that the matrix has, too: what a combination must equal.
    var filter: [Value.Entry]
    var extra: [Value.Entry]
    var isMatched = false
  }

  init(_ entries: [Value.Entry]) throws(Matrix.Refusal) {
    for entry in entries where !["include", "exclude"].contains(entry.key) {
      let values = try Self.list(entry.value, of: "'\(entry.key)'")
      guard !values.isEmpty else {
        throw Matrix.Refusal(message: "'\(entry.key)' has no values")
      }
      vectors.append((entry.key, values))
    }
    let keys = Set(vectors.map { $0.key.lowercased() })
    for item in try Self.list(Value.map(entries)["exclude"], of: "'exclude'") {
      let filter = try Self.map(item, of: "'exclude'")
      if let stranger = filter.first(where: { !keys.contains($0.key.lowercased()) }) {
        throw Matrix.Refusal(message: "'exclude' names '\(stranger.key)', which the matrix lacks")
      }
      excludes.append(filter)
    }
    for item in try Self.list(Value.map(entries)["include"], of: "'include'") {
      let pairs = try Self.map(item, of: "'include'")
      includes.append(
        Include(
          filter: pairs.filter { keys.contains($0.key.lowercased()) },
          extra: pairs.filter { !keys.contains($0.key.lowercased()) }))
    }
    guard !vectors.isEmpty || !includes.isEmpty else {
      throw Matrix.Refusal(message: "the matrix has neither a key with values nor an 'include'")
    }
  }

  private static func list(_ value: Value, of what: String) throws(Matrix.Refusal) -> [Value] {
    switch value {
    case .list(let items): return items
    case .null where what.hasSuffix("clude'"): return []
    default: throw Matrix.Refusal(message: "\(what) is no list")
    }
  }

  private static func map(
    _ value: Value, of what: String
  ) throws(Matrix.Refusal) -> [Value.Entry] {
    guard case .map(let entries) = value, !entries.isEmpty else {
      throw Matrix.Refusal(message: "an entry of \(what) is no mapping with values")
    }
    return entries
  }

  consuming func combinations() throws(Matrix.Refusal) -> [Matrix.Combination] {
    var found: [Matrix.Combination] = []
    for values in try product() {
      if excludes.contains(where: { Self.matches($0, values) }) { continue }
      var combination = Matrix.Combination(values: values, named: values.count)
      for place in includes.indices where Self.matches(includes[place].filter, values) {
        includes[place].isMatched = true
        for extra in includes[place].extra { combination.values.set(extra) }
      }
      found.append(combination)
    }
    for include in includes where !include.isMatched {
      let values = include.filter + include.extra
      found.append(Matrix.Combination(values: values, named: values.count))
    }
    guard found.count <= Matrix.mostCombinations else { throw Self.tooMany(found.count) }
    return found
  }

  /// Every combination of the vectors' values; what is left out later counts here, too, so that no
  /// file makes us build a billion.
  private func product() throws(Matrix.Refusal) -> [[Value.Entry]] {
    guard !vectors.isEmpty else { return [] }
    var product: [[Value.Entry]] = [[]]
    for vector in vectors {
      guard product.count * vector.values.count <= 100_000 else {
        throw Self.tooMany(product.count * vector.values.count)
      }
      product = product.flatMap { before in
        vector.values.map { before + [Value.Entry(key: vector.key, value: $0)] }
      }
    }
    return product
  }

  private static func tooMany(_ count: Int) -> Matrix.Refusal {
    Matrix.Refusal(
      message: "the matrix has \(count) combinations, more than \(Matrix.mostCombinations)")
  }

  /// Whether every leaf of the filter equals what stands in its place.
  private static func matches(_ filter: [Value.Entry], _ values: [Value.Entry]) -> Bool {
    let whole = Value.map(values)
    return filter.allSatisfy { isMatched($0.value, by: whole[$0.key]) }
  }

  private static func isMatched(_ filter: Value, by value: Value) -> Bool {
    switch filter {
    case .map(let entries): return entries.allSatisfy { isMatched($0.value, by: value[$0.key]) }
    case .list(let items):
      guard case .list(let values) = value else { return items.isEmpty }
      return items.enumerated().allSatisfy { place, item in
        isMatched(item, by: values.indices.contains(place) ? values[place] : .null)
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

internal import PolicyCore
internal import PolicyFile

/// The combinations of a job's matrix.
///
/// Source: actions/runner, MatrixBuilder: the first key varies slowest; `exclude` is applied first,
/// then each `include` adds to the combinations that it matches, or becomes one of its own.
enum Matrix {
  /// One combination.
  struct Combination: Equatable {
    /// What `matrix` is for expressions.
    var values: [Value.Entry]
    /// How many of the values stand in the name: those that an `include` added do not.
    var named: Int

    /// The parts of the name, some of which only a run can tell.
    var segments: [CheckName.Part] { values.prefix(named).flatMap(\.value.segments) }

    /// The combination for people.
    var shown: String {
      CheckName(Array(segments.map { [$0] }.joined(separator: [.text(", ")]))).shown
    }
  }

  /// GitHub makes no more jobs of one matrix: docs.github.com, "Workflow syntax":
  /// `jobs.<job_id>.strategy.matrix`.
  static let mostCombinations = 256

  /// The combinations of a job's matrix in GitHub's order, with expressions evaluated in these contexts.
  /// What it takes is paid from a budget.
  static func combinations(
    of node: YAMLNode, in contexts: Contexts, paidFrom budget: inout Int
  ) throws(Failure) -> [Combination] {
    switch Value(node, in: contexts) {
    case .open(let open): throw .open(open)
    case .map(let entries): return try MatrixBuilder(entries).combinations(paidFrom: &budget)
    default: throw .refused("the matrix is no mapping")
    }
  }

  /// Why there are no combinations.
  enum Failure: Error {
    /// GitHub refuses the workflow for it, and why.
    case refused(String)
    /// The job fails for it once it is its turn, and why.
    case tooMany(String)
    /// Only a run can tell.
    case open(Value.Open)
    /// Nobody here can count what it makes; GitHub may.
    case endless
  }
}

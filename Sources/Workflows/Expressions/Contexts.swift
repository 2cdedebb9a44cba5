/// What is known, without a run, of the contexts that an expression may name.
struct Contexts: Sendable {
  /// The contexts that are known, by their names in lower case; others are open.
  private var known: [String: Value] = [:]

  /// Nothing is known.
  init() {}

  /// The same with one more context.
  func with(_ name: String, _ value: Value) -> Contexts {
    var result = self
    result.known[name] = value
    return result
  }

  /// A context; `nil` where only a run can tell.
  subscript(name: String) -> Value? { known[name.lowercased()] }
}

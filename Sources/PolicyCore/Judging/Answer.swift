public import GitModel

/// What was asked once: the answer, or why there is none.
///
/// It is no `Result`: of that one the runtime looks up, in each process, whether the error is an error,
/// which takes a hook longer than what it judges.
public enum Answer<Value> {
  case known(Value)
  case failed(GitError)

  /// What the body says.
  public init(_ ask: () throws(GitError) -> Value) {
    do throws(GitError) {
      self = .known(try ask())
    } catch {
      self = .failed(error)
    }
  }

  /// The answer. Throws why there is none.
  public func get() throws(GitError) -> Value {
    switch self {
    case .known(let value): return value
    case .failed(let error): throw error
    }
  }
}

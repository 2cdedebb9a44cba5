internal import GitModel

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

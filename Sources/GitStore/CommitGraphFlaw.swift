internal import GitModel

/// What is wrong with a commit-graph file.
enum CommitGraphFlaw: Error, Equatable {
  /// A part that contradicts the format.
  case malformed(String)
  /// Bytes that are not those that git wrote: the file's last 20 are the hash of all others.
  case damaged
  /// A commit that the objects tell otherwise.
  case lies(ObjectID)

  /// What is wrong, for people.
  var message: String {
    switch self {
    case .malformed(let part): "its \(part) cannot be"
    case .damaged: "its checksum is wrong"
    case .lies(let id): "the objects tell commit \(id) otherwise"
    }
  }
}

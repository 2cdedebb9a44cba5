internal import GitModel

extension Scene {
  /// The code owners that a commit's tree names, and the file's path; `nil` where there is none.
  func codeOwners(in commit: ObjectID) throws(GitError) -> (path: String, owners: CodeOwners)? {
    for place in CodeOwners.places {
      let path = Array(place.utf8)
      guard try history.blob(at: path, in: commit) != nil else { continue }
      return try history.file(path, in: commit, limit: CodeOwners.mostBytes).map {
        (place, CodeOwners($0))
      }
    }
    return nil
  }
}

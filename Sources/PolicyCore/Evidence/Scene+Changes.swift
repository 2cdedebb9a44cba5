internal import GitModel

/// What a commit changes against where a branch stood.
struct ChangeQuestion: Hashable {
  let commit: ObjectID
  let base: ObjectID
}

extension Scene {
  /// What a commit changes since it left the line that leads to `base`.
  func change(of commit: ObjectID, since base: ObjectID) throws(GitError) -> Change {
    let question = ChangeQuestion(commit: commit, base: base)
    return try answer(&changeAnswers[question]) { () throws(GitError) in
      let fork = try history.near([commit, base]) { graph throws(GitError) in
        let bases = try graph.mergeBases(try graph.require(commit), try graph.require(base))
        guard let ancestor = bases.first, bases.count == 1 else {
          throw GitError(
            .failed, "compare what was approved", "the branches have \(bases.count) merge bases",
            help: "ask for another review")
        }
        return graph.id(of: ancestor)
      }
      return try history.change(from: fork, to: commit)
    }
  }
}

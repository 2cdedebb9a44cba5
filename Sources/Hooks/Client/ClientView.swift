internal import GitModel
internal import PolicyCore

/// Where a clone's hooks, other than `pre-push`, read the policy and see the branches.
struct ClientView {
  let trees: [NamedTree]
  let branches: [Branch]
  private let hasRemote: Bool
  private let missing: GitError?

  /// The default branch of the remote that the checked-out branch follows; without one, the work
  /// tree. The local branches, and the remote's where there is no local one.
  init(_ place: Workplace) throws(GitError) {
    let remotes = try Remotes(of: place.repository, refs: try place.refs)
    let usual = try remotes.usual(for: place.headBranch)
    var tree: NamedTree?
    if let usual { tree = try remotes.defaultTree(of: usual) }
    hasRemote = !remotes.names.isEmpty
    missing = usual == nil ? try remotes.problem() : nil
    trees = [tree].compactMap { $0 }
    branches = try place.branches(with: usual, of: remotes)
  }

  /// The question whether these updates may be.
  func question(_ updates: [RefUpdate]) -> Question {
    Question(
      trees: trees, trustsWorkTree: trees.isEmpty, branches: .all(branches), hasRemote: hasRemote,
      missing: missing, updates: updates)
  }
}

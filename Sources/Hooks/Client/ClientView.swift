internal import GitModel
internal import GitStore
internal import PolicyCore

/// Where a clone's hooks, other than `pre-push`, read the policy and see the branches.
struct ClientView {
  let policy: TrustedPlace
  let branches: [Branch]
  private let remotes: Remotes
  private let usual: String?
  private let place: Workplace
  private let missing: GitError?

  /// The policy of the remote that the checked-out branch follows, or of the work tree. The local
  /// branches, and the remote's where there is no local one.
  init(_ place: Workplace) throws(GitError) {
    self.place = place
    remotes = try Remotes(of: place.repository, refs: try place.refs)
    usual = try remotes.usual(for: place.headBranch)
    missing = usual == nil ? try remotes.problem() : nil
    policy = try place.trusted([usual].compactMap { $0 }, of: remotes)
    branches = try place.branches(with: usual, of: remotes)
  }

  /// The question whether these updates may be.
  func question(_ updates: [RefUpdate]) throws(GitError) -> Question {
    Question(
      policy: policy, branches: .all(branches),
      isFirst: try beginsRepository(), hasRemote: !remotes.names.isEmpty, remote: usual,
      missing: missing, updates: updates)
  }

  /// Whether a commit is the first of a repository, as far as a clone can tell: there is no branch here,
  /// none was ever seen at a remote, and no fetch has brought anything. A push is judged again.
  private func beginsRepository() throws(GitError) -> Bool {
    guard branches.isEmpty, missing == nil, try !place.repository.isShallow(),
      try !place.refs.contains(where: { $0.name.hasPrefix("refs/remotes/") })
    else { return false }
    return try !place.fetchHead.saysAnything()
  }
}

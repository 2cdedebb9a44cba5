internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// Long-lived branches that stand in this clone only: nobody else sees what is kept here, and where the
/// same is judged in CI, they are missing.
struct UnpublishedBranches {
  let view: RepositoryView

  /// A sentence for each that the policy names.
  func notes(under policy: Policy) -> [String] {
    guard let remote = view.remote, !view.repository.isBare else { return [] }
    return policy.longLived.compactMap { kind in
      guard let name = BranchName(kind.name), let branch = view.branches.branch(name),
        branch.tip != nil, branch.remote == nil
      else { return nil }
      let word = Words.shell(name.bytes)
      return "\(Escaped.text(kind.name)) stands here only, and is missing for everybody else: "
        + "git push \(Words.shell(Array(remote.utf8))) \(word)"
    }
  }
}

public import GitModel

/// What the policy says of a branch by its name.
extension Scene {
  /// The names of the branches that Unicode and case do not tell apart from this one.
  public func names(foldedLike name: BranchName) -> [BranchName] {
    let folded =
      namesByFold ?? Dictionary(grouping: branches.map(\.name)) { FoldedName($0.bytes) }
    namesByFold = folded
    return folded[FoldedName(name.bytes)] ?? []
  }

  /// The kind of a branch that is not exempt; an exact name is never exempt by a pattern.
  public func kind(of branch: BranchName) -> Kind? {
    if let known = kinds[branch] { return known }
    let kind = policy.kind(of: branch).flatMap { kind in
      kind.isExact || policy.exemption(of: branch) == nil ? kind : nil
    }
    kinds[branch] = .some(kind)
    return kind
  }

  /// The kind of the branch that moves; of a pull request, of the base. A fork's branch has none.
  public func kind(in update: RefUpdate) -> Kind? {
    isForks(update) ? nil : update.branch.flatMap { kind(of: $0) }
  }

  /// Whether what moves is a fork's branch, in a clone or from there to the fork. Where its name in the
  /// clone is one of the strategy's, it is held to that.
  func isForks(_ update: RefUpdate) -> Bool {
    update.isForks && (update.source ?? update.branch).map { kind(of: $0) == nil } == true
  }

  /// Whether the strategy leaves the branch alone.
  public func isExempt(_ branch: BranchName) -> Bool { policy.isExempt(branch) }
}

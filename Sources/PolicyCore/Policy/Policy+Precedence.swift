public import GitModel

/// What of the names that a pattern matches belongs to others.
extension Policy {
  /// Whether a branch is of a kind, and not exempt.
  public func has(_ branch: BranchName, of kind: Kind) -> Bool {
    self.kind(of: branch)?.name == kind.name && !isExempt(branch)
  }

  /// The patterns that take branches away from a kind's: exact names, the kinds before it, what is exempt
  /// and the branches of a merge queue.
  public func patterns(before kind: Kind) -> [Glob] {
    guard !kind.isExact else { return [] }
    let earlier = kinds.filter { !$0.isExact }.prefix { $0.pattern != kind.pattern }
    return Self.taken(
      from: kind.pattern,
      by: kinds.filter(\.isExact).map(\.pattern) + earlier.map(\.pattern)
        + exempt.map(\.pattern) + [.mergeQueue])
  }

  /// The patterns that take tags away from a kind's: exact names, and the kinds before it.
  public func patterns(before kind: TagKind) -> [Glob] {
    guard !kind.tags.isLiteral else { return [] }
    let earlier = tags.filter { !$0.tags.isLiteral }.prefix { $0.tags != kind.tags }
    return Self.taken(
      from: kind.tags, by: tags.map(\.tags).filter(\.isLiteral) + earlier.map(\.tags))
  }

  /// Those of some patterns that may match what another does, each once.
  private static func taken(from glob: Glob, by others: [Glob]) -> [Glob] {
    others.filter { $0.overlaps(glob) != false }.unique
  }
}

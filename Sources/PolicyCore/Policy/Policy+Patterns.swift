public import GitModel

extension Policy {
  /// What the pattern of a kind may match and is not of that kind: exact names, the patterns of kinds
  /// before it, what is exempt. Each is a name or a pattern.
  public func outside(_ kind: Kind) -> [String] {
    let before = kinds.prefix { $0.name != kind.name }.filter { !$0.isExact }.map(\.pattern)
    let exact = kinds.filter(\.isExact).map(\.pattern)
    return (exact + before + exempt.map(\.pattern)).filter(kind.pattern.mayMeet).map(\.text)
  }

  /// Whether a branch is of a kind, and not exempt.
  public func has(_ branch: BranchName, of kind: Kind) -> Bool {
    self.kind(of: branch)?.name == kind.name && !isExempt(branch)
  }
}

extension Glob {
  /// Whether a name may match both, as far as their beginnings tell.
  func mayMeet(_ other: Glob) -> Bool {
    if other.isLiteral { return matches(Array(other.text.utf8)) }
    let (mine, theirs) = (beginning, other.beginning)
    return mine.hasPrefix(theirs) || theirs.hasPrefix(mine)
  }

  /// What every name that matches begins with.
  private var beginning: Substring { text.prefix { !"*?[\\".contains($0) } }
}

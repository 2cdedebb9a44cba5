internal import GitModel

/// The branches that a strategy speaks of, as a workflow's filter may name them.
struct StrategyBranches {
  private let globs: [Glob]

  /// The kinds and the exempt branches of a policy, and those that a merge queue makes.
  init(_ policy: Policy) {
    globs = policy.kinds.map(\.pattern) + policy.exempt.map(\.pattern)
  }

  /// Whether some branch of the strategy is meant by a filter's pattern. Two patterns of which neither
  /// can be ruled out may mean the same branch.
  func has(_ pattern: String) -> Bool {
    let head = Self.literalHead(of: pattern)
    let queue = "gh-readonly-queue/"
    if head.hasPrefix(queue) || queue.hasPrefix(head) && head != pattern { return true }
    guard head != pattern else { return globs.contains { $0.matches(Array(pattern.utf8)) } }
    return globs.contains { glob in
      if glob.isLiteral { return Self.admits(pattern, glob.text) }
      let other = Self.literalHead(of: glob.text)
      return other.hasPrefix(head) || head.hasPrefix(other)
    }
  }

  private static func admits(_ pattern: String, _ branch: String) -> Bool {
    do throws(FilterPatternError) {
      return try FilterPatterns([pattern], isIgnoring: false).admits(Array(branch.utf8))
    } catch {
      // A pattern that does not compile has not been read as one.
      return true
    }
  }

  /// What a pattern begins with before its first special character. One that is optional or repeated
  /// is not part of it.
  private static func literalHead(of pattern: String) -> String {
    guard let special = pattern.firstIndex(where: { "*?+[\\".contains($0) }) else { return pattern }
    let head = pattern[..<special]
    return String("?+".contains(pattern[special]) ? head.dropLast() : head)
  }
}

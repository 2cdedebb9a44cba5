internal import GitModel
internal import GitStore

extension Workplace {
  /// Whether policy acts here.
  ///
  /// The setting `policy.enabled` says so. Without it, hooks act that are the repository's own: they
  /// stand inside it, or its own configuration leads to them. Those that the user or the system
  /// shares between all repositories do not.
  func isEnabled() throws(GitError) -> Bool {
    if let flag = try repository.flag("policy.enabled") { return flag }
    guard let hook = environment["POLICY_HOOK"] else { return true }
    let folder = hook.lastIndex(of: "/").map { hook[..<$0] } ?? "."
    // A folder that cannot be found is no reason to look away.
    guard let here = FilePath.resolved(Array(folder.utf8)) else { return true }
    // The usual folder may be a link to one that is shared: git uses it all the same.
    let usual = repository.commonDirectory + "hooks"
    if FilePath.resolved(Array(usual.utf8)) == here,
      try repository.config("core.hooksPath") == nil
    {
      return true
    }
    let own = [repository.commonDirectory, repository.workTree].compactMap { path in
      path.flatMap { FilePath.resolved(Array($0.utf8)) }
    }
    if own.contains(where: { (here + [UInt8(ascii: "/")]).starts(with: $0 + [UInt8(ascii: "/")]) })
    {
      return true
    }
    return try repository.ownConfig("core.hooksPath") != nil
  }
}

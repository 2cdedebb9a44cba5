internal import GitModel
internal import GitStore

extension Workplace {
  /// Whether policy acts here: the setting `policy.enabled` says so; without it, hooks act that are
  /// the repository's own.
  func isEnabled() throws(GitError) -> Bool {
    if let flag = try repository.flag("policy.enabled") { return flag }
    guard let hook = environment["POLICY_HOOK"] else { return true }
    let folder = hook.lastIndex(of: "/").map { String(hook[..<$0]) } ?? "."
    return try repository.owns(hooksIn: folder)
  }
}

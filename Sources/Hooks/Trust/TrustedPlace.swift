internal import CLibrary
internal import GitModel
internal import GitStore
internal import PolicyCore

/// Where a hook's policy lies: in a place that what it judges cannot write.
enum TrustedPlace {
  /// In a tree, or nowhere.
  case tree(NamedTree?)
  /// In the files: nothing was ever seen at a remote.
  case workTree
  /// Nobody knows.
  case unknown(GitError)
}

extension Workplace {
  /// Where a clone's hooks find the policy: on the default branch of the first of these remotes of which
  /// one was seen; in a bare clone else, and where a remote has none yet, on its own.
  func trusted(_ asked: [String], of remotes: Remotes) throws(GitError) -> TrustedPlace {
    for remote in asked {
      if let tree = try remotes.defaultTree(of: remote) { return .tree(tree) }
    }
    if repository.isBare { return .tree(try ServerDefault(of: self).standing()) }
    guard let seen = asked.first(where: { !remotes.branches(of: $0).isEmpty }) else {
      return .workTree
    }
    for name in BranchName.usualDefaults {
      guard let ref = RefName(branch: name), let commit = try tip(of: ref) else { continue }
      return .tree(NamedTree(name: name.text, commit: commit))
    }
    return .unknown(
      GitError(
        .missingRef, "find the policy", "nobody says which branch of '\(seen)' is the default one",
        help: "name a policy file by the setting policy.file, or ask the remote: "
          + (try repository.cureOfUnknownDefault(of: seen))))
  }

  /// Whether only pushes come here, and an administrator: in a bare repository, but for one that has a
  /// clone's hooks alone, as one with linked work trees may.
  var isServer: Bool {
    guard repository.isBare, let hook = environment["POLICY_HOOK"],
      let slash = hook.lastIndex(of: "/")
    else { return repository.isBare }
    let folder = hook[...slash]
    func has(_ name: HookName) -> Bool {
      FilePath.isAccessible(Array((folder + name.rawValue).utf8), F_OK)
    }
    return has(.preReceive) || !has(.prePush)
  }
}

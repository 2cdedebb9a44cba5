internal import GitModel
internal import GitStore
internal import PolicyCore

/// `pre-push`: every ref that is about to leave. Arguments: the remote's name and its address.
enum PrePush {
  static func question(_ call: HookCall, in place: Workplace) throws(GitError) -> Question? {
    let lines = try UpdateLine.all(in: try call.input.read(), .pushed)
    guard !lines.isEmpty else { return nil }
    let remotes = try Remotes(of: place.repository, refs: place.refs)
    let usual = try remotes.usual(for: place.headBranch)
    // An address instead of a name: a remote that nothing is known of.
    let target = call.arguments.first.flatMap { remotes.names.contains($0) ? $0 : nil }
    let sources = [target, usual].compactMap { $0 }
    var trees: [NamedTree] = []
    for remote in sources {
      if let tree = try remotes.defaultTree(of: remote) {
        trees = [tree]
        break
      }
    }
    let updates = try lines.updates(.push, by: try place.repository.config("policy.user"))
    let branches = standing(under: updates, sources.map { remotes.branches(of: $0) })
    // Nothing was ever seen there, and it has none of what is pushed: as far as a clone can tell it
    // is empty. A server asks its own refs.
    return Question(
      trees: trees, trustsWorkTree: trees.isEmpty, branches: branches,
      isFirst: branches.isEmpty, updates: updates)
  }

  /// The branches as they stand at the remote: what it says of those that are pushed, what was last
  /// seen of the others; what it was never seen to have, as the usual remote has it.
  private static func standing(under updates: [RefUpdate], _ seen: [[Branch]]) -> [Branch] {
    var names = Set(updates.compactMap(\.branch))
    var found = updates.compactMap { update -> Branch? in
      guard let name = update.branch, let old = update.old else { return nil }
      return Branch(name: name, ref: update.ref, tip: old)
    }
    for branch in seen.joined() where names.insert(branch.name).inserted { found.append(branch) }
    return found
  }
}

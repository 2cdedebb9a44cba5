internal import GitModel
internal import GitStore
internal import PolicyCore

/// `pre-push`: every ref that is about to leave. Arguments: the remote's name and its address.
enum PrePush {
  static func question(_ call: HookCall, in place: Workplace) throws(GitError) -> Question? {
    let lines = try UpdateLine.all(in: try call.input.read(), .pushed)
    guard !lines.isEmpty else { return nil }
    let remotes = try Remotes(of: place.repository, refs: try place.refs)
    let usual = try remotes.usual(for: place.headBranch)
    // An address instead of a name: a remote that nothing is known of.
    let target = call.arguments.first.flatMap { remotes.names.contains($0) ? $0 : nil }
    let sources = [target, usual].compactMap { $0 }
    var updates = try lines.updates(.push, by: try place.repository.config("policy.user"))
    // `git push origin HEAD:main` names what is checked out.
    for (number, line) in lines.enumerated() where line.source.elementsEqual("HEAD".utf8) {
      updates[number].source = place.headBranch
    }
    for number in updates.indices {
      updates[number].isForks = try isForks(updates[number], call, in: place)
    }
    let upstream = try remotes.upstream()
    // An address may be the upstream's own.
    let isFork = target != nil && target != upstream
    let others = isFork ? upstream.map { remotes.branches(of: $0) } ?? [] : []
    var kept: [RefUpdate] = []
    for update in updates where try !isFollowing(update, others, in: place) { kept.append(update) }
    updates = kept
    guard !updates.isEmpty else { return nil }
    let seen = sources.map { remotes.branches(of: $0) }
    let branches = try standing(under: updates, seen, others, in: place)
    let missing = sources.isEmpty ? try remotes.problem() : nil
    // Nothing was ever seen there, and it has none of what is pushed: as far as a clone can tell it
    // is empty. A server asks its own refs.
    return Question(
      policy: try place.trusted(sources, of: remotes), branches: .all(branches),
      isFirst: branches.isEmpty && missing == nil, remote: target ?? "REMOTE", missing: missing,
      updates: updates,
      arrivingPolicy: arriving(with: updates, at: try remotes.defaultNames(of: sources)))
  }

  /// The tree from which policies will be read there once the push has happened; `nil` where that changes
  /// nothing. `names` are the branches that they may be read from, the nearest first.
  private static func arriving(
    with updates: [RefUpdate], at names: [BranchName]
  ) -> NamedTree? {
    for name in names {
      let update = updates.last { $0.branch == name && !$0.isForks }
      if let new = update?.new { return NamedTree(name: "the push", commit: new) }
    }
    return nil
  }

  /// Whether a branch is pushed to the fork that it belongs to.
  private static func isForks(
    _ update: RefUpdate, _ call: HookCall, in place: Workplace
  ) throws(GitError) -> Bool {
    guard call.arguments.count == 2, let source = update.source, update.branch != nil,
      let branch = try ForksBranch(source, in: place)
    else { return false }
    return try branch.isPushed(to: call.arguments[0], call.arguments[1])
  }

  /// Whether a fork's branch merely follows the upstream's of the same name: nothing is new, and it was
  /// judged there. The upstream itself follows nobody.
  private static func isFollowing(
    _ update: RefUpdate, _ others: [Branch], in place: Workplace
  ) throws(GitError) -> Bool {
    guard let new = update.new, update.branch != nil else { return false }
    let tips = others.filter { $0.name == update.branch }.compactMap(\.tip)
    if tips.isEmpty || tips.contains(new) { return !tips.isEmpty }
    return try place.repository.near(tips + [new]) { graph throws(GitError) in
      let commit = try graph.require(new)
      for tip in tips where try graph.isAncestor(commit, of: try graph.require(tip)) { return true }
      return false
    }
  }

  /// The branches as they stand at the remote: what it says of those that are pushed, what was last
  /// seen of the others; what it was never seen to have, as the usual remote has it. Where the
  /// upstream is ahead with a branch, that one's counts: a fork is behind with what nobody pushes there.
  private static func standing(
    under updates: [RefUpdate], _ seen: [[Branch]], _ others: [Branch], in place: Workplace
  ) throws(GitError) -> [Branch] {
    var names = Set(updates.compactMap(\.branch))
    var found = updates.compactMap { update -> Branch? in
      guard let name = update.branch, let old = update.old else { return nil }
      return Branch(name: name, ref: update.ref, tip: old)
    }
    let rivals = Dictionary(grouping: others, by: \.name)
    for branch in seen.joined() where names.insert(branch.name).inserted {
      var newest = branch
      for rival in rivals[branch.name] ?? [] where rival.tip != newest.tip {
        guard let old = newest.tip, let new = rival.tip else { continue }
        let isAhead = try place.repository.near([old, new]) { graph throws(GitError) in
          try graph.isAncestor(try graph.require(old), of: try graph.require(new))
        }
        if isAhead { newest = rival }
      }
      found.append(newest)
    }
    return found
  }
}

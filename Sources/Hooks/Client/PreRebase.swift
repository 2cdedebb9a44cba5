internal import GitModel
internal import GitStore
internal import PolicyCore

/// `pre-rebase`: a branch is about to be written anew on top of another commit. Arguments: the
/// upstream, or `--root` where there is none, and the branch where it is not the one that is checked out.
///
/// What counts is what others have seen: the commits that a remote has of the branch.
enum PreRebase {
  static func question(_ call: HookCall, in place: Workplace) throws(GitError) -> Question? {
    guard let upstream = call.arguments.first else { return nil }
    let branch = call.arguments.dropFirst().first.flatMap { BranchName($0) } ?? place.headBranch
    guard let branch, let ref = RefName(branch: branch), let tip = try place.tip(of: ref) else {
      return nil
    }
    // `git rebase --root` writes every commit anew: what it makes shares none with what stands.
    let rebase = upstream == "--root" ? RefUpdate.Rebase.root : .onto
    let new =
      rebase == .root
      ? try place.repository.propose(parents: [], message: [])
      : try place.repository.commitID(of: upstream)
    let published = try place.published(of: branch, behind: tip)
    guard !published.isEmpty else { return nil }
    return try ClientView(place).question(
      published.map { old in
        var update = RefUpdate(.refChange, of: ref, from: old, to: new)
        update.rebase = rebase
        return update
      })
  }
}

extension Workplace {
  /// The newest commits of a branch that a remote has, too.
  func published(of branch: BranchName, behind tip: ObjectID) throws(GitError) -> [ObjectID] {
    let tracking = try Remotes(of: repository, refs: try refs).trackingTips(of: branch)
    guard !tracking.isEmpty else { return [] }
    return try repository.near([tip] + tracking) { graph throws(GitError) in
      let here = try graph.require(tip)
      var found: Set<ObjectID> = []
      for seen in tracking {
        let bases = try graph.mergeBases(here, try graph.require(seen))
        for base in bases { found.insert(graph.id(of: base)) }
      }
      return found.sorted()
    }
  }
}

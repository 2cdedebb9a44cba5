internal import GitModel

/// A branch of a clone that may not be set back, or written anew, and how work goes on.
///
/// The verdict stands before this is asked: what cannot be read here leaves the cure that harms nobody.
struct SetBack {
  private let update: RefUpdate
  private let old: ObjectID
  private let new: ObjectID
  private let scene: Scene

  init(_ update: RefUpdate, from old: ObjectID, to new: ObjectID, in scene: Scene) {
    (self.update, self.old, self.new, self.scene) = (update, old, new, scene)
  }

  /// An imperative with the literal commands.
  func cure() throws(GitError) -> String {
    let reason = "others have what it drops; "
    if let rebase = update.rebase { return try reason + cure(of: rebase) }
    // What a refused `git commit --amend` was to hold is still there, and staged where it was.
    if isAmended {
      return reason + "make another commit instead: git commit; "
        + "where you gave --all or FILE, with that"
    }
    // Git has changed the index and the files by now, and the branch no more: a commit would take back
    // what stands there. A switch to where they are, and from there, loses nothing.
    let commit = new.hex.prefix(12)
    return reason + "go on from there by another name: git switch -c NAME \(commit); "
      + "for the branch with its files as they were: git switch --detach \(commit) && git switch -; "
      + "where it was git reset --mixed, as it is without an option, before either: git reset"
  }

  /// Whether the last commit is made anew: `git commit --amend`. A commit that stood before may have the
  /// same parents, and a branch is reset to it.
  private var isAmended: Bool {
    guard update.isCommitting else { return false }
    do throws(GitError) {
      return try scene.history.commit(old).parents == scene.history.commit(new).parents
    } catch { return false }
  }

  /// How the branch gets what it was to be rebased onto, or what may be rebased.
  private func cure(of rebase: RefUpdate.Rebase) throws(GitError) -> String {
    guard let name = update.branch else { return "rebase another branch" }
    let branch = Words.shell(name)
    let onto = rebase == .root ? "--root" : try word(for: new)
    if rebase == .onto, takesMerges, lacksNew {
      return "take in what it lacks by a merge: git switch \(branch) && git merge \(onto)"
    }
    let options = "; with the options that you gave"
    if rebase == .onto, let tip = scene.branch(name)?.tip, tip != old {
      return "rebase what nobody has: git rebase \(try word(for: old)) \(branch)\(options)"
    }
    return "rebase a copy: git switch -c NAME \(branch) && git rebase \(onto)\(options)"
  }

  /// Whether the branch takes merges that are made by hand.
  private var takesMerges: Bool {
    guard let protection = scene.kind(in: update)?.protection else { return true }
    return !protection.requireLinearHistory && protection.restrictPushes == nil
  }

  /// Whether the rebase is onto something that the branch does not have.
  private var lacksNew: Bool {
    do throws(GitError) {
      guard let tip = update.branch.flatMap({ scene.branch($0) })?.tip else { return true }
      return try scene.history.near([tip, new]) { graph throws(GitError) in
        try !graph.isAncestor(try graph.require(new), of: try graph.require(tip))
      }
    } catch { return false }
  }

  /// A commit by the branch that stands there: the message of a merge names it.
  private func word(for commit: ObjectID) throws(GitError) -> String {
    let others = scene.branches.filter { $0.name != update.branch }
    let known = scene.branches.filter { $0.name == update.branch }
    let isLongLived = { (branch: Branch) in scene.kind(of: branch.name)?.isLongLived == true }
    for branch in known + others.filter(isLongLived) + others.filter({ !isLongLived($0) }) {
      if let remote = branch.remote, branch.published?.tip == commit {
        return Words.place(of: branch.name, at: remote)
      }
      if branch.tip == commit { return try scene.place(of: branch) }
    }
    return String(commit.hex.prefix(12))
  }
}

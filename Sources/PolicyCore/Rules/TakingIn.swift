internal import GitModel

/// How the head of a pull request gets what its base has, and neither gets where it may not land.
///
/// The verdict stands before this is asked: what cannot be read here leaves the longer way.
struct TakingIn {
  private let update: RefUpdate
  private let base: BranchName
  private let scene: Scene

  init(_ update: RefUpdate, _ base: BranchName, in scene: Scene) {
    (self.update, self.base, self.scene) = (update, base, scene)
  }

  /// What a branch takes in the base by.
  private enum Way {
    /// A merge on the branch itself.
    case merge
    /// A pull request of the base.
    case request
    /// The branch that it is cut from: what that one lacks it must not carry.
    case source(Branch)
    /// Another branch, which is cut from none.
    case copy
  }

  /// An imperative with the literal commands.
  func cure(_ verb: String) throws(GitError) -> String {
    let known = scene.branch(base)
    let fetch = Words.fetch([known].compactMap(\.self), in: scene)
    let place = try known.map { found throws(GitError) in try scene.place(of: found) }
    let merge = "git merge \(place ?? Words.shell(base))"
    let verb = scene.placeOfCure + verb
    // What is checked out may be another.
    guard let head = update.head, !head.isFork, let branch = scene.branch(head.branch)
    else { return "\(verb): \(fetch)\(merge)" }
    switch way(of: branch) {
    case .merge:
      return "\(verb): \(fetch)\(try merging(merge, into: branch))"
    case .request:
      return "\(verb) by a pull request: \(request(to: branch))"
    case .source(let source):
      let verb = "\(verb), '\(source.name)' first"
      let then = try merging(merge, into: branch)
      guard mayBePushed(source) else {
        return "\(verb): \(request(to: source)); once it has landed: \(fetch)\(then)"
      }
      return "\(verb): \(fetch)\(try merging(merge, into: source)) && \(then)"
    case .copy:
      return "\(verb) on a branch of another kind: "
        + (try scene.newBranch(at: branch, doing: merge, for: base)) + "; \(kindOfCopy)"
    }
  }

  private func way(of head: Branch) -> Way {
    guard let kind = scene.kind(of: head.name) else { return .merge }
    if kind.isLongLived {
      guard receives(kind) else { return .copy }
      return mayBePushed(head) ? .merge : .request
    }
    guard let from = kind.from, from != base.text, let source = scene.branch(named: from),
      let sourceKind = scene.kind(of: source.name), !hasBase(source)
    else { return .merge }
    return receives(sourceKind) ? .source(source) : .copy
  }

  /// Whether a long-lived branch takes what stands on the base as it is: one that owes the base what lands
  /// on it is behind it by what nobody has released.
  private func receives(_ kind: Kind) -> Bool {
    scene.kind(of: base)?.into.contains(kind.name) == true && kind.owes?.to != base.text
      && !kind.protection.requireLinearHistory
  }

  /// Whether a merge that is made by hand may be pushed to a long-lived branch.
  private func mayBePushed(_ branch: Branch) -> Bool {
    guard let protection = scene.kind(of: branch.name)?.protection else { return true }
    return protection.restrictPushes == nil && !protection.requireUpToDate
  }

  private func hasBase(_ branch: Branch) -> Bool {
    do throws(GitError) {
      guard let tip = update.old else { return false }
      let commit = try scene.graph().require(tip)
      return try scene.longLived().first { $0.branch == branch }?.holds(commit) == true
    } catch {
      return false
    }
  }

  private func merging(_ merge: String, into branch: Branch) throws(GitError) -> String {
    let word = try scene.word(for: branch.name)
    let push = scene.asWhereCured(branch).remote.map { " && git push \(Words.shell($0)) \(word)" }
    return "\(try scene.checkout(branch)) && \(merge)\(push ?? "")"
  }

  private func request(to branch: Branch) -> String {
    "gh pr create --base \(Words.shell(branch.name)) --head \(Words.shell(base))"
  }

  /// What a branch may be called that carries both.
  private var kindOfCopy: String {
    let kinds = scene.policy.kinds.filter {
      $0.from == nil && !$0.isExact && $0.into.contains(base.text)
    }.map(\.name)
    return kinds.isEmpty
      ? "such a kind has no 'from': branches: {'sync/*': {into: [\(Words.shell(base))]}}"
      : "name it \(Words.list(kinds, "or"))"
  }
}

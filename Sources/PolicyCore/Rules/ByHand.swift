internal import GitModel

/// What was brought to a branch by hand, and how it gets there all the same.
///
/// The verdict stands before this is asked: what cannot be read here leaves the usual cure.
struct ByHand {
  private let update: RefUpdate
  private let scene: Scene
  private let refs: [Ref]
  /// What the commit that is about to be made merges.
  private let sides: ArraySlice<ObjectID>
  /// What has to be pushed before a pull request can be, where the remote has nothing yet.
  private let first: String?

  init(_ update: RefUpdate, in scene: Scene) {
    (self.update, self.scene) = (update, scene)
    do throws(GitError) { refs = try scene.history.refs() } catch { refs = [] }
    do throws(GitError) {
      first = update.moment == .commit ? try scene.firstPush() : nil
    } catch { first = nil }
    guard update.moment == .commit, let new = update.new else {
      sides = []
      return
    }
    do throws(GitError) {
      sides = try scene.history.commit(new).parents.dropFirst()
    } catch { sides = [] }
  }

  /// An imperative with the literal commands.
  var cure: String {
    guard let new = update.new else {
      return "keep it; who may take it away is named by restrict_pushes: {users: [LOGIN]}"
    }
    guard scene.hasRemote || update.moment != .commit else {
      return "there is no remote to open a pull request at; bring it in from a branch: "
        + "\(branching) && \(commit) && git switch \(base) && git merge --ff-only BRANCH\(given)"
    }
    if update.moment == .push, let branch = standing(at: new) { return request(for: branch) }
    if sides.count == 1, let side = sides.first, let branch = standing(at: side) {
      return request(for: branch)
    }
    let steps = [
      branching, update.moment == .commit ? commit : nil, "git push -u \(remote) BRANCH",
      "gh pr create --base \(base)",
    ]
    return opened(steps) + given
  }

  private var base: String {
    update.branch.map(Words.shell) ?? Words.shell(update.ref.text)
  }

  private var remote: String { Words.shell(scene.remote ?? "origin") }

  private func opened(_ steps: [String?]) -> String {
    "open a pull request: " + ([first] + steps).compactMap(\.self).joined(separator: " && ")
  }

  /// What makes a branch of another name. What is staged comes along, and so does a merge, a
  /// cherry-pick or a revert, in the midst of which git-switch(1) refuses.
  private var branching: String {
    guard sides.isEmpty, !update.making.concludesPick else {
      return "git branch BRANCH && git symbolic-ref HEAD refs/heads/BRANCH"
    }
    guard update.moment == .push, let new = update.new else { return "git switch -c BRANCH" }
    // Whatever is checked out.
    return "git switch -c BRANCH \(update.source.map(Words.operand) ?? String(new.hex.prefix(12)))"
  }

  private var commit: String {
    switch update.making.content {
    case .staged: "git commit"
    case .all: "git commit --all"
    case .files: "git commit FILE"
    }
  }

  /// What no hook is told of, and the commit needs again.
  private var given: String {
    guard update.moment == .commit else { return "" }
    var options: [String] = []
    if update.making.content == .all { options += ["--patch", "--include"] }
    if sides.isEmpty, !update.making.concludesPick, isUnpublished { options.append("--amend") }
    return options.isEmpty ? "" : "; where you gave \(Words.list(options, "or")), with that"
  }

  /// Whether the branch stands elsewhere than its remote was last seen with it: then its last commit
  /// can be made anew.
  private var isUnpublished: Bool {
    refs.contains { ref in
      branch(of: ref).map { $0.isAtRemote && $0.name == update.branch } == true
        && ref.commit != update.old
    }
  }

  /// A branch, and whether its remote has it as it stands.
  private typealias Source = (name: BranchName, into: String, isAtRemote: Bool)

  /// The pull request of a branch that is there, at the branch where it may land.
  private func request(for source: Source) -> String {
    let name = Words.shell(source.name)
    return opened([
      sides.isEmpty ? nil : "git merge --abort",
      source.isAtRemote ? nil : "git push -u \(remote) \(name)",
      "gh pr create --base \(Words.shell(source.into)) --head \(name)",
    ])
  }

  /// The branch that stands at a commit and may land: on the one that was pushed to, or else, where it is
  /// cut from another, somewhere.
  private func standing(at commit: ObjectID) -> Source? {
    let found = refs.compactMap { ref in ref.commit == commit ? branch(of: ref) : nil }
      .filter { $0.name != update.branch }
    let atRemote = Set(found.filter(\.isAtRemote).map(\.name))
    let names = [update.source].compactMap(\.self) + found.map(\.name).sorted()
    let sources = names.filter { name in found.contains { $0.name == name } }
      .compactMap { name -> Source? in
        let into = scene.landingPlaces(of: RefUpdate.Head(branch: name)).into
        let wanted = into.first { update.branch?.text == $0 }
        guard let place = wanted ?? (isTopic(name) ? into.first : nil) else { return nil }
        return (name, place, atRemote.contains(name))
      }
    let wanted = sources.filter { update.branch?.text == $0.into }
    return wanted.first { !isTopic($0.name) } ?? wanted.first ?? sources.first
  }

  private func isTopic(_ name: BranchName) -> Bool { scene.kind(of: name)?.isTopic == true }

  /// The branch that a ref stands for, and whether that is its remote's.
  private func branch(of ref: Ref) -> (name: BranchName, isAtRemote: Bool)? {
    if let name = ref.name.branch { return (name, scene.side == .server) }
    guard ref.target == nil else { return nil }
    return ref.name.branch(ofRemote: scene.remote ?? "origin").map { ($0, true) }
  }
}

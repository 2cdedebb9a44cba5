internal import GitModel

/// The commands of a cure, for where its branches are: here, at a remote, or both.
extension Scene {
  /// What a clone calls the repository in which something is judged, where that is mended in a clone:
  /// nothing is checked out on a server, and nothing in a bare repository.
  var remoteOfCures: String? {
    switch side {
    case .server: remote ?? "origin"
    case .audit where history.isBare: "origin"
    case .audit, .clone: nil
    }
  }

  /// Begins a cure that cannot be typed where the finding is read. Who pushes reads it in a clone.
  var placeOfCure: String { side != .server && remoteOfCures != nil ? "in a clone of it: " : "" }

  /// The branch as it stands where it is mended.
  func asWhereCured(_ branch: Branch) -> Branch {
    guard side == .audit, let remote = remoteOfCures,
      let ref = RefName(bytes: Array("refs/remotes/\(remote)/".utf8) + branch.name.bytes)
    else { return branch }
    return Branch(name: branch.name, ref: ref, tip: branch.tip)
  }

  /// A branch as a command that rewrites or merges takes it, though a tag has its name.
  func place(of branch: Branch) throws(GitError) -> String {
    if remoteOfCures != nil { return Words.place(of: branch, in: self) }
    guard branch.isAtRemote, let remote = branch.remote else { return try word(for: branch.name) }
    return try word(Array("\(remote)/".utf8) + branch.name.bytes, in: "remotes/")
  }

  /// A branch of this repository as git-push(1) takes it, though a tag has its name.
  func word(for branch: BranchName) throws(GitError) -> String {
    try word(branch.bytes, in: "heads/")
  }

  private func word(_ name: [UInt8], in folder: String) throws(GitError) -> String {
    Words.shell(try hasTag(name) ? Array(folder.utf8) + name : name)
  }

  private func hasTag(_ name: [UInt8]) throws(GitError) -> Bool {
    try refs()[Array("refs/tags/".utf8) + name] != nil
  }

  /// What checks a branch out, made where it is not here and brought forward where its remote has more.
  func checkout(_ branch: Branch) throws(GitError) -> String {
    let (name, branch) = (Words.shell(branch.name), asWhereCured(branch))
    guard let remote = branch.remote, branch.isAtRemote else { return "git switch \(name)" }
    // Of two remotes that have it git-switch(1) chooses none, and of a tag and a remote's branch the tag.
    let isHere = try refs()[Array("refs/heads/".utf8) + branch.name.bytes] != nil
    let elsewhere = try refs().countOfRemotes(having: branch.name)
    let isAmbiguous = try elsewhere > 1 ? true : hasTag(branch.name.bytes)
    if !isHere, isAmbiguous {
      return "git switch -c \(name) --track \(try place(of: branch))"
    }
    return "git switch \(name) && git pull --ff-only \(Words.shell(remote)) \(name)"
  }

  /// The branch of the clone from which a push takes what it brings: on a server, which is not told, the
  /// one of the same name. `nil` where it is none: `git push origin HEAD~1:main`.
  func source(of update: RefUpdate) -> BranchName? {
    update.source ?? (update.moment == .push && side == .clone ? nil : update.branch)
  }

  /// A rebase of a branch: of the remote's where only that is here, and published anew where a remote has
  /// it and lets it be rewritten.
  func rebase(
    _ arguments: String, of name: BranchName, in update: RefUpdate
  ) throws(GitError) -> String {
    let command = "git rebase \(arguments)"
    if update.moment == .push {
      guard let source = source(of: update) else {
        return "\(command) \(update.new?.hex.prefix(12) ?? "COMMIT"); then push HEAD"
      }
      return "\(command) \(Words.shell(source))"
    }
    let (checkout, publishing) = try rewriting(name, in: update)
    guard let checkout else { return "\(command) \(Words.shell(name))\(publishing)" }
    return "\(checkout) && \(command)\(publishing)"
  }

  /// What comes before a command that rewrites a branch, `nil` where nothing has to, and what follows it.
  func rewriting(
    _ name: BranchName, in update: RefUpdate
  ) throws(GitError) -> (checkout: String?, publishing: String) {
    guard [.standing, .pullRequest].contains(update.moment), update.head?.isFork != true,
      let branch = branch(name).map(asWhereCured), let remote = branch.remote
    else { return (nil, "") }
    let words = (remote: Words.shell(remote), name: Words.shell(name))
    let checkout: String
    if branch.ref.branch == nil {
      checkout = try self.checkout(branch)
    } else {
      // A fetch renews the lease: what others have pushed since is dropped where it is not here.
      checkout =
        "git switch \(words.name) && git pull --rebase=merges \(words.remote) \(words.name)"
    }
    guard kind(of: name)?.allowsForcePushes ?? true else { return (checkout, "") }
    return (
      checkout, " && git push --force-with-lease \(words.remote) \(try word(for: name))"
    )
  }

  /// What gives a branch another name: here, or at the remote where only that is here.
  func rename(_ name: BranchName, to other: String, in update: RefUpdate) -> String {
    guard [.standing, .pullRequest].contains(update.moment), update.head?.isFork != true,
      update.head != nil || update.ref.branch == nil, let branch = branch(name),
      branch.ref.branch == nil, let remote = branch.remote
    else { return "git branch -m \(Words.operand(name)) \(Words.shell(other))" }
    let there = Array("\(remote)/".utf8) + name.bytes
    // Not onto a branch that others made, and not without what others have pushed since.
    let leases = [Array("\(other):".utf8), name.bytes + Array(":".utf8) + there].map { lease in
      "--force-with-lease=" + Words.shell(lease)
    }
    return "git push --atomic \(leases.joined(separator: " ")) \(Words.shell(remote)) "
      + "\(Words.shell(there)):refs/heads/\(Words.shell(other)) "
      + Words.shell(Array(":".utf8) + name.bytes)
  }

  /// What makes a branch of another name where one stands, and opens its pull request.
  func newBranch(
    at branch: Branch, doing step: String? = nil, for base: BranchName
  ) throws(GitError) -> String {
    // One that followed the other would be pushed to it.
    let tracking = asWhereCured(branch).isAtRemote ? "--no-track " : ""
    let start = "git switch -c NAME \(tracking)\(try place(of: branch))"
    let pushing = remoteOfCures ?? asWhereCured(branch).remote ?? (hasRemote ? remote : nil)
    let steps = pushing.map { remote in
      ["git push -u \(Words.shell(remote)) NAME", "gh pr create --base \(Words.shell(base))"]
    }
    return Words.fetch([branch], in: self)
      + ([start] + [step].compactMap(\.self) + (steps ?? [])).joined(separator: " && ")
  }

  /// What makes a long-lived branch that is missing, where another stands.
  func creation(
    of name: String, at branch: Branch?, in update: RefUpdate
  ) throws(GitError) -> String {
    if update.moment == .push, hasRemote || remoteOfCures != nil {
      // Pushes are judged by what the remote has.
      let start = try branch.map { found throws(GitError) in try place(of: found) } ?? "COMMIT"
      return "git push \(Words.shell(remoteOfCures ?? remote ?? "origin")) "
        + "\(start):refs/heads/\(Words.shell(name))"
    }
    guard let branch else { return "git branch \(Words.shell(name)) COMMIT" }
    // One that followed the other would be pulled from it.
    let tracking = branch.isAtRemote ? "--no-track " : ""
    // Where nothing is checked out a branch can be made all the same.
    let isHere = side == .audit && remoteOfCures != nil && branch.ref.branch != nil
    let start = try isHere ? word(for: branch.name) : place(of: branch)
    return "git branch \(tracking)\(Words.shell(name)) \(start)"
  }

  /// What brings a remote that has nothing yet the branches that stay, each from where the first of them
  /// stands if it is not here; `nil` where a remote was seen to have something, or none of them is here.
  func firstPush() throws(GitError) -> String? {
    guard side == .clone, hasRemote else { return nil }
    let refs = try history.refs()
    guard !refs.contains(where: { $0.name.hasPrefix("refs/remotes/") }) else { return nil }
    let names = policy.longLived.compactMap { BranchName($0.name) }
    let here = Set(refs.compactMap(\.name.branch)).intersection(names)
    guard let first = names.first(where: here.contains) else { return nil }
    let start = try word(for: first)
    let words = try names.map { name throws(GitError) in
      here.contains(name) ? try word(for: name) : "\(start):\(Words.shell(name))"
    }
    return (["git push", Words.shell(remote ?? "origin")] + words).joined(separator: " ")
  }

  /// The default branch, for a cure: where nobody knows it, the cure names none.
  var knownDefault: Branch? {
    if case .known(let branch) = defaultBranch { branch } else { nil }
  }
}

internal import CLibrary
public import GitModel

/// Whether a branch that is not here is known not to exist.
extension Repository {
  /// Whether a branch that is not among the refs can be known not to exist: not in a shallow clone, and
  /// not where nothing proves that every branch of the remotes was asked for. The setting
  /// `policy.complete` says so in place of a proof.
  public func hasEveryBranch() throws(GitError) -> Bool {
    guard try shallowCommits().isEmpty else { return false }
    if try flag("policy.complete") == true { return true }
    for remote in try fetchedRemotes() where try !isMirrored(remote) {
      guard try asksForEveryBranch(of: remote) else { return false }
      if try isCloneOfEveryBranch(of: remote) { continue }
      guard try hasFetchedEveryBranch(of: remote) else { return false }
    }
    return true
  }

  /// What brings every branch here, so that `hasEveryBranch()` knows it.
  public func cureOfMissingBranches() throws(GitError) -> String {
    let remotes = try fetchedRemotes()
    let names = remotes.map { quoted($0) }
    var commands: [String] = []
    for (remote, name) in zip(remotes, names) where try !asksForEveryBranch(of: remote) {
      // A bare clone has no refspec that git-remote(1) could replace.
      let hasNone = try fetchPatterns(of: remote).isEmpty
      commands.append(
        hasNone
          ? "git config \(quoted("remote.\(remote).fetch")) "
            + quoted("+refs/heads/*:refs/remotes/\(remote)/*")
          : "git remote set-branches \(name) '*'")
    }
    let isShallow = try isShallow()
    let git = try "git " + settingToProve(remotes)
    if isShallow {
      commands.append(([git + "fetch --unshallow"] + names.prefix(1)).joined(separator: " "))
    }
    if names.count > 1 {
      commands.append(git + "fetch --all")
    } else if !isShallow {
      commands.append(git + "fetch \(names.first ?? "REMOTE")")
    }
    return "fetch every branch: \(commands.joined(separator: " && "))"
      + (isShallow ? " (in CI: fetch-depth: 0)" : "")
      + "; where that was done, say so: git config policy.complete true"
  }

  /// What tells which branch of a remote is its default one, where its branches are known otherwise:
  /// git-remote(1), `set-head`, takes none that is not here.
  public func cureOfUnknownDefault(of remote: String) throws(GitError) -> String {
    let name = quoted(remote)
    let every =
      try asksForEveryBranch(of: remote)
      ? "" : " " + quoted("+refs/heads/*:refs/remotes/\(remote)/*")
    return "git fetch \(name)\(every) && git remote set-head \(name) --auto"
  }

  /// What brings a remote's branch here, of which the refspecs may leave it out.
  public func cure(ofUnfetched branch: BranchName, of remote: String) throws(GitError) -> String {
    let name = quoted(remote)
    let fetch = "git fetch \(name)"
    guard remotes().contains(remote), try !asksForEveryBranch(of: remote) else { return fetch }
    let isAsked = try fetchPatterns(of: remote).contains { pattern in
      pattern.drop { $0 == "+" }.prefix { $0 != ":" } == "refs/heads/\(branch.text)"
    }
    return isAsked
      ? fetch : "git remote set-branches --add \(name) \(quoted(branch.text)) && \(fetch)"
  }

  /// Whether the repository is a mirror of a remote, which has that one's refs in place of its own.
  public func isMirror() throws(GitError) -> Bool {
    for remote in remotes() where try isMirrored(remote) { return true }
    return false
  }

  /// What lets a fetch prove that a remote has one branch only: the branch that is checked out is not to
  /// be merged with it, or `FETCH_HEAD` looks as after a fetch of that one branch.
  private func settingToProve(_ remotes: [String]) throws(GitError) -> String {
    guard let head = try head()?.branch, try config("branch.\(head.text).merge") != nil else {
      return ""
    }
    let refs = try refs()
    let hasLoneBranch = remotes.contains { remote in
      refs.count { $0.name.hasPrefix("refs/remotes/\(remote)/") } < 2
    }
    return hasLoneBranch ? "-c \(quoted("branch.\(head).remote"))=. " : ""
  }

  /// The remotes but those that are only pushed to: git-remote(1), `--mirror=push`.
  private func fetchedRemotes() throws(GitError) -> [String] {
    var found: [String] = []
    for remote in remotes() {
      let isPushedTo = try flag("remote.\(remote).mirror") == true
      let patterns = try fetchPatterns(of: remote)
      if !isPushedTo || !patterns.isEmpty { found.append(remote) }
    }
    return found
  }

  /// Whether the repository has the remote's branches as its own: git-clone(1), `--mirror`.
  private func isMirrored(_ remote: String) throws(GitError) -> Bool {
    guard isBare, try flag("remote.\(remote).mirror") == true else { return false }
    return try asksForEveryBranch(of: remote)
  }

  /// Whether the refspecs leave no branch out.
  private func asksForEveryBranch(of remote: String) throws(GitError) -> Bool {
    let patterns = try fetchPatterns(of: remote)
    return !patterns.contains { $0.hasPrefix("^") }
      && patterns.contains { pattern in
        let source = pattern.drop { $0 == "+" }.prefix { $0 != ":" }
        return source == "refs/heads/*" || source == "refs/*"
      }
  }

  /// Whether `git clone` brought every branch, as it notes in the reflog of the remote's `HEAD`. A clone
  /// of one branch notes so, too, and its refspec may have been changed since then. More than one branch
  /// that nothing but the clone has made, or a configuration that nobody has touched, tell them apart.
  private func isCloneOfEveryBranch(of remote: String) throws(GitError) -> Bool {
    let prefix = "refs/remotes/\(remote)/"
    let log = commonDirectory + "logs/\(prefix)HEAD"
    guard let entries = try MappedFile.ifThere(log, "read reflog")?.lines,
      let first = entries.first, String(decoding: first, as: UTF8.self).contains("\tclone: from "),
      !["false", "no", "off", "0"].contains(try config("core.logallrefupdates")?.lowercased())
    else { return false }
    var cloned = 0
    for ref in try refs() where ref.name.hasPrefix(prefix) {
      if try !isMadeLater(ref.name) { cloned += 1 }
    }
    guard cloned < 2 else { return true }
    // `git clone` writes the configuration a moment after the reflog, and the index after that.
    guard entries.count == 1, let noted = modified(log),
      let configured = modified(commonDirectory + "config"),
      let checkedOut = modified(gitDirectory + "index")
    else { return false }
    return configured.seconds - noted.seconds <= 2 && configured <= checkedOut
  }

  /// Whether a fetch or a push made a ref: its reflog begins with nothing. The refs that a clone brings
  /// have none before they move.
  private func isMadeLater(_ ref: RefName) throws(GitError) -> Bool {
    guard let path = String(validating: ref.bytes, as: UTF8.self) else { return true }
    let log = try MappedFile.ifThere(commonDirectory + "logs/\(path)", "read reflog")
    return log?.lines.first?.prefix(40).allSatisfy { $0 == UInt8(ascii: "0") } ?? false
  }

  /// Whether the last fetch took what the refspecs list, as they are now. It marks the branches
  /// `not-for-merge` in `FETCH_HEAD`, but for the one that is to be merged; a fetch of branches by their
  /// names marks none (git-fetch(1)). A configuration that was written later may have had other refspecs.
  private func hasFetchedEveryBranch(of remote: String) throws(GitError) -> Bool {
    let path = gitDirectory + "FETCH_HEAD"
    guard let list = try MappedFile.ifThere(path, "read FETCH_HEAD"),
      let fetched = modified(path), let configured = modified(commonDirectory + "config"),
      configured < fetched
    else { return false }
    let address = remotes().count > 1 ? try address(of: remote) : nil
    let branches = list.lines.map { String(decoding: $0, as: UTF8.self) }.filter { line in
      line.contains("\tbranch '") && (address.map { line.hasSuffix("' of \($0)") } ?? true)
    }
    let named = branches.count { !$0.contains("\tnot-for-merge\t") }
    return named <= 1 && named < branches.count
  }

  /// A remote's address as `FETCH_HEAD` has it.
  private func address(of remote: String) throws(GitError) -> String {
    var address = try configuration.values("remote.\(remote).url").first ?? remote
    while address.hasSuffix("/") { address.removeLast() }
    return address.hasSuffix(".git") ? String(address.dropLast(4)) : address
  }

  private func modified(_ path: String) -> FileTime? { FileTime(ofFile: path) }
}

/// When a file was last written.
private struct FileTime: Comparable {
  let seconds: Int
  let nanoseconds: Int

  /// `nil` where there is no file.
  init?(ofFile path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    (seconds, nanoseconds) = (facts.modified.tv_sec, facts.modified.tv_nsec)
  }

  static func < (left: FileTime, right: FileTime) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

extension MappedFile {
  fileprivate var lines: [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }
}

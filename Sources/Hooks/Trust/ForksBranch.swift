internal import GitModel
internal import GitStore
internal import Programs

/// A branch of which a clone says that it is another repository's than the one that the policy is about:
/// `gh pr checkout` leaves one for a fork's pull request, and so does whoever sets
/// `branch.<name>.pushRemote` by hand.
///
/// It is a setting, and anybody sets it: so it opens no way to the remote that counts, by whatever
/// name or address. Of two addresses that only may be the same one's, this one takes them to be.
struct ForksBranch {
  private let remotes: Remotes
  private let environment: [String: String]
  /// The remote that counts.
  private let upstream: String
  /// What the branch is pushed to, a name or an address; the upstream where nobody may push to it.
  private let home: String

  /// What a clone says of a branch; `nil` where it is the clone's own.
  init?(_ branch: BranchName, in place: Workplace) throws(GitError) {
    func setting(_ name: String) throws(GitError) -> String? {
      try place.repository.config("branch.\(branch.text).\(name)")
    }
    var named = try setting("pushremote")
    if named == nil { named = try setting("remote") }
    guard let home = named, home != "." else { return nil }
    remotes = try Remotes(of: place.repository, refs: try place.refs)
    guard let upstream = try remotes.upstream() else { return nil }
    (self.home, self.upstream, environment) = (home, upstream, place.environment)
    // What only its author may push to is followed by the pull request's own ref.
    if try setting("merge")?.hasPrefix("refs/pull/") == true { return }
    guard home != upstream, try places(of: home).isDisjoint(with: places(of: upstream)) else {
      return nil
    }
  }

  /// Whether a push goes to where the branch belongs, and not to the remote that counts: a remote's name
  /// or its address, and the address.
  func isPushed(to name: String, _ address: String) throws(GitError) -> Bool {
    let target = RemotePlace(address)
    guard try !places(of: upstream).contains(target) else { return false }
    if name == home { return true }
    return try places(of: home).contains(target)
  }

  /// Where a remote is fetched from and pushed to, by git's settings for addresses: git-remote(1),
  /// git-config(1), `url.<base>.insteadOf`.
  private func places(of remote: String) throws(GitError) -> Set<RemotePlace> {
    let (fetched, pushed) = (["get-url", "--all", remote], ["get-url", "--push", "--all", remote])
    let isNamed = remotes.names.contains(remote)
    var places: Set<RemotePlace> = []
    for arguments in isNamed
      ? [["remote"] + fetched, ["remote"] + pushed] : [["ls-remote", "--get-url", remote]]
    {
      for line in try GitProgram.lines(arguments, environment) { places.insert(RemotePlace(line)) }
    }
    return places
  }
}

/// Where a repository is, as far as every address of it says the same: the last two parts of its path.
/// On a forge these are the owner and the name.
struct RemotePlace: Hashable {
  private let parts: [String]

  init(_ address: String) {
    var path = address[...]
    var isLocal = !address.prefix { $0 != "/" }.contains(":")
    if let scheme = address.firstRange(of: "://") {
      isLocal = address[..<scheme.lowerBound] == "file"
      path = path[scheme.upperBound...]
    }
    if isLocal {
      // As git looks for it: git-clone(1), "GIT URLS".
      let found =
        FilePath.resolved(Array(path.utf8)) ?? FilePath.resolved(Array("\(path).git".utf8))
      path = found.map { String(decoding: $0, as: UTF8.self)[...] } ?? path
    }
    var parts = path.split { $0 == "/" || $0 == ":" }.map { part in
      (part.split(separator: "@").last.map(String.init) ?? "").lowercased()
    }
    if parts.last == ".git" { parts.removeLast() }
    if let name = parts.popLast() {
      parts.append(name.hasSuffix(".git") ? String(name.dropLast(4)) : name)
    }
    self.parts = parts.suffix(2)
  }
}

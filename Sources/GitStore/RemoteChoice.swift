public import GitModel

/// The remote whose branches count where nobody names one.
public struct RemoteChoice: Equatable, Sendable {
  /// Its name; `nil` where there is none, or where nothing tells which.
  public let name: String?
  /// The remotes among which nothing tells; empty where one counts, or none.
  public let rivals: [String]

  /// Why it cannot be known which remote counts; `nil` where it can.
  public func problem(help: String) -> GitError? {
    guard let last = rivals.last else { return nil }
    let names = rivals.dropLast().map { "'\($0)'" }.joined(separator: ", ")
    return GitError(
      .notTold, "choose a remote",
      "the remotes \(names) and '\(last)' have branches, and nothing says whose count", help: help)
  }

  /// What settles it for good: git-config(1), `checkout.defaultRemote`.
  public static let cure = "git config checkout.defaultRemote NAME"
}

extension Repository {
  /// The remote that `policy.upstream` or `gh repo set-default` names, else the one that
  /// `checkout.defaultRemote` prefers, else `upstream` (docs.github.com, "Configuring a remote
  /// repository for a fork": what forks call the team's), else `origin`, else the only one, else the
  /// only one that was ever fetched from, else the one that the branch of a usual name follows, as
  /// `git clone --origin` leaves it. An `upstream` that was never fetched counts for nothing, an
  /// `origin` only where no other was. `remote.pushDefault` says nothing: it names a fork. Throws where
  /// `policy.upstream` names no remote.
  public func remoteChoice(among refs: [Ref]) throws(GitError) -> RemoteChoice {
    let names = remotes()
    if let named = try namedUpstream(among: names) { return RemoteChoice(name: named, rivals: []) }
    if let preferred = try config("checkout.defaultremote"), names.contains(preferred) {
      return RemoteChoice(name: preferred, rivals: [])
    }
    if names.count < 2 { return RemoteChoice(name: names.first, rivals: []) }
    let fetched = names.filter { name in refs.contains { $0.name.branch(ofRemote: name) != nil } }
    if fetched.contains("upstream") { return RemoteChoice(name: "upstream", rivals: []) }
    if names.contains("origin"), fetched.isEmpty || fetched.contains("origin") {
      return RemoteChoice(name: "origin", rivals: [])
    }
    if fetched.count < 2 { return RemoteChoice(name: fetched.first, rivals: []) }
    for branch in BranchName.usualDefaults {
      guard let followed = try config("branch.\(branch).remote"), fetched.contains(followed) else {
        continue
      }
      return RemoteChoice(name: followed, rivals: [])
    }
    return RemoteChoice(name: nil, rivals: fetched)
  }

  /// The remote whose branches the others follow, where somebody has said so: by the setting
  /// `policy.upstream`, or by `gh repo set-default`.
  private func namedUpstream(among names: [String]) throws(GitError) -> String? {
    if let named = try config("policy.upstream") {
      guard names.contains(named) else {
        throw GitError(
          .notTold, "choose a remote",
          "the setting 'policy.upstream' names '\(named)', and there is no such remote",
          help: "name one: git config policy.upstream REMOTE (git remote lists them)")
      }
      return named
    }
    for name in names where try config("remote.\(name).gh-resolved") == "base" { return name }
    return nil
  }
}

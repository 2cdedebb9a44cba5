internal import GitModel

/// The few words that several rules say.
public enum Words {
  /// `1 commit`, `2 commits`.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A span of seconds in its largest whole unit: `45 days`, `4 hours`.
  static func span(_ seconds: Int64) -> String {
    let units: [(Int64, String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
    for (unit, name) in units where seconds >= unit {
      return count(Int(clamping: seconds / unit), name)
    }
    return count(Int(clamping: seconds), "second")
  }

  /// `a`, `a and b`, `a, b and c`.
  package static func list(_ items: [String], _ conjunction: String = "and") -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "nothing" }
    return "\(items.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
  }

  /// A branch as a command that rewrites or merges takes it: the remote's, so that nothing stale is
  /// taken, where it stands there as it does here.
  static func place(of branch: Branch, in scene: Scene) -> String {
    // Whoever pushed knows a server's branches as its remote's; those of its own may be stale.
    if let remote = scene.remoteOfCures { return place(of: branch.name, at: remote) }
    guard branch.isAtRemote, let remote = branch.remote else { return shell(branch.name) }
    return place(of: branch.name, at: remote)
  }

  /// A remote's branch, as it was last fetched.
  static func place(of branch: BranchName, at remote: String) -> String {
    shell(Array("\(remote)/".utf8) + branch.bytes)
  }

  /// What brings the remotes' branches up to date before a command names them: `git fetch origin && `.
  static func fetch(_ branches: [Branch], in scene: Scene) -> String {
    var remotes = Set(branches.filter(\.isAtRemote).compactMap(\.remote))
    if let remote = scene.remoteOfCures { remotes = [remote] }
    return remotes.sorted().map { "git fetch \(shell($0)) && " }.joined()
  }
}

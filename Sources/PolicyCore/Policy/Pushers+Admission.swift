internal import GitModel

extension Protection.Pushers {
  /// Whether somebody is among these. Throws where nobody said who it is, and where only the forge
  /// knows; `key` is the policy's key under which these are listed.
  func admit(_ actor: String?, key: String) throws(GitError) -> Bool {
    if users.isEmpty, teams.isEmpty { return false }
    guard let actor else {
      throw GitError(
        .notTold, "tell who pushes", "nobody said who pushes",
        help:
          "say who pushes: policy audit --actor LOGIN; in a clone git config policy.user LOGIN; "
          + "on a server git config policy.pusherVariable NAME")
    }
    if users.contains(where: { $0.lowercased() == actor.lowercased() }) { return true }
    guard teams.isEmpty else {
      throw GitError(
        .notTold, "tell who pushes",
        "only the forge knows whether '\(actor)' is in the team \(Words.list(teams, "or"))",
        help: "list the login under \(key): {users: [\(actor)]}")
    }
    return false
  }
}

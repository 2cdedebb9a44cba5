internal import GitModel

extension Protection.Pushers {
  /// Whether somebody is among these. Throws where nobody said who it is, and where only the forge
  /// knows; `key` is the policy's key under which these are listed, and `side` where that can
  /// be said.
  func admit(_ actor: String?, key: String, on side: Scene.Side) throws(GitError) -> Bool {
    if users.isEmpty, teams.isEmpty { return false }
    guard let actor else {
      throw GitError(
        .notTold, "tell who pushes", "nobody said who pushes",
        help: Self.introduction(on: side))
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

  /// What says who pushes.
  private static func introduction(on side: Scene.Side) -> String {
    switch side {
    case .clone: "say who you are: git config policy.user LOGIN"
    case .server:
      "on the server, say which variable names who pushes: git config policy.pusherVariable NAME"
    case .audit: "say who pushed: policy audit --actor LOGIN"
    }
  }
}

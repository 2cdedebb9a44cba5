internal import GitModel
internal import GitStore

/// Who pushes, as the server's software tells a hook.
enum Pusher {
  /// The variables that are asked in turn: a web server (RFC 3875, 4.1.11), GitLab, Gitea and
  /// Forgejo, gitolite.
  static let variables = ["REMOTE_USER", "GL_USERNAME", "GITEA_PUSHER_NAME", "GL_USER"]

  /// The login; `nil` where nobody says. The configuration's `policy.pusherVariable` names the only
  /// variable that counts.
  static func name(in place: Workplace) throws(GitError) -> String? {
    let named = try place.repository.config("policy.pushervariable")
    return (named.map { [$0] } ?? variables).lazy.compactMap { place.environment[$0] }
      .first { !$0.isEmpty }
  }
}

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
    if let named = try place.repository.config("policy.pushervariable") {
      return ProcessEnvironment.text(named).flatMap { $0.isEmpty ? nil : $0 }
    }
    return variables.lazy.compactMap { place.environment[$0] }.first { !$0.isEmpty }
  }
}

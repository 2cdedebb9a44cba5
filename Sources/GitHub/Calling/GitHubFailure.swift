internal import Reports

/// Why GitHub gave no answer that could be used. A judgement that needed it is unknown.
public struct GitHubFailure: Error, Hashable, Sendable {
  /// The known causes, each with a cure of its own.
  public enum Cause: Hashable, Sendable {
    /// `gh` is not on PATH, or does not start.
    case missingProgram
    /// This system has no room for a program: no memory, no descriptor, a full disk.
    case noRoom
    /// `gh` has no token for the host, or one that the server does not take.
    case loggedOut
    /// The server could not be reached.
    case unreachable
    /// No answer came in time.
    case timedOut
    /// The token may not see it: HTTP 403.
    case forbidden
    /// There is no such thing, or the token may not know of it: HTTP 404.
    case notFound
    /// Too many calls were made, and waiting takes longer than it may: HTTP 403 or 429 with headers
    /// that say so (docs.github.com, "Rate limits for the REST API").
    case rateLimited
    /// The server refuses the call as it is: HTTP 400, 409, 410, 422.
    case refused
    /// The server is in trouble: HTTP 500 and above; or the question was too large for it.
    case server
    /// An answer that is no answer to the call: cut off, not JSON, or without what was asked for.
    case malformed
  }

  /// Which of them it is.
  public let cause: Cause
  /// What was being done: `read the checks of 3 commits`.
  public let operation: String
  /// The HTTP status, where there was one.
  public let status: Int?
  /// What went wrong, in lower case, in the server's words where it has some.
  public let message: String
  /// What would mend it.
  public let help: String

  /// Whether every other call would fail just so.
  public var isFinal: Bool {
    [.missingProgram, .noRoom, .loggedOut, .unreachable, .timedOut, .rateLimited].contains(cause)
  }

  /// Whether the call may have been made all the same: the answer was lost, or is not understood.
  public var mayBeDone: Bool {
    [.unreachable, .timedOut, .server, .malformed].contains(cause)
  }

  /// Whether GitHub has told that it has no such branch: what it answers with a status may be hidden.
  var isMissingBranch: Bool { cause == .notFound && status == nil }

  /// A failure of a call at a host.
  init(
    _ cause: Cause, _ operation: String, status: Int? = nil, _ message: String,
    host: String, help: String? = nil, hiding tokens: [String] = []
  ) {
    (self.cause, self.operation, self.status) = (cause, operation, status)
    self.message = Secrets.hidden(in: Escaped.text(message), tokens)
    self.help = help ?? cause.cure(host: host)
  }
}

extension GitHubFailure.Cause {
  /// What makes this cause go away.
  func cure(host: String) -> String {
    switch self {
    case .missingProgram: "install gh (https://cli.github.com), or put it on PATH"
    case .noRoom: "make room on this system: df -h /tmp, ulimit -a; then run policy again"
    case .loggedOut:
      "log in: gh auth login --hostname \(host); in GitHub Actions set the variable "
        + "GH_TOKEN: ${{ github.token }}"
    case .unreachable: "see whether the server answers: gh api --hostname \(host) rate_limit"
    case .timedOut:
      "see whether the server answers: gh api --hostname \(host) rate_limit; then run policy again"
    case .forbidden:
      "let the token read what is asked; in GitHub Actions: permissions: {contents: read, "
        + "checks: read, statuses: read, pull-requests: read, deployments: read}"
    case .notFound: "see whether the token may read the repository: gh repo view"
    case .rateLimited: "run policy again later; see gh api --hostname \(host) rate_limit"
    case .refused: "see what the server says; if the call is wrong, report a bug in policy"
    case .server: "run policy again later; see https://www.githubstatus.com"
    case .malformed: "run policy again; if it stays, report a bug in policy"
    }
  }
}

/// What must not be shown: tokens, and passwords in addresses.
package enum Secrets {
  /// How GitHub's tokens begin: docs.github.com, "About authentication to GitHub", token formats.
  private static let beginnings = ["github_pat_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_"]

  /// The variables in which gh takes a token: gh-environment(1).
  static let variables = [
    "GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN",
  ]

  /// Whether a text holds a token, or a user's name in an address, which may be one.
  static func isIn(_ text: String, _ tokens: [String] = []) -> Bool {
    hidden(in: text, tokens) != text
  }

  /// Whether a text holds a token, also one that gh takes from this environment.
  package static func isIn(_ text: String, environment: [String: String]) -> Bool {
    isIn(text, variables.compactMap { environment[$0] })
  }

  /// The text with every token, and what stands before the host of an address, replaced: these tokens,
  /// whatever they look like, and what looks like one.
  package static func hidden(in text: String, _ tokens: [String] = []) -> String {
    // A word of a few letters is no token, and would tear the text apart.
    var result = tokens.filter { $0.utf8.count >= 8 }.reduce(withoutUsers(text)) {
      $0.replacing($1, with: "***")
    }
    for beginning in beginnings {
      var from = result.startIndex
      while let start = result[from...].firstRange(of: beginning) {
        let end = result[start.upperBound...].firstIndex { !isOfToken($0) } ?? result.endIndex
        let offset = result.distance(from: result.startIndex, to: start.lowerBound)
        result.replaceSubrange(start.lowerBound..<end, with: "***")
        from = result.index(result.startIndex, offsetBy: offset + 3)
      }
    }
    return result
  }

  /// `https://alice:secret@host/` as `https://***@host/`: a user's name may be a token, too.
  private static func withoutUsers(_ text: String) -> String {
    var (result, rest) = ("", text[...])
    while let mark = rest.firstRange(of: "://") {
      result += rest[..<mark.upperBound]
      rest = rest[mark.upperBound...]
      let end = rest.firstIndex { "/'\" \t\n".contains($0) } ?? rest.endIndex
      if let at = rest[..<end].lastIndex(of: "@") {
        result += "***"
        rest = rest[at...]
      }
    }
    return result + rest
  }

  private static func isOfToken(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }
}

public import Reports

/// One call of GitHub's API, as a value that can be shown before it is made.
public struct GitHubCall: Sendable {
  /// What is done with what the path names.
  public enum Method: String, Sendable {
    /// Reads.
    case get = "GET"
    /// Makes, or asks GraphQL.
    case post = "POST"
    /// Puts in the place of what is there.
    case put = "PUT"
    /// Changes a part.
    case patch = "PATCH"
    /// Takes away.
    case delete = "DELETE"
  }

  /// The verb.
  public let method: Method
  /// The path without a leading slash, with its query: `repos/acme/shop/activity?per_page=100`.
  public let path: String
  /// What is sent along, as JSON.
  public let body: JSONValue?
  /// What it is made for, for people: `read the checks of 3 commits`.
  public let why: String
  /// Whether it changes nothing, so that it may be made again.
  public let isRead: Bool

  /// A call from its parts.
  public init(_ method: Method, _ path: String, body: JSONValue? = nil, why: String) {
    (self.method, self.path, self.body, self.why) = (method, path, body, why)
    isRead = method == .get
  }

  /// A question in GraphQL: docs.github.com/graphql.
  public static func query(
    _ document: String, _ variables: [(String, JSONValue)], why: String
  ) -> GitHubCall {
    GitHubCall(
      question: ["query": .string(document), "variables": .object(variables)], why: why)
  }

  private init(question: JSONValue, why: String) {
    (method, path, body, self.why) = (.post, "graphql", question, why)
    isRead = true
  }

  /// The arguments for `gh`. Headers say what is expected: gh 2.23 sends an empty `Accept` and names
  /// no version.
  public func arguments(host: String) -> [String] {
    let headers = ["Accept: application/vnd.github+json", "X-GitHub-Api-Version: 2022-11-28"]
    return ["api", "--hostname", host, "--method", method.rawValue]
      + headers.flatMap { ["--header", $0] } + (body == nil ? [] : ["--input", "-"]) + [path]
  }

  /// The call as lines of a POSIX shell script: why as a comment, the command, the body as its input.
  public func script(host: String) -> String {
    let words = ["gh"] + arguments(host: host)
    let command = words.map(Self.shellWord).joined(separator: " ")
    let comment = "# " + Escaped.text(why)
    guard let body else { return comment + "\n" + command + "\n" }
    // JSON without a newline inside: no line of it can be the end mark.
    return comment + "\n" + command + " <<'JSON'\n"
      + String(decoding: body.line, as: UTF8.self) + "JSON\n"
  }

  /// A word of a POSIX shell that means just this.
  static func shellWord(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./=,%".utf8.contains(byte)
      }
    }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
  }
}

extension [GitHubCall] {
  /// A script of the calls for any POSIX shell, which stops at the first one that fails; nothing where
  /// there is none.
  public func script(host: String) -> String {
    // In a shell of its own: a script that is pasted must not end the one that it is pasted into.
    isEmpty ? "" : "(\nset -eu\n" + map { $0.script(host: host) }.joined() + ")\n"
  }
}

extension GitHubCall {
  /// Whether it reads or writes what only administrators may: docs.github.com/rest/authentication/
  /// permissions-required-for-fine-grained-personal-access-tokens, "Administration" and "Secrets".
  var needsAdministration: Bool {
    let parts = path.split(separator: "?").first.map { $0.split(separator: "/") } ?? []
    guard parts.count > 3, parts[0] == "repos" else { return false }
    return parts.contains("protection")
      || ["rulesets", "environments", "actions"].contains(parts[3])
  }
}

extension GitHubRepository {
  /// A path below the repository, each part percent-encoded: a branch `release/1.0` is one part.
  /// A `query` follows behind a question mark.
  public func path(_ parts: String..., query: [(String, String)] = []) -> String {
    path(parts, query: query)
  }

  /// A path below the repository, from a list of its parts.
  func path(_ parts: [String], query: [(String, String)] = []) -> String {
    let path = (["repos", owner, name] + parts).map(Self.encoded).joined(separator: "/")
    let pairs = query.map { Self.encoded($0.0) + "=" + Self.encoded($0.1) }
    return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
  }

  /// The path of one page of a team's members.
  static func path(ofTeam slug: String, in organization: String, page: Int) -> String {
    (["orgs", organization, "teams", slug, "members"].map(encoded)).joined(separator: "/")
      + "?per_page=100&page=\(page)"
  }

  /// RFC 3986, section 2: everything but the unreserved characters as `%NN`.
  static func encoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += byte < 16 ? "%0" + digits : "%" + digits
      }
    }
  }
}

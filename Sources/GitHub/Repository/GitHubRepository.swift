/// A repository on github.com or on a GitHub server of somebody's own.
public struct GitHubRepository: Hashable, Sendable {
  /// The host as `gh --hostname` takes it: `github.com`, in lower case.
  public let host: String
  /// The user or organization.
  public let owner: String
  /// The repository's name, without `.git`.
  public let name: String

  /// A repository from its parts; `nil` where one of them cannot be one.
  public init?(host: String, owner: String, name: String) {
    let host = host.lowercased()
    guard Self.isHost(host), Self.isName(owner), Self.isName(name) else { return nil }
    (self.host, self.owner, self.name) = (host, owner, name)
  }

  /// The repository that a remote's address names; `nil` for a path, and for an address that does not
  /// consist of a host, an owner and a name.
  ///
  /// All forms of git-fetch(1), "Git URLs": `https://host/owner/name.git`, `ssh://git@host:22/…`,
  /// `git@host:owner/name`. Whether the host is a GitHub server at all is not in the address.
  public init?(address: String) {
    guard let (host, path) = Self.split(address) else { return nil }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.last == "" { parts.removeLast() }
    if parts.first == "" { parts.removeFirst() }
    guard parts.count == 2 else { return nil }
    let name = parts[1].hasSuffix(".git") ? String(parts[1].dropLast(4)) : parts[1]
    self.init(host: Self.usual[host] ?? host, owner: parts[0], name: name)
  }

  /// `owner/name`.
  public var fullName: String { "\(owner)/\(name)" }

  /// Names of github.com that its users meet: docs.github.com, "Using SSH over the HTTPS port".
  private static let usual = ["www.github.com": "github.com", "ssh.github.com": "github.com"]

  /// The host, in lower case and without user and port, and the path.
  private static func split(_ address: String) -> (host: String, path: String)? {
    if let scheme = address.firstRange(of: "://") {
      let known = ["https", "http", "ssh", "git", "git+ssh", "ssh+git"]
      guard known.contains(address[..<scheme.lowerBound].lowercased()) else { return nil }
      let rest = address[scheme.upperBound...]
      guard let slash = rest.firstIndex(of: "/") else { return nil }
      var host = rest[..<slash]
      if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
      if let colon = host.lastIndex(of: ":") {
        guard host[host.index(after: colon)...].allSatisfy(\.isNumber) else { return nil }
        host = host[..<colon]
      }
      return (host.lowercased(), String(rest[slash...]))
    }
    // A slash before the first colon makes it a path.
    guard let colon = address.firstIndex(of: ":"), !address[..<colon].contains("/") else {
      return nil
    }
    let host = address[..<colon].split(separator: "@", omittingEmptySubsequences: false).last
    return host.map { ($0.lowercased(), String(address[address.index(after: colon)...])) }
  }

  private static func isHost(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1
      && parts.allSatisfy { part in
        !part.isEmpty && part.first != "-"
          && part.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
      }
  }

  /// Letters, digits, `-`, `_` and `.`: what GitHub makes of every other character.
  private static func isName(_ text: String) -> Bool {
    !["", ".", ".."].contains(text)
      && text.utf8.allSatisfy { isAlphanumeric($0) || "-_.".utf8.contains($0) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

extension GitHubRepository: CustomStringConvertible {
  /// `host/owner/name`.
  public var description: String { "\(host)/\(fullName)" }

  /// The repository of a description; `nil` where it is none.
  init?(described text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { return nil }
    self.init(host: parts[0], owner: parts[1], name: parts[2])
  }

  /// Whether it is the same to GitHub, which does not tell letters apart by case.
  func isSame(as other: GitHubRepository) -> Bool {
    description.lowercased() == other.description.lowercased()
  }
}

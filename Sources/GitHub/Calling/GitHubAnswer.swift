internal import PolicyCore

/// What the server answered: `gh api --include` prints the status line, the headers, an empty line
/// and the body.
public struct GitHubAnswer: Sendable {
  /// The HTTP status.
  public let status: Int
  /// The headers, by name in lower case.
  public let headers: [String: String]
  /// The body; nothing where there is none.
  public let body: [UInt8]

  /// Whether gh found errors in the answer to a query, or the end of the answer missing.
  let isFlawed: Bool

  /// An answer as gh printed it before it ended with `status`; `nil` where that is not one.
  init?(printed bytes: [UInt8], endingWith end: Int32) {
    var lines = HeaderLines(bytes)
    // `HTTP/1.1 200 OK`, `HTTP/2.0 403 Forbidden`.
    guard let words = lines.next()?.split(separator: " "), words.count >= 2,
      words[0].hasPrefix("HTTP/"), words[1].utf8.count == 3, let status = Int(words[1]),
      (100...599).contains(status)
    else { return nil }
    var headers: [String: String] = [:]
    while true {
      guard let line = lines.next() else { return nil }
      if line.isEmpty { break }
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop(while: { $0 == " " })
      headers[line[..<colon].lowercased()] = String(value)
    }
    (self.status, self.headers, body) = (status, headers, lines.rest)
    // Every other status ends gh with 1.
    isFlawed = end != 0 && (200...299).contains(status)
  }

  /// Whether the server did what it was asked.
  public var isSuccess: Bool { (200...299).contains(status) }

  /// The address behind `rel="next"` in the header `Link` (RFC 8288); `nil` on the last page.
  public var nextPage: String? {
    for link in (headers["link"] ?? "").split(separator: ",") {
      let parts = link.split(separator: ";").map { $0.trimmed }
      guard let target = parts.first, target.hasPrefix("<"), target.hasSuffix(">"),
        parts.dropFirst().contains(#"rel="next""#)
      else { continue }
      return String(target.dropFirst().dropLast())
    }
    return nil
  }
}

/// The lines before a body, without their ends.
private struct HeaderLines {
  private var remaining: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { remaining = bytes[...] }

  var rest: [UInt8] { Array(remaining) }

  /// The next line; `nil` where none ends.
  mutating func next() -> String? {
    guard let end = remaining.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    var line = remaining[..<end]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    remaining = remaining[remaining.index(after: end)...]
    return String(decoding: line, as: UTF8.self)
  }
}

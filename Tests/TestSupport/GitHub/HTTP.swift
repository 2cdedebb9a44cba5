/// A request as the server got it.
public struct HTTPRequest: Codable, Sendable {
  /// `GET`, `POST` …
  public let method: String
  /// The path without the query.
  public let path: String
  /// The query's pairs, decoded.
  public let query: [String: String]
  /// The headers, by name in lower case.
  public let headers: [String: String]
  /// The body, put together from its chunks.
  public let body: [UInt8]

  /// A request from its bytes; `nil` while it is not complete.
  init?(_ bytes: [UInt8]) {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(
      "\r\n" as Character)
    let words = lines[0].components(" ")
    guard words.count == 3 else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].dropSpaces
    }
    let rest = bytes[end.upperBound...]
    if headers["transfer-encoding"] == "chunked" {
      guard let body = Self.unchunked(rest) else { return nil }
      self.body = body
    } else {
      let length = headers["content-length"].flatMap { Int($0) } ?? 0
      guard rest.count >= length else { return nil }
      body = Array(rest.prefix(length))
    }
    method = words[0]
    self.headers = headers
    let parts = words[1].components("?")
    path = parts[0]
    query = (parts.count > 1 ? parts[1].components("&") : []).reduce(into: [:]) { query, pair in
      let sides = pair.components("=").map(Self.decoded)
      query[sides[0]] = sides.count > 1 ? sides[1] : ""
    }
  }

  /// The parts of the path, decoded.
  public var parts: [String] { path.components("/").dropFirst().map(Self.decoded) }

  /// RFC 9112, section 7.1: what gh sends of its standard input.
  private static func unchunked(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var (rest, body) = (bytes, [UInt8]())
    let lineEnd = Array("\r\n".utf8)
    while let end = rest.firstRange(of: lineEnd) {
      let digits = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
      guard let size = Int(digits, radix: 16) else { return nil }
      rest = rest[end.upperBound...]
      guard rest.count >= size + 2 else { return nil }
      if size == 0 { return body }
      body += rest.prefix(size)
      rest = rest.dropFirst(size + 2)
    }
    return nil
  }

  private static func decoded(_ text: String) -> String {
    var (bytes, rest) = ([UInt8](), Array(text.utf8)[...])
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// An answer to a request.
public struct HTTPReply: Sendable {
  /// The status.
  public var status: Int
  /// Headers besides those that say how long the body is.
  public var headers: [String: String]
  /// The body.
  public var body: [UInt8]

  /// An answer from its parts.
  public init(_ status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  /// An answer in JSON.
  public init(_ status: Int, headers: [String: String] = [:], _ json: JSON) {
    var all = headers
    all["Content-Type"] = "application/json; charset=utf-8"
    self.init(status, headers: all, body: json.bytes)
  }

  /// A refusal in GitHub's form.
  public static func refusal(
    _ status: Int, _ message: String, headers: [String: String] = [:]
  ) -> HTTPReply {
    HTTPReply(
      status, headers: headers,
      .object([
        "message": .string(message),
        "documentation_url": .string("https://docs.github.com/rest"),
      ]))
  }

  private static let reasons = [
    200: "OK", 201: "Created", 204: "No Content", 401: "Unauthorized", 403: "Forbidden",
    404: "Not Found",
    422: "Unprocessable Entity", 429: "Too Many Requests", 500: "Internal Server Error",
    502: "Bad Gateway",
  ]

  /// The bytes on the line.
  func bytes() -> [UInt8] {
    var head = "HTTP/1.1 \(status) \(Self.reasons[status] ?? "Other")\r\n"
    head += "Content-Length: \(body.count)\r\nConnection: close\r\n"
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
    return Array((head + "\r\n").utf8) + body
  }
}

extension StringProtocol {
  /// The parts between separators, empty ones too.
  func components(_ separator: Character) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
  }

  fileprivate var dropSpaces: String { String(drop { $0 == " " }) }
}

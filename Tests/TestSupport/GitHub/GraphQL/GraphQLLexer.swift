/// What GraphQL text consists of: spec.graphql.org/October2021, section 2.1.
struct GraphQLToken: Equatable {
  enum Kind: Equatable {
    case name, number, text, mark, end
  }

  let kind: Kind
  /// The token; of a string, what it says.
  let text: String
  let line: Int
  let column: Int
}

/// A text that GraphQL's grammar does not know, in the server's words.
struct GraphQLSyntaxError: Error {
  let message: String
  let line: Int
  let column: Int

  init(expected: String, actual token: GraphQLToken) {
    let actual = token.kind == .end ? "end of file" : "\(token.kind) (\"\(token.text)\")"
    message = "Expected \(expected), actual: \(actual) at [\(token.line), \(token.column)]"
    (line, column) = (token.line, token.column)
  }
}

/// Reads tokens one by one.
struct GraphQLLexer {
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private var lineStart = 0
  private(set) var next = GraphQLToken(kind: .end, text: "", line: 1, column: 1)

  init(_ text: String) throws(GraphQLSyntaxError) {
    bytes = Array(text.utf8)
    next = try scan()
  }

  /// Takes the next token.
  mutating func take() throws(GraphQLSyntaxError) -> GraphQLToken {
    let token = next
    next = try scan()
    return token
  }

  /// Takes the next token where it is this mark or keyword.
  mutating func take(ifIs text: String) throws(GraphQLSyntaxError) -> Bool {
    guard next.text == text, next.kind == .mark || next.kind == .name else { return false }
    _ = try take()
    return true
  }

  /// Takes this mark or keyword, and nothing else.
  mutating func expect(_ text: String) throws(GraphQLSyntaxError) {
    guard try take(ifIs: text) else {
      throw GraphQLSyntaxError(expected: "\"\(text)\"", actual: next)
    }
  }

  /// Takes a name.
  mutating func name() throws(GraphQLSyntaxError) -> GraphQLToken {
    guard next.kind == .name else { throw GraphQLSyntaxError(expected: "NAME", actual: next) }
    return try take()
  }

  private mutating func scan() throws(GraphQLSyntaxError) -> GraphQLToken {
    skip()
    let column = place - lineStart + 1
    func token(_ kind: GraphQLToken.Kind, _ text: String) -> GraphQLToken {
      GraphQLToken(kind: kind, text: text, line: line, column: column)
    }
    guard place < bytes.count else { return token(.end, "") }
    let start = place
    switch bytes[place] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      advance { Self.isName($0) }
      return token(.name, text(start, place))
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      place += 1
      advance { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      return token(.number, text(start, place))
    case UInt8(ascii: "\""):
      place += 1
      advance { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\n") }
      let said = text(start + 1, place)
      guard place < bytes.count, bytes[place] != UInt8(ascii: "\n"), !said.contains("\\") else {
        throw GraphQLSyntaxError(expected: "a string without escapes", actual: token(.text, said))
      }
      place += 1
      return token(.text, said)
    case UInt8(ascii: ".") where text(place, place + 3) == "...":
      place += 3
      return token(.mark, "...")
    case let byte where "{}()[]:!$=|&@".utf8.contains(byte):
      place += 1
      return token(.mark, text(start, place))
    default:
      throw GraphQLSyntaxError(expected: "a token", actual: token(.mark, text(start, start + 1)))
    }
  }

  private mutating func skip() {
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\n"):
        line += 1
        lineStart = place + 1
      case UInt8(ascii: "#"):
        advance { $0 != UInt8(ascii: "\n") }
        continue
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: ","): break
      default: return
      }
      place += 1
    }
  }

  private mutating func advance(while isPart: (UInt8) -> Bool) {
    while place < bytes.count, isPart(bytes[place]) { place += 1 }
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<min(end, bytes.count)], as: UTF8.self)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// One pattern of a `CODEOWNERS` file: gitignore(5) without negation and without classes.
///
/// Sources: docs.github.com, "About code owners", "CODEOWNERS syntax"; gitignore(5), "Pattern format".
/// Like Git it takes patterns and paths for bytes, and `?` for one of them.
struct CodeOwnersPattern: Sendable, Equatable {
  /// Why a pattern is none.
  struct Refusal: Error {
    /// What is wrong: lower case, without a period at the end.
    let message: String
  }

  private let expression: Pattern

  /// Compiles a pattern. Throws where GitHub cannot read it.
  init(_ text: [UInt8]) throws(Refusal) {
    if text.first == UInt8(ascii: "!") {
      throw Refusal(message: "'!' does not take a pattern back here")
    }
    if text.contains(UInt8(ascii: "[")) {
      throw Refusal(message: "'[…]' is no class of characters here")
    }
    if text.isEmpty || text.allSatisfy({ $0 == UInt8(ascii: "/") }) {
      throw Refusal(message: "the pattern names nothing")
    }
    let expression = try Self.expression(text)
    do throws(PatternError) {
      self.expression = try Pattern(expression)
    } catch {
      throw Refusal(message: "the pattern does not compile: \(error.message)")
    }
  }

  /// Whether the pattern names the file, or a folder that it is in.
  func matches(_ path: [UInt8]) -> Bool { expression.matches(Array(Self.text(path).utf8)) }

  /// Bytes as text with a character for each.
  private static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
    return String(text)
  }

  private static func expression(_ text: [UInt8]) throws(Refusal) -> String {
    let slash = UInt8(ascii: "/")
    var body = text[...]
    let isFolder = body.last == slash
    if isFolder { body.removeLast() }
    // A slash that does not stand at the end ties the pattern to the top.
    let isTied = body.contains(slash)
    if body.first == slash { body.removeFirst() }
    // "`docs/*` will match files like `docs/getting-started.md` but not further nested files"
    let isFlat = !isFolder && body.count > 1 && body.suffix(2).elementsEqual("/*".utf8)
    var expression = isTied ? "(?s)^" : "(?s)^(?:.*/)?"
    var isAtStart = true
    while let byte = body.popFirst() {
      switch byte {
      case UInt8(ascii: "*"):
        let stars = body.prefix { $0 == byte }.count + 1
        if stars > 2 { throw Refusal(message: "'***' is no pattern") }
        body.removeFirst(stars - 1)
        // Between slashes two stars are any folders; anywhere else they are as one.
        if stars == 2, isAtStart, body.first == slash {
          body.removeFirst()
          expression += "(?:.*/)?"
          continue
        }
        let isRest = stars == 2 && isAtStart && body.isEmpty
        expression += isRest ? ".+" : "[^/]*"
      case UInt8(ascii: "?"): expression += "[^/]"
      case UInt8(ascii: "\\"):
        guard let next = body.popFirst() else { throw Refusal(message: "a '\\' ends the pattern") }
        expression += escaped(next)
      default: expression += escaped(byte)
      }
      isAtStart = byte == slash
    }
    return expression + (isFolder ? "/.*$" : isFlat ? "$" : "(?:/.*)?$")
  }

  /// A byte that stands for itself.
  private static func escaped(_ byte: UInt8) -> String {
    let isWord =
      byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "/")
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    if isWord { return text([byte]) }
    return "\\x{\(String(byte, radix: 16))}"
  }
}

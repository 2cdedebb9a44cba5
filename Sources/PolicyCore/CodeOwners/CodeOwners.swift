/// Who owns which paths: a `CODEOWNERS` file as GitHub reads it.
///
/// Source: docs.github.com, "About code owners". The last line whose pattern matches a path decides;
/// one without owners takes the path out of everybody's hands. Lines that GitHub cannot read are
/// passed over, and reported.
public struct CodeOwners: Sendable, Equatable {
  /// The places where GitHub looks for the file, in its order: the first that is there counts.
  public static let places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"]
  /// A larger file does not count.
  public static let mostBytes = 3 << 20

  /// One line: who owns what its pattern matches.
  public struct Line: Sendable, Equatable {
    /// The number, from 1.
    public let number: Int
    /// The pattern as the file has it.
    public let text: String
    /// The owners: `@user`, `@org/team` or an address.
    public let owners: [String]
    let pattern: Pattern
  }

  /// A line that GitHub passes over.
  public struct Problem: Sendable, Hashable {
    /// The number, from 1.
    public let line: Int
    /// What is wrong: lower case, without a period at the end.
    public let message: String
  }

  /// The lines that count, in the order of the file.
  public private(set) var lines: [Line] = []
  /// The lines that do not.
  public private(set) var problems: [Problem] = []

  /// Reads a file.
  public init(_ bytes: [UInt8]) {
    for (place, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      let text = String(decoding: line, as: UTF8.self)
      let words = Self.words(of: text)
      guard let pattern = words.first else { continue }
      do throws(Refusal) {
        let owners = Array(words.dropFirst())
        if let stranger = owners.first(where: { !Self.isOwner($0) }) {
          throw Refusal(message: "'\(stranger)' is neither @user, @org/team nor an address")
        }
        lines.append(
          Line(
            number: place + 1, text: pattern, owners: owners, pattern: try Self.pattern(pattern)))
      } catch {
        problems.append(Problem(line: place + 1, message: error.message))
      }
    }
  }

  /// The line that decides who owns a path; `nil` where none matches.
  public func line(for path: [UInt8]) -> Line? { lines.last { $0.pattern.matches(path) } }

  /// The owners of a path; empty where nobody owns it.
  public func owners(of path: [UInt8]) -> [String] { line(for: path)?.owners ?? [] }

  private struct Refusal: Error {
    let message: String
  }

  /// The words of a line up to a comment; a space behind a backslash belongs to its word.
  private static func words(of line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var rest = line.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "#", word.isEmpty { break }
      if scalar == "\\", rest.first == " " || rest.first == "#" {
        // A backslash does not turn `#` at the front into a pattern.
        if rest.first == "#", words.isEmpty, word.isEmpty { return [] }
        if let next = rest.popFirst() { word.unicodeScalars.append(next) }
      } else if scalar.properties.isWhitespace {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  private static func isOwner(_ word: String) -> Bool {
    if word.hasPrefix("@") {
      let parts = word.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty }
    }
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
  }

  /// A pattern as gitignore(5) has it, without negation and without classes.
  private static func pattern(_ text: String) throws(Refusal) -> Pattern {
    if text.hasPrefix("!") { throw Refusal(message: "'!' does not take a pattern back here") }
    if text.contains("[") { throw Refusal(message: "'[…]' is no class of characters here") }
    var body = text[...]
    // A slash that does not stand at the end ties the pattern to the top.
    let isTied = body.dropLast(body.hasSuffix("/") ? 1 : 0).contains("/")
    if body.hasPrefix("/") { body = body.dropFirst() }
    guard !body.isEmpty else { throw Refusal(message: "the pattern names nothing") }
    var expression = isTied || text == "*" ? "^" : "^(?:.*/)?"
    // What a pattern names may be a folder, with all that is in it; `/*` names what is in one alone.
    let tail: String
    if body.hasSuffix("/") {
      body = body.dropLast()
      tail = "/.*"
    } else {
      tail = body.hasSuffix("/*") ? "" : "(?:/.*)?"
    }
    while let character = body.popFirst() {
      switch character {
      case "*" where body.hasPrefix("*/"):
        expression += "(?:.*/)?"
        body = body.dropFirst(2)
      case "*" where body.first == "*":
        expression += ".*"
        body = body.dropFirst()
      case "*": expression += "[^/]*"
      case "?": expression += "[^/]"
      default: expression += Pattern.escaped(String(character))
      }
    }
    do throws(PatternError) {
      return try Pattern("(?s)" + expression + tail + "$")
    } catch {
      throw Refusal(message: "the pattern does not compile: \(error.message)")
    }
  }
}

extension Pattern {
  /// A text of which every character stands for itself.
  fileprivate static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar)
        ? "\\\(scalar)" : "\(scalar)"
    }.joined()
  }
}

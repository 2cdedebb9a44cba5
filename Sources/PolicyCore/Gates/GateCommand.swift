/// Parts a command line into the words that a POSIX shell would make of it, and expands nothing.
///
/// Source: POSIX.1-2017, Shell Command Language, 2.2 (Quoting) and 2.3 (Token Recognition). What only
/// a shell can do is refused, not passed on as if it were text.
public enum GateCommand {
  /// Why a command line is no list of words.
  public struct Failure: Error, Equatable {
    /// What is wrong.
    public let message: String
    /// The cure.
    public let help: String
  }

  private static let quoteIt = "put it in quotes, or let a shell do it: sh -c '…'"
  private static let operators = Set<Unicode.Scalar>(["|", "&", ";", "<", ">", "(", ")", "\n"])
  private static let expansions = Set<Unicode.Scalar>(["$", "`", "*", "?", "["])

  /// The program and its arguments.
  public static func words(_ line: String) throws(Failure) -> [String] {
    var scanner = Scanner(line)
    while let character = scanner.next() { try scanner.take(character) }
    let words = scanner.finished()
    try check(words, in: line)
    return words
  }

  /// Throws where the words are no command.
  public static func check(_ words: [String], in line: String) throws(Failure) {
    guard let program = words.first, !program.isEmpty else {
      throw Failure(message: "the command names no program", help: "write the program first")
    }
    guard !words.contains(where: { $0.utf8.contains(0) }) else {
      throw Failure(message: "the command holds a NUL", help: "remove it")
    }
    let name = program.prefix { $0 != "=" }
    if name.count < program.count, !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == "_" }) {
      throw Failure(
        message: "the command begins with the assignment '\(name)=', which only a shell knows",
        help: "write: env \(line)")
    }
  }

  private struct Scanner {
    // Scalars, as a shell reads: '|' is an operator whatever mark follows it, '\r\n' no one character.
    private var rest: Substring.UnicodeScalarView
    private var words: [String] = []
    private var word: String?

    init(_ line: String) { rest = line[...].unicodeScalars }

    mutating func next() -> Unicode.Scalar? { rest.popFirst() }

    mutating func finished() -> [String] {
      if let word { words.append(word) }
      word = nil
      return words
    }

    mutating func take(_ character: Unicode.Scalar) throws(Failure) {
      switch character {
      case " ", "\t": words = finished()
      case "'": try single()
      case "\"": try double()
      case "\\": try escaped()
      case _ where operators.contains(character):
        let shown = character == "\n" ? "line break" : "'\(character)'"
        throw Failure(
          message: "the command holds the shell operator \(shown)",
          help: "no shell reads it; put it in quotes, or call one: sh -c '…'")
      case _ where expansions.contains(character):
        throw Failure(
          message: "the command holds '\(character)', which only a shell expands", help: quoteIt)
      case "~" where word == nil:
        throw Failure(message: "the command holds '~', which only a shell expands", help: quoteIt)
      case "#" where word == nil:
        throw Failure(message: "the command holds a comment", help: "put '#' in quotes")
      default: append(character)
      }
    }

    private mutating func append(_ character: Unicode.Scalar) {
      word = word ?? ""
      word?.unicodeScalars.append(character)
    }

    private mutating func single() throws(Failure) {
      word = word ?? ""
      while let character = next() {
        if character == "'" { return }
        append(character)
      }
      throw Failure(message: "a quote ' is not closed", help: "close it")
    }

    private mutating func double() throws(Failure) {
      word = word ?? ""
      while let character = next() {
        switch character {
        case "\"": return
        case "$", "`":
          throw Failure(
            message: "the command holds '\(character)' between \"…\", which only a shell expands",
            help: "write it between '…', or let a shell do it: sh -c '…'")
        case "\\":
          guard let escaped = next() else { break }
          if escaped == "\n" { continue }
          if !"$`\"\\".unicodeScalars.contains(escaped) { append("\\") }
          append(escaped)
        default: append(character)
        }
      }
      throw Failure(message: "a quote \" is not closed", help: "close it")
    }

    private mutating func escaped() throws(Failure) {
      guard let character = next() else {
        throw Failure(message: "the command ends with '\\'", help: "remove it, or write '\\\\'")
      }
      if character != "\n" { append(character) }
    }
  }
}

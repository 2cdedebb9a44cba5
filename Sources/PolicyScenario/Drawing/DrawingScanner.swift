/// A word of a drawing.
struct DrawingWord: Equatable, Sendable {
  let text: String
  /// Whether it stood in quotes: then it is a name or a message, never a keyword.
  let isQuoted: Bool
  let place: DrawingError.Place
}

/// Splits a drawing's text into statements, and these into words.
///
/// `,` is always a word of its own; so are `:` at the end of a word, and `(` and `)` around it.
struct DrawingScanner {
  private var words: [DrawingWord] = []
  private var statements: [[DrawingWord]] = []
  private var pending = ""
  private var start = DrawingError.Place(line: 1, column: 1)
  private var place = DrawingError.Place(line: 1, column: 1)

  static func statements(in text: String) throws(DrawingError) -> [[DrawingWord]] {
    var scanner = DrawingScanner()
    try scanner.scan(text)
    return scanner.statements
  }

  private mutating func scan(_ text: String) throws(DrawingError) {
    var characters = text.makeIterator()
    while let character = characters.next() {
      switch character {
      case "\"" where pending.isEmpty: try quoted(&characters)
      case ";", "\n", "\r\n": endStatement()
      case " ", "\t": endWord()
      case ",":
        endWord()
        words.append(DrawingWord(text: ",", isQuoted: false, place: place))
      default:
        if pending.isEmpty { start = place }
        pending.append(character)
      }
      advance(over: character)
    }
    endStatement()
  }

  private mutating func quoted(_ characters: inout String.Iterator) throws(DrawingError) {
    let opening = place
    var text = ""
    advance(over: "\"")
    while true {
      guard let character = characters.next() else {
        throw DrawingError("a quote without its end", at: opening)
      }
      if character == "\"" { break }
      advance(over: character)
      guard character == "\\" else {
        text.append(character)
        continue
      }
      switch characters.next() {
      case "n": text.append("\n")
      case let escaped? where "\\\"".contains(escaped): text.append(escaped)
      default: throw DrawingError("a lone '\\' in quotes", at: place)
      }
      advance(over: "n")
    }
    // The caller counts the closing quote.
    words.append(DrawingWord(text: text, isQuoted: true, place: opening))
  }

  private mutating func advance(over character: Character) {
    place =
      character == "\n"
      ? .init(line: place.line + 1, column: 1)
      : .init(line: place.line, column: place.column + 1)
  }

  private mutating func endWord() {
    guard !pending.isEmpty else { return }
    var text = pending[...]
    var behind: [String] = []
    func word(_ text: some StringProtocol) -> DrawingWord {
      DrawingWord(text: String(text), isQuoted: false, place: start)
    }
    if text.first == "(", text.count > 1 {
      words.append(word("("))
      text.removeFirst()
    }
    while let last = text.last, last == ":" || last == ")", text.count > 1 {
      behind.insert(String(last), at: 0)
      text.removeLast()
    }
    words.append(word(text))
    words += behind.map { word($0) }
    pending = ""
  }

  private mutating func endStatement() {
    endWord()
    if !words.isEmpty { statements.append(words) }
    words = []
  }
}

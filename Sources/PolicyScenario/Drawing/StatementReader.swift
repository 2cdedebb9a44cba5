/// Takes one statement's words in order, and says what it wanted where they are others.
struct StatementReader {
  private let words: [DrawingWord]
  private var next = 0

  init(_ words: [DrawingWord]) { self.words = words }

  /// The place of the next word, or of the last where there is no other.
  var place: DrawingError.Place {
    words[min(next, words.count - 1)].place
  }

  var isAtEnd: Bool { next == words.count }

  /// Whether the second word is this keyword.
  func follows(_ keyword: String) -> Bool {
    words.count > 1 && !words[1].isQuoted && words[1].text == keyword
  }

  /// Takes the next word if it is this keyword or sign.
  mutating func take(_ keyword: String) -> Bool {
    guard next < words.count, !words[next].isQuoted, words[next].text == keyword else {
      return false
    }
    next += 1
    return true
  }

  mutating func expect(_ keyword: String) throws(DrawingError) {
    guard take(keyword) else { throw wanted("'\(keyword)'") }
  }

  /// The next word, whatever it is.
  mutating func word(_ what: String) throws(DrawingError) -> DrawingWord {
    guard next < words.count else { throw wanted(what) }
    next += 1
    return words[next - 1]
  }

  /// One or more words with commas between them.
  mutating func list(_ what: String) throws(DrawingError) -> [DrawingWord] {
    var result = [try word(what)]
    while take(",") { result.append(try word(what)) }
    return result
  }

  mutating func number(_ what: String) throws(DrawingError) -> Int64 {
    let word = try word(what)
    guard let number = Int64(word.text), abs(number) <= 100_000 else {
      throw DrawingError("\(what) is a number up to 100000, not '\(word.text)'", at: word.place)
    }
    return number
  }

  func end() throws(DrawingError) {
    guard isAtEnd else { throw wanted("the end of the statement") }
  }

  /// An error that names what should stand where the reader is.
  func wanted(_ what: String) -> DrawingError {
    let found = next < words.count ? "'\(words[next].text)'" : "the end of the statement"
    return DrawingError("\(what) should stand here, not \(found)", at: place)
  }
}

/// A part of a line for people that is broken by rules of its own.
enum LinePart {
  /// A word that is no part of a command.
  case word(LineWord)
  /// A command that people are told to run.
  case command([LineWord])

  /// What the commands begin with that people are told to run.
  private static let programs = ["git", "policy", "gh", "rm", "mv", "chmod"]

  /// The parts of a line. A command begins behind a colon, and goes on to `;`, `,` or a parenthesis.
  static func all(in line: String) -> [LinePart] {
    var parts: [LinePart] = []
    var command: [LineWord] = []
    var isBehindColon = false
    var rest = line.unicodeScalars[...]
    while let start = rest.firstIndex(where: { $0 != " " }) {
      let gap = rest.distance(from: rest.startIndex, to: start)
      rest = rest[start...]
      if rest.first == "(", !command.isEmpty { end(&command, of: &parts) }
      let isProgram = isBehindColon && programs.contains(String(rest.prefix { $0 != " " }))
      let isCommand = !command.isEmpty || isProgram
      let end = Self.end(ofWord: rest, inCommand: isCommand)
      let word = LineWord(gap: gap, text: String(rest[..<end]))
      rest = rest[end...]
      isBehindColon = word.text.hasSuffix(":")
      if isCommand { command.append(word) } else { parts.append(.word(word)) }
      if [";", ","].contains(where: word.text.hasSuffix) { Self.end(&command, of: &parts) }
    }
    end(&command, of: &parts)
    return parts
  }

  private static func end(_ command: inout [LineWord], of parts: inout [LinePart]) {
    if !command.isEmpty { parts.append(.command(command)) }
    command = []
  }

  /// Where a word ends: at the first space outside quotes. In a command they are a shell's; elsewhere a
  /// quote begins where a word does, and an apostrophe within one is none.
  private static func end(
    ofWord rest: Substring.UnicodeScalarView, inCommand: Bool
  ) -> Substring.UnicodeScalarView.Index {
    var place = rest.startIndex
    var before: Unicode.Scalar?
    while place < rest.endIndex, rest[place] != " " {
      let scalar = rest[place]
      place = rest.index(after: place)
      if inCommand, scalar == "\\" {
        if place < rest.endIndex { place = rest.index(after: place) }
      } else if scalar == "'" || (scalar == "\"" && inCommand),
        inCommand || before == nil || before == "(",
        let end = end(ofQuote: rest[place...], scalar, inCommand: inCommand)
      {
        place = end
      }
      before = scalar
    }
    return place
  }

  /// Behind the quote that ends a quotation; `nil` where none does.
  private static func end(
    ofQuote rest: Substring.UnicodeScalarView, _ quote: Unicode.Scalar, inCommand: Bool
  ) -> Substring.UnicodeScalarView.Index? {
    var place = rest.startIndex
    while place < rest.endIndex {
      let scalar = rest[place]
      place = rest.index(after: place)
      if scalar == "\\", quote == "\"" {
        if place < rest.endIndex { place = rest.index(after: place) }
        continue
      }
      let isEnd = inCommand || place == rest.endIndex || !rest[place].properties.isAlphabetic
      if scalar == quote, isEnd { return place }
    }
    return nil
  }
}

/// A word of a line, with its spaces and all where it is quoted.
struct LineWord {
  /// How many spaces stand before it.
  var gap: Int
  var text: String

  /// Several as one, with what stands between them.
  init(_ words: some Collection<LineWord>) {
    gap = words.first?.gap ?? 0
    text = words.enumerated().map { place, word in
      String(repeating: " ", count: place == 0 ? 0 : word.gap) + word.text
    }.joined()
  }

  /// A word behind so many spaces.
  init(gap: Int, text: String) { (self.gap, self.text) = (gap, text) }
}

extension TextStyle {
  /// What `remote: ` leaves of 80 columns.
  public static let remote = TextStyle(colour: false, width: 72)

  /// What the commands begin with that people are told to run.
  private static let programs: Set<Substring> = ["git", "policy", "gh", "rm", "mv", "chmod"]

  /// A line that may tell a command, in lines of the style's width, all but the first indented.
  ///
  /// A command is to be copied: it stands on one line where there is room for it. A longer one is broken
  /// after `&&`, or else so that a shell puts it together again. A word is never broken.
  public func fitted(_ line: String) -> [String] {
    guard let width, line.unicodeScalars.count > width else { return [line] }
    let words = line.split(separator: " ")
    let start = line.prefix { $0 == " " }.count
    var lines = LineFilling(width: width, start: start, indent: start + 2)
    var next = 0
    while next < words.count {
      let end = Self.end(ofCommand: words, from: next)
      if end > next {
        lines.addCommand(words[next..<end])
      } else {
        // The arrow points at a place, which follows it.
        lines.add(words[next], isBound: next > 0 && words[next - 1] == "-->")
      }
      next = max(end, next + 1)
    }
    return lines.lines
  }

  /// Where the command ends that begins at a word; the word itself where none does.
  private static func end(ofCommand words: [Substring], from start: Int) -> Int {
    guard start > 0, words[start - 1].last == ":", programs.contains(words[start]) else {
      return start
    }
    var end = start + 1
    while end < words.count, words[end - 1].last != ";", words[end - 1].last != ",",
      words[end].first != "("
    {
      end += 1
    }
    return end
  }
}

/// Lines in the making.
private struct LineFilling {
  let width: Int
  let indent: Int
  private(set) var lines: [String]
  private var column: Int
  private var isFresh = true

  init(width: Int, start: Int, indent: Int) {
    (self.width, self.indent) = (width, indent)
    (lines, column) = ([String(repeating: " ", count: start)], start)
  }

  /// Puts a word behind the others, or on the next line where it has room there.
  mutating func add(_ word: some StringProtocol, isBound: Bool = false) {
    let length = word.unicodeScalars.count
    // GitHub's runner takes a line that begins with '::' for a command, indented or not.
    let mayLead = !isBound && !word.hasPrefix("::")
    if !isFresh, mayLead, column + 1 + length > width, indent + length <= width { breakLine() }
    lines[lines.count - 1] += (isFresh ? "" : " ") + word
    column += length + (isFresh ? 0 : 1)
    isFresh = false
  }

  /// Puts a command on one line, or on several that are one to a shell.
  mutating func addCommand(_ words: ArraySlice<Substring>) {
    let whole = words.joined(separator: " ")
    guard indent + whole.unicodeScalars.count > width else { return add(whole) }
    breakLine()
    for part in words.split(whereSeparator: { $0 == "&&" }) {
      let joint: [Substring] = part.endIndex < words.endIndex ? ["&&"] : []
      let text = (part + joint).joined(separator: " ")
      guard indent + text.unicodeScalars.count > width else {
        add(text)
        continue
      }
      for word in part {
        if !isFresh, column + 1 + word.unicodeScalars.count + 3 > width {
          if !(lines.last ?? "").hasSuffix("&&") { lines[lines.count - 1] += " \\" }
          breakLine()
        }
        add(word)
      }
      for word in joint { add(word) }
    }
  }

  private mutating func breakLine() {
    lines.append(String(repeating: " ", count: indent))
    (column, isFresh) = (indent, true)
  }
}

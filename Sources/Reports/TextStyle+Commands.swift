extension TextStyle {
  /// What `remote: ` leaves of 80 columns.
  public static let remote = TextStyle(colour: false, width: 72)

  /// A line that may tell a command, in lines of the style's width, all but the first indented.
  ///
  /// A command is to be copied: it stands on one line where there is room for it. A longer one is broken
  /// after `&&`, or else so that a shell puts it together again. A word is never broken, nor is what is
  /// quoted, and no space is lost but where a line ends.
  public func fitted(_ line: String) -> [String] {
    let start = line.prefix { $0 == " " }.count
    guard let width, width > start + Self.narrowest, line.columns > width else { return [line] }
    var lines = LineFilling(width: width, start: start, indent: start + 2)
    var isBound = false
    for part in LinePart.all(in: line) {
      switch part {
      case .command(let words): lines.addCommand(words[...])
      case .word(let word):
        // The arrow points at a place, which follows it.
        lines.add(word, isBound: isBound)
        isBound = word.text == "-->"
      }
    }
    return lines.lines
  }

  /// In less room than this there is nothing to gain by breaking lines.
  private static let narrowest = 20

  /// A label in its colour, and what it says behind it, in lines of the style's width.
  func labelled(_ label: String, _ voice: Voice, _ text: String, indent: Int = 0) -> String {
    // What a label is made of is no matter of the line: it stands as one word.
    let word =
      String(repeating: "x", count: max(0, label.columns - 1)) + (label.hasSuffix(":") ? ":" : "x")
    let start = String(repeating: " ", count: indent)
    var lines = fitted("\(start)\(word) \(text)")
    lines[0] = start + paint(label, voice) + lines[0].dropFirst(indent + word.count)
    return lines.joined(separator: "\n")
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
  mutating func add(_ word: LineWord, isBound: Bool = false) {
    let length = word.text.columns
    // GitHub's runner takes a line that begins with '::' for a command, indented or not.
    let mayLead = !isBound && !word.text.hasPrefix("::")
    if !isFresh, mayLead, column + word.gap + length > width, indent + length <= width {
      breakLine()
    }
    let gap = isFresh ? 0 : word.gap
    lines[lines.count - 1] += String(repeating: " ", count: gap) + word.text
    column += length + gap
    isFresh = false
  }

  /// Puts a command on one line, or on several that are one to a shell.
  mutating func addCommand(_ words: ArraySlice<LineWord>) {
    let whole = LineWord(words)
    guard indent + whole.text.columns > width else { return add(whole) }
    breakLine()
    for range in words.split(whereSeparator: { $0.text == "&&" }) {
      var part = Array(range)
      // A line may end behind '&&', and none begins with it.
      if range.endIndex < words.endIndex, let last = part.popLast() {
        part.append(LineWord([last, LineWord(gap: 1, text: "&&")]))
      }
      let step = LineWord(part)
      guard indent + step.text.columns > width else {
        add(step)
        continue
      }
      for word in part {
        if !isFresh, column + word.gap + word.text.columns + 2 > width {
          if !(lines.last ?? "").hasSuffix("&&") { lines[lines.count - 1] += " \\" }
          breakLine()
        }
        add(word)
      }
    }
  }

  private mutating func breakLine() {
    lines.append(String(repeating: " ", count: indent))
    (column, isFresh) = (indent, true)
  }
}

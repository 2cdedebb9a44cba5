/// A Markdown page whose console blocks are commands with what they print.
///
/// All blocks of a page run in one shell, so a folder or a variable stays for the next. In a block
/// fenced ```` ```console ````, a line that begins with `$ ` is a command, `> ` goes on with it,
/// and the lines below are what it prints, errors too; a last line `[1]` is its exit status, where
/// that is not 0. `[..]` stands for anything within a line, a line `...` for any lines. A block
/// fenced ```` ```yaml FILE ```` is written to FILE first.
struct Transcript {
  /// One command and what it should print.
  struct Step: Equatable {
    var command: [String]
    var expected: [String] = []
    /// The lines of the page that hold what is expected.
    var place: Range<Int>
  }

  let lines: [String]
  private(set) var steps: [Step] = []

  init(_ page: String) {
    lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var open: (fence: Fence, ticks: String)?
    for (number, line) in lines.enumerated() {
      let ticks = String(line.prefix { $0 == "`" })
      if let (fence, opening) = open {
        guard line == opening else {
          take(line, number, in: fence)
          continue
        }
        if case .file = fence { extend("END OF FILE") }
        open = nil
      } else if ticks.count >= 3 {
        let fence = Fence(line.dropFirst(ticks.count))
        open = (fence, ticks)
        if case .file(let path) = fence { begin("cat > '\(path)' <<'END OF FILE'", number) }
      }
    }
  }

  private enum Fence {
    case console
    case file(String)
    case other

    init(_ language: Substring) {
      let words = language.split(separator: " ")
      switch words.count {
      case 1 where words[0] == "console": self = .console
      case 2 where words[0] == "yaml": self = .file(String(words[1]))
      default: self = .other
      }
    }
  }

  private mutating func take(_ line: String, _ number: Int, in fence: Fence) {
    switch fence {
    case .console where line.hasPrefix("$ "): begin(String(line.dropFirst(2)), number)
    case .console where line.hasPrefix("> ") && steps.last?.expected.isEmpty == true:
      extend(String(line.dropFirst(2)))
      if let last = steps.indices.last { steps[last].place = number + 1..<number + 1 }
    case .console:
      guard let last = steps.indices.last else { return }
      steps[last].expected.append(line)
      steps[last].place = steps[last].place.lowerBound..<number + 1
    case .file: extend(line)
    case .other: return
    }
  }

  private mutating func begin(_ command: String, _ number: Int) {
    steps.append(Step(command: [command], place: number + 1..<number + 1))
  }

  private mutating func extend(_ line: String) {
    if let last = steps.indices.last { steps[last].command.append(line) }
  }
}

extension Transcript {
  /// Parts the outputs of the commands. A control character that no report prints.
  private static let mark: Character = "\u{1E}"

  /// The shell script that runs every step and marks where its output ends.
  var script: String {
    steps.map { step in
      step.command.joined(separator: "\n")
        + "\nstatus=$?; printf '\\036%s\\036' \"$status\"; (exit $status)\n"
    }.joined()
  }

  /// What each step printed, in the form in which a page says it.
  static func outputs(in text: String) -> [[String]] {
    let parts = text.split(separator: mark, omittingEmptySubsequences: false)
    return stride(from: 0, to: parts.count - 1, by: 2).map { index in
      var lines = parts[index].split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      if lines.last == "" { lines.removeLast() }
      if parts[index + 1] != "0" { lines.append("[\(parts[index + 1])]") }
      return lines
    }
  }

  /// The page with what was printed in the place of what was expected and differs.
  func page(printing outputs: [[String]]) -> String {
    var page = lines
    for (step, output) in zip(steps, outputs).reversed()
    where !Expectation.matches(step.expected[...], output[...]) {
      page.replaceSubrange(step.place, with: output.map(Expectation.timeless))
    }
    return page.joined(separator: "\n")
  }
}

/// The few placeholders of a page.
enum Expectation {
  /// Whether what was printed is what was expected, line by line.
  static func matches(_ expected: ArraySlice<String>, _ printed: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return printed.isEmpty }
    if first == "..." {
      return (printed.startIndex...printed.endIndex).contains {
        matches(expected.dropFirst(), printed[$0...])
      }
    }
    guard let line = printed.first, matches(first, line) else { return false }
    return matches(expected.dropFirst(), printed.dropFirst())
  }

  /// The line with a placeholder for the time that something took.
  static func timeless(_ line: String) -> String {
    line.replacing(#/\([0-9.]+ s\)/#, with: "([..] s)")
  }

  /// Whether a line is what was expected.
  private static func matches(_ expected: String, _ line: String) -> Bool {
    let parts = expected.components(separatedBy: "[..]")
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return expected == line
    }
    guard line.hasPrefix(first) else { return false }
    var rest = line.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let found = rest.firstRange(of: separator) {
      parts.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return parts + [String(rest)]
  }
}

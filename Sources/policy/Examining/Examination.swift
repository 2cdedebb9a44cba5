internal import Reports

/// What `policy doctor` found, line by line.
struct Examination {
  enum Line: Equatable {
    case ok(String)
    /// What is wrong, and the literal command that mends it.
    case wrong(String, help: String)
    /// Nothing wrong, and good to know.
    case note(String)
  }

  private(set) var lines: [Line] = []
  /// Where people read them.
  var place = CommandPlace.here

  mutating func ok(_ text: String) { lines.append(.ok(text)) }
  mutating func note(_ text: String) { lines.append(.note(text)) }

  /// Says it once: two looks may meet the same obstacle.
  mutating func wrong(_ text: String, help: String) {
    let line = Line.wrong(text, help: help)
    if !lines.contains(line) { lines.append(line) }
  }

  /// A failure as a line.
  mutating func wrong(_ stop: Stop) {
    let said = stop.lines.map { line in
      ["error: ", "unknown: "].first(where: line.hasPrefix).map { String(line.dropFirst($0.count)) }
        ?? line
    }
    let help = said.last { $0.hasPrefix("help: ") }.map { String($0.dropFirst(6)) }
    wrong(
      said.filter { !$0.hasPrefix("help: ") }.joined(separator: "; "),
      help: help ?? "see policy --help")
  }

  var isWell: Bool {
    lines.allSatisfy { line in
      if case .wrong = line { false } else { true }
    }
  }

  var text: String {
    lines.map { line in
      switch line {
      case .ok(let text): "ok: \(shown(text))\n"
      case .note(let text): "note: \(shown(text))\n"
      case .wrong(let text, let help): "wrong: \(shown(text))\n  help: \(shown(help))\n"
      }
    }.joined()
  }

  private func shown(_ text: String) -> String { Escaped.text(place.shown(text)) }
}

/// A sentence in a rule's source: its text around the interpolations.
struct MessageLiteral {
  let fragments: [String]

  /// Whether the line holds the fragments, one after the other.
  func isShown(in line: String) -> Bool {
    var rest = line[...]
    for fragment in fragments {
      guard let found = rest.firstRange(of: fragment) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }

  /// The messages in a source text: each literal that opens a finding, and each that is the third
  /// argument of a `GitError`.
  static func all(in source: String) -> [MessageLiteral] {
    let openings = [#/[Ff]inding\(\s*(?=")/#, #/GitError\(\s*\.\w+, "[^"]*",\s*(?=")/#]
    return openings.flatMap { opening in
      source.matches(of: opening).map { MessageLiteral(at: source[$0.range.upperBound...]) }
    }
  }

  /// The literal that the text begins with, in one or three quotes.
  private init(at source: Substring) {
    let quotes = source.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
    var rest = source.dropFirst(quotes.count)
    var fragments = [""]
    while !rest.isEmpty, !rest.hasPrefix(quotes) {
      if rest.hasPrefix("\\(") {
        rest = Self.behindInterpolation(rest)
        fragments.append("")
      } else if rest.hasPrefix("\\\n") || rest.hasPrefix("\n") {
        rest = rest.drop { $0 != "\n" }.drop { "\n ".contains($0) }
      } else {
        fragments[fragments.count - 1].append(rest.removeFirst())
      }
    }
    self.fragments = fragments.filter { !$0.isEmpty }
  }

  private static func behindInterpolation(_ source: Substring) -> Substring {
    var depth = 0
    for index in source.indices {
      if source[index] == "(" { depth += 1 }
      if source[index] == ")" {
        depth -= 1
        if depth == 0 { return source[source.index(after: index)...] }
      }
    }
    return ""
  }
}

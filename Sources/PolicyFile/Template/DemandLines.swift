internal import PolicyCore

extension TagKind {
  /// The lines of a YAML block that says what is demanded, without indentation.
  var yamlLines: [String] {
    var lines = TextPattern.yamlLines(names, key: "pattern")
    if !on.isEmpty { lines.append("on: \(YAMLText.list(on))") }
    lines += [("annotated", annotated), ("signed", signed)].filter(\.1).map { "\($0.0): true" }
    switch (keepsTags, pinsTags) {
    case (true, true): lines.append("immutable: true")
    case (true, false): lines.append("immutable: deletion")
    case (false, true): lines.append("immutable: update")
    case (false, false): break
    }
    return lines
  }
}

extension TextPattern {
  /// The lines of a key that holds patterns; none where there are none.
  static func yamlLines(_ patterns: [TextPattern], key: String) -> [String] {
    patterns.isEmpty ? [] : ["\(key):"] + patterns.map { "  - \($0.yaml)" }
  }

  /// The pattern as a mapping in one line.
  fileprivate var yaml: String {
    var pairs = ["operator: \(comparison.rawValue)", "pattern: \(YAMLText.scalar(text))"]
    if isNegated { pairs.append("negate: true") }
    if let name { pairs.append("name: \(YAMLText.scalar(name))") }
    return "{\(pairs.joined(separator: ", "))}"
  }
}

extension FileDemands {
  /// The lines of a YAML block that says what rulesets can demand, without indentation.
  var yamlLines: [String] {
    var lines: [String] = []
    if let maxSize {
      let (count, rest) = maxSize.quotientAndRemainder(dividingBy: 1_000_000)
      lines.append("max_size: \(rest == 0 ? "\(count)MB" : "\(maxSize)B")")
    }
    if !forbiddenPaths.isEmpty {
      lines.append("forbidden_paths: \(YAMLText.list(forbiddenPaths.map(\.text)))")
    }
    if !forbiddenExtensions.isEmpty {
      lines.append("forbidden_extensions: \(YAMLText.list(forbiddenExtensions))")
    }
    if let maxPathLength { lines.append("max_path_length: \(maxPathLength)") }
    return lines
  }
}

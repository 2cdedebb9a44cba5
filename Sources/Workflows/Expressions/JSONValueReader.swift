internal import PolicyCore
internal import PolicyFile

/// Reads the JSON that `fromJSON('…')` is given.
///
/// JSON is a part of YAML 1.2 (its section 1.2), so that the one reader does for both. What the reader
/// takes beyond JSON, GitHub refuses: there, the name is open.
enum JSONValueReader {
  static func read(_ text: String) -> Value? {
    guard let first = text.trimmed.unicodeScalars.first,
      "[{\"-0123456789tfn".unicodeScalars.contains(first)
    else { return nil }
    do throws(PolicyFileError) {
      guard let node = try YAMLReader.read(Array(text.utf8), file: "JSON") else { return .null }
      return isJSON(node) ? Value(literally: node) : nil
    } catch {
      return nil
    }
  }

  /// Whether no text stands without quotes.
  private static func isJSON(_ node: YAMLNode) -> Bool {
    switch node.content {
    case .scalar(_, let isPlain): !isPlain || node.scalar?.type != .text
    case .list(let items): items.allSatisfy(isJSON)
    case .map(let entries): entries.allSatisfy { isJSON($0.value) }
    }
  }
}

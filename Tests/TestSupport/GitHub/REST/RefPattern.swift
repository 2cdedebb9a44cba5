/// A pattern of branches: `*` stops at a slash, `**/` does not (File.fnmatch with FNM_PATHNAME, which
/// docs.github.com names for rulesets and protected branches).
struct RefPattern {
  private let pattern: Substring

  init(_ pattern: String) { self.pattern = pattern[...] }

  func matches(_ text: String) -> Bool { Self.matches(pattern, text[...]) }

  private static func matches(_ pattern: Substring, _ text: Substring) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if pattern.hasPrefix("**/") {
      let rest = pattern.dropFirst(3)
      if matches(rest, text) { return true }
      guard let slash = text.firstIndex(of: "/") else { return false }
      return matches(pattern, text[text.index(after: slash)...])
    }
    switch first {
    case "*":
      if matches(pattern.dropFirst(), text) { return true }
      guard let next = text.first, next != "/" else { return false }
      return matches(pattern, text.dropFirst())
    case "?":
      return text.first.map { $0 != "/" } == true && matches(pattern.dropFirst(), text.dropFirst())
    default: return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
    }
  }
}

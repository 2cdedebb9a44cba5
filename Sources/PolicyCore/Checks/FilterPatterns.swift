/// The patterns of `branches:`, `paths:` and their `-ignore` forms, in the language of Actions.
///
/// Source: docs.github.com, "Workflow syntax for GitHub Actions", filter pattern cheat sheet: `*`
/// stops at `/`, `**` does not, `?` makes the character before it optional, `+` repeats it, `!` at
/// the start takes back what earlier patterns admitted.
public struct FilterPatterns: Equatable, Sendable {
  /// The patterns as the file has them.
  public let texts: [String]
  /// Whether what matches is left out: an `-ignore` form.
  public let isIgnoring: Bool
  private let steps: [Step]

  private struct Step: Equatable, Sendable {
    let pattern: Pattern
    let takesBack: Bool
  }

  /// The patterns of a filter. Throws the one that is none.
  public init(_ patterns: [String], isIgnoring: Bool) throws(FilterPatternError) {
    (texts, self.isIgnoring) = (patterns, isIgnoring)
    var steps: [Step] = []
    for text in patterns {
      let takesBack = text.hasPrefix("!") && !isIgnoring
      do throws(PatternError) {
        let pattern = try Pattern(Self.expression(takesBack ? String(text.dropFirst()) : text))
        steps.append(Step(pattern: pattern, takesBack: takesBack))
      } catch {
        throw FilterPatternError(pattern: text, message: error.message)
      }
    }
    self.steps = steps
  }

  /// Whether a branch, or the path of one changed file, is admitted: the last pattern that matches
  /// decides.
  public func admits(_ name: [UInt8]) -> Bool {
    // What is no UTF-8 is some character all the same: RE2's '.' matches text alone.
    let text = Array(String(decoding: name, as: UTF8.self).utf8)
    let last = steps.last { $0.pattern.matches(text) }
    return isIgnoring ? last == nil : last.map { !$0.takesBack } ?? false
  }

  /// Whether a change of these paths starts the workflow: one path that is admitted is enough.
  public func admits(anyOf paths: [[UInt8]]) -> Bool { paths.contains { admits($0) } }

  /// The filter pattern as a regular expression.
  private static func expression(_ filter: String) -> String {
    var result = "(?s)^"
    var isInClass = false
    var rest = Substring(filter)
    // `**/` at the start and behind a `/` stands for no folder, too: 'docs/**/*.md' is for
    // docs/README.md.
    var isAtName = true
    while let character = rest.popFirst() {
      defer { isAtName = character == "/" }
      switch character {
      case "*" where !isInClass && rest.first == "*":
        rest = rest.drop { $0 == "*" }
        if isAtName, rest.first == "/" {
          rest.removeFirst()
          result += "(.*/)?"
        } else {
          result += ".*"
        }
      case "*" where !isInClass: result += "[^/]*"
      case "[", "]":
        isInClass = character == "["
        result.append(character)
      case "?", "+": result.append(character)
      case "\\" where !rest.isEmpty: result += "\\" + String(rest.removeFirst())
      case ".", "(", ")", "{", "}", "^", "$", "|", "\\", "*": result += "\\" + String(character)
      default: result.append(character)
      }
    }
    return result + "$"
  }
}

/// A filter pattern that does not compile.
public struct FilterPatternError: Error {
  /// The pattern as the file has it.
  public let pattern: String
  /// Why it is none.
  public let message: String
}

internal import PolicyCore

/// `branches:` or `branches-ignore:` of an event, in the language of Actions' filter patterns.
///
/// Source: docs.github.com, "Workflow syntax for GitHub Actions", filter pattern cheat sheet: `*`
/// stops at `/`, `**` does not, `?` makes the character before it optional, `+` repeats it, `!` at
/// the start takes back what earlier patterns admitted.
public struct BranchFilter: Sendable, Equatable {
  private let steps: [Step]
  private let isIgnoring: Bool

  private struct Step: Sendable, Equatable {
    let pattern: Pattern
    let takesBack: Bool
  }

  /// A filter of `branches:`, or of `branches-ignore:` where `isIgnoring`. Throws the pattern that
  /// is none.
  init(_ patterns: [String], isIgnoring: Bool) throws(BranchFilterError) {
    self.isIgnoring = isIgnoring
    var steps: [Step] = []
    for text in patterns {
      let takesBack = text.hasPrefix("!") && !isIgnoring
      do throws(PatternError) {
        let pattern = try Pattern(Self.expression(takesBack ? String(text.dropFirst()) : text))
        steps.append(Step(pattern: pattern, takesBack: takesBack))
      } catch {
        throw BranchFilterError(pattern: text, message: error.message)
      }
    }
    self.steps = steps
  }

  /// Whether the event is for the branch: the last pattern that matches decides.
  func admits(_ branch: String) -> Bool {
    let last = steps.last { $0.pattern.matches(Array(branch.utf8)) }
    return isIgnoring ? last == nil : last.map { !$0.takesBack } ?? false
  }

  /// The filter pattern as a regular expression.
  private static func expression(_ filter: String) -> String {
    var result = "^"
    var isInClass = false
    var rest = Substring(filter)
    while let character = rest.popFirst() {
      switch character {
      case "*" where !isInClass && rest.first == "*":
        rest.removeFirst()
        result += ".*"
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
struct BranchFilterError: Error {
  let pattern: String
  let message: String
}

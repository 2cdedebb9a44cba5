internal import Evidence
internal import PolicyCore

/// A pattern as the rules of a ruleset have it: docs.github.com/rest/repos/rules, `tag_name_pattern`.
enum RulePattern {
  /// The rule of this type that demands the pattern.
  static func rule(_ type: String, _ pattern: TextPattern) -> Ruleset.Rule {
    var members: [(String, JSON)] = [
      ("negate", .bool(pattern.isNegated)), ("operator", .string(pattern.comparison.rawValue)),
      ("pattern", .string(pattern.text)),
    ]
    if let name = pattern.name { members.append(("name", .string(name))) }
    return Ruleset.Rule(type, .object(members))
  }

  /// A rule in words: `not ends_with '-rc'`.
  static func words(_ rule: Ruleset.Rule) -> String {
    guard let pattern = pattern(of: rule) else {
      return "a \(rule.type) that cannot be matched here"
    }
    return "\(pattern.isNegated ? "not " : "")\(pattern.comparison.rawValue) '\(pattern.text)'"
  }

  /// The pattern that a rule demands; `nil` where it is none that can be matched here.
  static func pattern(of rule: Ruleset.Rule) -> TextPattern? {
    guard let text = rule.parameters?["pattern"]?.string,
      let word = rule.parameters?["operator"]?.string,
      let comparison = TextPattern.Operator(rawValue: word)
    else { return nil }
    let name = rule.parameters?["name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    do throws(PatternError) {
      return try TextPattern(
        comparison, text, isNegated: rule.parameters?["negate"] == .bool(true), name: name)
    } catch {
      return nil
    }
  }
}

internal import PolicyCore

/// Reads patterns whose shape is checked, and finds regular expressions that do not compile.
struct PatternReader {
  private(set) var problems: [PolicyFileError.Problem] = []

  /// A pattern, or a list of them; none where no node is.
  mutating func patterns(_ node: YAMLNode?) -> [TextPattern] {
    guard let node else { return [] }
    return (node.items ?? [node]).compactMap { pattern($0) }
  }

  private mutating func pattern(_ node: YAMLNode) -> TextPattern? {
    let value = node["pattern"] ?? node
    guard let text = value.scalar?.text else { return nil }
    let comparison = node.word("operator", TextPattern.Operator.self) ?? .regex
    do throws(PatternError) {
      return try TextPattern(
        comparison, text, isNegated: node.flag("negate") ?? false, name: node.text("name"))
    } catch {
      let fault = TextForm.regex.fault(in: text)
      problems.append(.init(fault?.message ?? error.message, at: value.place, help: fault?.help))
      return nil
    }
  }
}

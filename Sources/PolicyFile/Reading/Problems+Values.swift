internal import PolicyCore

/// Values made of texts whose shape is checked; what none can be made of is a problem at its place.
extension [PolicyFileError.Problem] {
  mutating func glob(_ text: String, at place: Place) -> Glob? {
    globbed(text, at: place) { text throws(GlobError) in try Glob(text) }
  }

  /// What holds a glob.
  mutating func globbed<Value>(
    _ text: String, at place: Place, _ make: (String) throws(GlobError) -> Value
  ) -> Value? {
    do throws(GlobError) {
      return try make(text)
    } catch {
      append(.init("the glob \(quoted(text)) \(error.message)", at: place))
      return nil
    }
  }

  mutating func globs(_ node: YAMLNode?) -> [Glob]? {
    node?.items?.compactMap { item in item.scalar.flatMap { glob($0.text, at: item.place) } }
  }

  /// A pattern, or a list of them; none where no node is.
  mutating func patterns(_ node: YAMLNode?) -> [TextPattern] {
    guard let node else { return [] }
    return (node.items ?? [node]).compactMap { pattern($0) }
  }

  /// A regular expression, or a pattern with its operator.
  mutating func pattern(_ node: YAMLNode?) -> TextPattern? {
    guard let node else { return nil }
    let value = node["pattern"] ?? node
    guard let text = value.scalar?.text else { return nil }
    do throws(PatternError) {
      return try TextPattern(
        node.word("operator", TextPattern.Operator.self) ?? .regex, text,
        isNegated: node.flag("negate") ?? false, name: node.text("name"))
    } catch {
      let fault = TextForm.regex.fault(in: text)
      append(.init(fault?.message ?? error.message, at: value.place, help: fault?.help))
      return nil
    }
  }
}

extension ProducedCheck {
  /// When it is reported, for people: `pull_request (main), push; if: github.actor != 'x'`.
  public var when: String {
    var parts = triggers.map(\.words).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    parts = [parts.joined(separator: ", ")]
    switch condition {
    case .always: break
    case .never(let expression), .open(let expression, _): parts.append("if: \(expression)")
    }
    return parts.joined(separator: "; ")
  }
}

extension WorkflowTrigger {
  /// The event with its filters: `push (main, not paths doc/**)`.
  var words: String {
    let filters = [
      branches?.shown(as: ""), paths?.shown(as: "paths "),
      types.map { "types \($0.joined(separator: ", "))" },
    ].compactMap { $0 }
    return filters.isEmpty ? event : "\(event) (\(filters.joined(separator: "; ")))"
  }
}

extension FilterPatterns {
  fileprivate func shown(as noun: String) -> String {
    let first = texts.prefix(3) + (texts.count > 3 ? ["…"] : [])
    return (isIgnoring ? "not " : "") + noun + first.joined(separator: ", ")
  }
}

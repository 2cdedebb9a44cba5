/// What an expression comes to where no run is needed to tell.
struct Evaluation {
  let contexts: Contexts
  /// What the functions that look at other jobs give, where that is settled.
  let statuses: [String: Value]
  /// The expression's text, for what only a run can tell.
  let text: String

  /// The value, which is open where it hangs on a run.
  func value(of expression: Expression) -> Value {
    switch expression {
    case .literal(let value): return value
    case .context(let name): return contexts[name] ?? open(Self.why(name))
    case .member(let base, let index):
      let path = expression.path
      if let ends = path.flatMap(contexts.ends) {
        return .open(
          Value.Open(
            expression: text, why: Self.why("github"), beginning: ends.beginning,
            ending: ends.ending))
      }
      return path.flatMap(contexts.fact) ?? member(base, index)
    case .each(let base):
      switch value(of: base) {
      case .list(let items): return .list(items)
      case .map(let entries): return .list(entries.map(\.value))
      case .open(let open): return .open(open)
      default: return .null
      }
    case .not(let operand):
      let value = value(of: operand)
      if case .open = value { return value }
      return .flag(!value.isTruthy)
    case .comparison(let sign, let left, let right): return compare(sign, left, right)
    case .all(let operands): return decide(operands, stopsAt: false)
    case .any(let operands): return decide(operands, stopsAt: true)
    case .call(let name, let arguments): return call(name, arguments)
    }
  }

  init(contexts: Contexts, text: String, statuses: [String: Value] = [:]) {
    (self.contexts, self.text, self.statuses) = (contexts, text, statuses)
  }

  func open(_ why: String) -> Value { .open(Value.Open(expression: text, why: why)) }

  /// Why a context is open.
  static func why(_ context: String) -> String {
    switch context.lowercased() {
    case "github": "only the event tells it"
    case "needs": "only the jobs before it tell it"
    case "inputs": "only who starts the workflow tells it"
    case "vars": "the repository or its owner keeps the variable"
    case let name: "only a run knows '\(name)'"
    }
  }

  private func member(_ base: Expression, _ index: Expression) -> Value {
    let (base, index) = (value(of: base), value(of: index))
    if case .open = base { return base }
    if case .open = index { return index }
    switch base {
    case .map: return base[index.text]
    case .list(let items):
      if let place = Int(exactly: index.number.rounded(.down)), items.indices.contains(place) {
        return items[place]
      }
      // Behind `.*`, a name is looked up in each.
      if case .text(let key) = index {
        return .list(items.compactMap { $0.isOpen ? $0 : $0.member(key) })
      }
      return .null
    default: return .null
    }
  }

  /// `&&` and `||` give the operand that decides, and the last where none does.
  private func decide(_ operands: [Expression], stopsAt stop: Bool) -> Value {
    var last = Value.null
    for operand in operands {
      last = value(of: operand)
      if case .open = last { return last }
      if last.isTruthy == stop { return last }
    }
    return last
  }

  /// Whether the expression holds, as a condition: one operand can tell what others leave open. `nil`
  /// where only a run can tell.
  func holds(_ expression: Expression) -> Bool? {
    switch expression {
    case .not(let operand): return holds(operand).map { !$0 }
    case .all(let operands):
      let answers = operands.map(holds)
      return answers.contains(false) ? false : answers.contains(nil) ? nil : true
    case .any(let operands):
      let answers = operands.map(holds)
      return answers.contains(true) ? true : answers.contains(nil) ? nil : false
    default:
      let value = value(of: expression)
      return value.open == nil ? value.isTruthy : nil
    }
  }

  private func compare(_ sign: String, _ left: Expression, _ right: Expression) -> Value {
    let (left, right) = (value(of: left), value(of: right))
    if let unlike = Self.isUnlike(left, right) ?? Self.isUnlike(right, left) {
      if sign == "==" { return .flag(!unlike) }
      if sign == "!=" { return .flag(unlike) }
    }
    if case .open = left { return left }
    if case .open = right { return right }
    switch sign {
    case "==": return .flag(left.isEqual(to: right))
    case "!=": return .flag(!left.isEqual(to: right))
    default: break
    }
    if case .text(let left) = left, case .text(let right) = right {
      return .flag(Self.holds(sign, Folded(left), Folded(right)))
    }
    return .flag(Self.holds(sign, left.number, right.number))
  }

  /// Whether what only a run can tell is another text all the same, by its beginning or its end; `nil`
  /// where that may be.
  private static func isUnlike(_ value: Value, _ other: Value) -> Bool? {
    guard case .open(let open) = value, case .text(let text) = other else { return nil }
    let (known, end) = (text.folded, open.ending.folded)
    let isLike = known.starts(with: open.beginning.folded) && known.suffix(end.count) == end[...]
    return isLike ? nil : true
  }

  private static func holds<Side: Comparable>(_ sign: String, _ left: Side, _ right: Side) -> Bool {
    switch sign {
    case "<": left < right
    case "<=": left <= right
    case ">": left > right
    default: left >= right
    }
  }
}

/// A text in the order that `<` sees.
private struct Folded: Comparable {
  private let units: [UInt16]
  init(_ text: String) { units = text.folded }
  static func < (left: Folded, right: Folded) -> Bool {
    left.units.lexicographicallyPrecedes(right.units)
  }
}

extension Expression {
  /// The place that it names: `github.event_name`; `nil` where it is computed.
  fileprivate var path: String? {
    switch self {
    case .context(let name): name
    case .member(let base, .literal(.text(let key))): base.path.map { "\($0).\(key)" }
    default: nil
    }
  }
}

/// An expression as it is written between `${{` and `}}`.
indirect enum Expression: Equatable {
  case literal(Value)
  case context(String)
  case call(String, [Expression])
  case member(Expression, Expression)
  /// `.*`: the values of a list or a mapping.
  case each(Expression)
  case not(Expression)
  case comparison(String, Expression, Expression)
  case all([Expression])
  case any([Expression])

  /// GitHub's own limit, in UTF-16 units: actions/runner, ExpressionConstants.MaxLength.
  private static let longest = 21_000

  /// Reads an expression; `nil` where it is none.
  init?(_ text: String) {
    guard text.utf16.count <= Self.longest, let lexemes = Lexeme.all(in: text) else { return nil }
    var reader = ExpressionReader(lexemes)
    guard let result = reader.any(), reader.isAtEnd else { return nil }
    self = result
  }
}

/// Reads an expression by descent; each step gives `nil` where the text is none.
private struct ExpressionReader {
  private var rest: ArraySlice<Lexeme>
  private var depth = 0
  /// GitHub's own limit: actions/runner, ExpressionConstants.MaxDepth.
  private static let highestDepth = 50

  init(_ lexemes: [Lexeme]) { rest = lexemes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  private mutating func take(_ sign: String) -> String? { take([sign]) }

  private mutating func take(_ signs: [String]) -> String? {
    guard case .sign(let sign)? = rest.first, signs.contains(sign) else { return nil }
    rest = rest.dropFirst()
    return sign
  }

  mutating func any() -> Expression? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.highestDepth else { return nil }
    return chain("||", { $0.all() }, Expression.any)
  }

  private mutating func all() -> Expression? { chain("&&", { $0.equality() }, Expression.all) }

  private mutating func chain(
    _ sign: String, _ next: (inout Self) -> Expression?, _ make: ([Expression]) -> Expression
  ) -> Expression? {
    guard let first = next(&self) else { return nil }
    var operands = [first]
    while take(sign) != nil {
      guard let operand = next(&self) else { return nil }
      operands.append(operand)
    }
    return operands.count == 1 ? first : make(operands)
  }

  private mutating func equality() -> Expression? {
    comparisons(["==", "!="]) { $0.order() }
  }

  private mutating func order() -> Expression? {
    comparisons(["<=", ">=", "<", ">"]) { $0.prefix() }
  }

  private mutating func comparisons(
    _ signs: [String], _ next: (inout Self) -> Expression?
  ) -> Expression? {
    guard var left = next(&self) else { return nil }
    for _ in 0...Self.highestDepth {
      guard let sign = take(signs) else { return left }
      guard let right = next(&self) else { return nil }
      left = .comparison(sign, left, right)
    }
    return nil
  }

  private mutating func prefix() -> Expression? {
    var count = 0
    while take("!") != nil { count += 1 }
    guard count <= Self.highestDepth, var result = postfix() else { return nil }
    for _ in 0..<count { result = .not(result) }
    return result
  }

  private mutating func postfix() -> Expression? {
    guard var result = primary() else { return nil }
    for _ in 0...Self.highestDepth {
      if take(".") != nil {
        if take("*") != nil {
          result = .each(result)
        } else if case .name(let name)? = rest.first {
          rest = rest.dropFirst()
          result = .member(result, .literal(.text(name)))
        } else {
          return nil
        }
      } else if take("[") != nil {
        if take("*") != nil {
          result = .each(result)
        } else {
          guard let index = any() else { return nil }
          result = .member(result, index)
        }
        guard take("]") != nil else { return nil }
      } else {
        return result
      }
    }
    return nil
  }

  private mutating func primary() -> Expression? {
    if take("(") != nil {
      guard let inner = any(), take(")") != nil else { return nil }
      return inner
    }
    switch rest.popFirst() {
    case .literal(let value): return .literal(value)
    case .name(let name): return take("(") == nil ? .context(name) : call(name)
    default: return nil
    }
  }

  private mutating func call(_ name: String) -> Expression? {
    var arguments: [Expression] = []
    if take(")") != nil { return .call(name, []) }
    repeat {
      guard let argument = any() else { return nil }
      arguments.append(argument)
    } while take(",") != nil
    return take(")") == nil ? nil : .call(name, arguments)
  }
}

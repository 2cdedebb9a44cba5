internal import PolicyCore

/// Text with expressions in it: `test (${{ matrix.os }})`.
struct Template: Equatable {
  private enum Part: Equatable {
    case text(String)
    case expression(String)
  }

  /// The text as the file has it.
  let written: String
  private var parts: [Part] = []
  /// Whether it has a `${{` that nothing closes, which GitHub refuses; here it is text.
  let isUnclosed: Bool

  /// Reads a text.
  init(_ text: String) {
    written = text
    var rest = text[...]
    while let start = rest.firstRange(of: "${{"),
      let length = Self.length(of: rest[start.upperBound...])
    {
      if start.lowerBound > rest.startIndex {
        parts.append(.text(String(rest[..<start.lowerBound])))
      }
      let inner = rest[start.upperBound...].prefix(length)
      parts.append(.expression(inner.trimmed))
      rest = rest[inner.endIndex...].dropFirst(2)
    }
    isUnclosed = rest.firstRange(of: "${{") != nil
    if !rest.isEmpty || parts.isEmpty { parts.append(.text(String(rest))) }
  }

  /// How long an expression is up to the `}}` that closes it, which no quoted text holds.
  private static func length(of text: Substring) -> Int? {
    var isQuoted = false
    var count = 0
    var rest = text
    while let character = rest.popFirst() {
      if character == "'" { isQuoted.toggle() }
      if !isQuoted, character == "}", rest.first == "}" { return count }
      count += 1
    }
    return nil
  }

  /// Whether it has an expression.
  var hasExpression: Bool {
    !expressions.isEmpty
  }

  /// Its expressions.
  var expressions: [String] {
    parts.compactMap { if case .expression(let text) = $0 { text } else { nil } }
  }

  /// The expression, where it is all there is.
  var loneExpression: String? {
    if parts.count == 1, case .expression(let text) = parts[0] { text } else { nil }
  }

  /// How long the expression is that all of it comes to: text around expressions makes a call of
  /// 'format'. In UTF-16 units, as .NET counts them.
  ///
  /// Source: actions/runner, WorkflowParser/ObjectTemplating/TemplateReader.ParseScalar.
  var expressionLength: Int {
    guard hasExpression else { return 0 }
    if let loneExpression { return loneExpression.utf16.count }
    var (length, place) = ("format('')".count, 0)
    for part in parts {
      switch part {
      case .text(let text):
        length += text.utf16.count
        for unit in text.utf8 where "'{}".utf8.contains(unit) { length += 1 }
      case .expression(let text):
        length += "{\(place)}, ".count + text.utf16.count
        place += 1
      }
    }
    return length
  }

  /// The text, where it is known without any context: `${{ 'text' }}` is as good as text.
  var literal: String? {
    if !hasExpression { return written }
    guard let loneExpression, case .literal(.text(let text))? = Expression(loneExpression) else {
      return nil
    }
    return text
  }

  /// The value: of a lone expression its own, else text.
  func value(in contexts: Contexts) -> Value {
    if let loneExpression { return Self.value(of: loneExpression, in: contexts) }
    // What stands in the file may be as long as it is.
    let longest = hasExpression ? Value.longestText : .max
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .expression(let text):
        let value = Self.value(of: text, in: contexts)
        if let open = value.open { return .open(ends(of: open, behind: result, last: part)) }
        result += value.text
      }
      if result.utf8.count > longest { return .open(tooLong) }
    }
    return .text(result)
  }

  /// How the text begins and ends all the same of which one expression is open.
  private func ends(of open: Value.Open, behind known: String, last part: Part) -> Value.Open {
    var open = open
    open.beginning = known + open.beginning
    if parts.last != part { open.ending = "" }
    if case .text(let text)? = parts.last { open.ending = text }
    return open
  }

  /// The name that it makes, open where only a run can tell.
  func name(in contexts: Contexts) -> CheckName {
    var (named, length): ([CheckName.Part], Int) = ([], 0)
    for part in parts {
      switch part {
      case .text(let text): named.append(.text(text))
      case .expression(let text):
        let value = Self.value(of: text, in: contexts)
        named.append(value.open.map { CheckName.Part($0) } ?? .text(value.text))
        length += value.text.utf8.count
      }
      if length > Value.longestText { return CheckName([CheckName.Part(tooLong)]) }
    }
    return CheckName(named)
  }

  private var tooLong: Value.Open {
    Value.Open(expression: loneExpression ?? written, why: "it makes too long a text")
  }

  /// The value of one expression; open where it is none.
  static func value(of text: String, in contexts: Contexts) -> Value {
    guard let expression = Expression(text) else {
      return .open(Value.Open(expression: text, why: "it cannot be read as an expression"))
    }
    return Evaluation(contexts: contexts, text: text).value(of: expression)
  }
}

/// A query as it was sent: spec.graphql.org/October2021, section 2. Subscriptions, directives and
/// mutations are not known here.
struct GraphQLDocument {
  struct Field {
    let alias: String
    let name: String
    let arguments: [(name: String, value: GraphQLValue)]
    let selections: [Selection]
    let line: Int
    let column: Int
  }

  indirect enum Selection {
    case field(Field)
    case spread(String)
    /// `... on Type`; `nil` without a type.
    case inline(String?, [Selection])
  }

  struct Variable {
    let name: String
    let type: GraphQLType
    let initial: GraphQLValue?
  }

  struct Fragment {
    let name: String
    let type: String
    let selections: [Selection]
  }

  private(set) var operation = "query"
  private(set) var variables: [Variable] = []
  private(set) var selections: [Selection] = []
  private(set) var fragments: [String: Fragment] = [:]

  init(_ text: String) throws(GraphQLSyntaxError) {
    var lexer = try GraphQLLexer(text)
    var isAsked = false
    while lexer.next.kind != .end {
      if try lexer.take(ifIs: "fragment") {
        let name = try lexer.name().text
        try lexer.expect("on")
        let type = try lexer.name().text
        fragments[name] = Fragment(
          name: name, type: type, selections: try Self.selections(&lexer))
        continue
      }
      guard !isAsked else { throw GraphQLSyntaxError(expected: "one query", actual: lexer.next) }
      isAsked = true
      if lexer.next.text != "{" { try begin(&lexer) }
      selections = try Self.selections(&lexer)
    }
    guard isAsked else { throw GraphQLSyntaxError(expected: "a query", actual: lexer.next) }
  }

  private mutating func begin(_ lexer: inout GraphQLLexer) throws(GraphQLSyntaxError) {
    try lexer.expect("query")
    if lexer.next.kind == .name { operation = "query " + (try lexer.take().text) }
    guard try lexer.take(ifIs: "(") else { return }
    while try !lexer.take(ifIs: ")") {
      try lexer.expect("$")
      let name = try lexer.name().text
      try lexer.expect(":")
      let type = try GraphQLType(&lexer)
      let initial = try lexer.take(ifIs: "=") ? try GraphQLValue(&lexer) : nil
      variables.append(Variable(name: name, type: type, initial: initial))
    }
  }

  private static func selections(_ lexer: inout GraphQLLexer) throws(GraphQLSyntaxError)
    -> [Selection]
  {
    var selections: [Selection] = []
    try lexer.expect("{")
    while try !lexer.take(ifIs: "}") { selections.append(try selection(&lexer)) }
    guard !selections.isEmpty else {
      throw GraphQLSyntaxError(expected: "NAME", actual: lexer.next)
    }
    return selections
  }

  private static func selection(_ lexer: inout GraphQLLexer) throws(GraphQLSyntaxError) -> Selection
  {
    if try lexer.take(ifIs: "...") {
      if try lexer.take(ifIs: "on") {
        return .inline(try lexer.name().text, try selections(&lexer))
      }
      return lexer.next.text == "{"
        ? .inline(nil, try selections(&lexer)) : .spread(try lexer.name().text)
    }
    let first = try lexer.name()
    let name = try lexer.take(ifIs: ":") ? try lexer.name().text : first.text
    var arguments: [(String, GraphQLValue)] = []
    if try lexer.take(ifIs: "(") {
      while try !lexer.take(ifIs: ")") {
        let argument = try lexer.name().text
        try lexer.expect(":")
        arguments.append((argument, try GraphQLValue(&lexer)))
      }
    }
    return .field(
      Field(
        alias: first.text, name: name, arguments: arguments,
        selections: lexer.next.text == "{" ? try selections(&lexer) : [], line: first.line,
        column: first.column))
  }
}

/// A value that stands in a query.
indirect enum GraphQLValue {
  case variable(String)
  case scalar(JSON)
  case word(String)
  case list([GraphQLValue])
  case object([String: GraphQLValue])

  init(_ lexer: inout GraphQLLexer) throws(GraphQLSyntaxError) {
    if try lexer.take(ifIs: "$") {
      self = .variable(try lexer.name().text)
    } else if try lexer.take(ifIs: "[") {
      var values: [GraphQLValue] = []
      while try !lexer.take(ifIs: "]") { values.append(try GraphQLValue(&lexer)) }
      self = .list(values)
    } else if try lexer.take(ifIs: "{") {
      var members: [String: GraphQLValue] = [:]
      while try !lexer.take(ifIs: "}") {
        let name = try lexer.name().text
        try lexer.expect(":")
        members[name] = try GraphQLValue(&lexer)
      }
      self = .object(members)
    } else {
      let token = try lexer.take()
      switch token.kind {
      case .text: self = .scalar(.string(token.text))
      case .number: self = .scalar(Int(token.text).map { .int($0) } ?? .null)
      case .name where token.text == "true": self = .scalar(.bool(true))
      case .name where token.text == "false": self = .scalar(.bool(false))
      case .name where token.text == "null": self = .scalar(.null)
      case .name: self = .word(token.text)
      case .mark, .end: throw GraphQLSyntaxError(expected: "a value", actual: token)
      }
    }
  }

  /// The value with its variables filled in.
  func filled(_ variables: [String: JSON]) -> JSON {
    switch self {
    case .variable(let name): variables[name] ?? .null
    case .scalar(let value): value
    case .word(let word): .string(word)
    case .list(let values): .array(values.map { $0.filled(variables) })
    case .object(let members): .object(members.mapValues { $0.filled(variables) })
    }
  }

  /// The variables in it.
  var variables: [String] {
    switch self {
    case .variable(let name): [name]
    case .scalar, .word: []
    case .list(let values): values.flatMap(\.variables)
    case .object(let members): members.values.flatMap(\.variables)
    }
  }
}

/// A type as it is written: `[String!]!`.
indirect enum GraphQLType: Equatable, Sendable, CustomStringConvertible {
  case named(String)
  case list(GraphQLType)
  case nonNull(GraphQLType)

  init(_ lexer: inout GraphQLLexer) throws(GraphQLSyntaxError) {
    let type: GraphQLType
    if try lexer.take(ifIs: "[") {
      type = .list(try GraphQLType(&lexer))
      try lexer.expect("]")
    } else {
      type = .named(try lexer.name().text)
    }
    self = try lexer.take(ifIs: "!") ? .nonNull(type) : type
  }

  /// The innermost name.
  var name: String {
    switch self {
    case .named(let name): name
    case .list(let type), .nonNull(let type): type.name
    }
  }

  /// The type without its last exclamation mark.
  var nullable: GraphQLType { if case .nonNull(let type) = self { type } else { self } }

  var description: String {
    switch self {
    case .named(let name): name
    case .list(let type): "[\(type)]"
    case .nonNull(let type): "\(type)!"
    }
  }
}

/// What the server knows: read from the schema language, spec.graphql.org/October2021, section 3.
struct GraphQLSchema: Sendable {
  struct Argument: Sendable {
    let type: GraphQLType
    let hasDefault: Bool
    /// Whether it must be given.
    var isRequired: Bool { type != type.nullable && !hasDefault }
  }

  struct Field: Sendable {
    let type: GraphQLType
    let arguments: [String: Argument]
  }

  /// The fields of objects and interfaces.
  private(set) var fields: [String: [String: Field]] = [:]
  /// The keys of input objects.
  private(set) var inputs: [String: [String: Field]] = [:]
  private(set) var words: [String: [String]] = [:]
  private(set) var scalars: Set<String> = ["ID", "String", "Int", "Boolean"]
  /// The object types that an interface or union may stand for.
  private(set) var possible: [String: Set<String>] = [:]

  init(_ text: String) throws(GraphQLSyntaxError) {
    var lexer = try GraphQLLexer(text)
    while lexer.next.kind != .end {
      let (keyword, name) = (try lexer.name().text, try lexer.name().text)
      switch keyword {
      case "type":
        if try lexer.take(ifIs: "implements") {
          repeat {
            possible[try lexer.name().text, default: []].insert(name)
          } while try lexer.take(ifIs: "&")
        }
        fields[name] = try Self.fields(&lexer)
      case "interface": fields[name] = try Self.fields(&lexer)
      case "input": inputs[name] = try Self.fields(&lexer)
      case "enum":
        try lexer.expect("{")
        while try !lexer.take(ifIs: "}") { words[name, default: []].append(try lexer.name().text) }
      case "union":
        try lexer.expect("=")
        repeat {
          possible[name, default: []].insert(try lexer.name().text)
        } while try lexer.take(ifIs: "|")
        fields[name] = [:]
      case "scalar": scalars.insert(name)
      default: throw GraphQLSyntaxError(expected: "a definition", actual: lexer.next)
      }
    }
  }

  /// The field of a type; every composite type has `__typename`.
  func field(_ name: String, of type: String) -> Field? {
    name == "__typename"
      ? Field(type: .nonNull(.named("String")), arguments: [:]) : fields[type]?[name]
  }

  /// The object types that a value of this type may be.
  func objects(of type: String) -> Set<String> { possible[type] ?? [type] }

  private static func fields(_ lexer: inout GraphQLLexer) throws(GraphQLSyntaxError) -> [String:
    Field]
  {
    var fields: [String: Field] = [:]
    try lexer.expect("{")
    while try !lexer.take(ifIs: "}") {
      let name = try lexer.name().text
      var arguments: [String: Argument] = [:]
      if try lexer.take(ifIs: "(") {
        while try !lexer.take(ifIs: ")") {
          let name = try lexer.name().text
          try lexer.expect(":")
          let type = try GraphQLType(&lexer)
          let hasDefault = try lexer.take(ifIs: "=")
          if hasDefault { _ = try GraphQLValue(&lexer) }
          arguments[name] = Argument(type: type, hasDefault: hasDefault)
        }
      }
      try lexer.expect(":")
      fields[name] = Field(type: try GraphQLType(&lexer), arguments: arguments)
    }
    return fields
  }
}

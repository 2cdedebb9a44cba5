/// A value of the server's: of an object, the fields are worked out when they are asked for.
indirect enum GraphQLAnswer {
  case leaf(JSON)
  case object(GraphQLObject)
  case list([GraphQLAnswer])
  /// All that a connection has, before it is cut into pages.
  case connection([GraphQLAnswer])

  static var null: GraphQLAnswer { .leaf(.null) }
  static func text(_ text: String?) -> GraphQLAnswer { .leaf(.optional(text)) }
  static func number(_ number: Int) -> GraphQLAnswer { .leaf(.int(number)) }
  static func flag(_ flag: Bool) -> GraphQLAnswer { .leaf(.bool(flag)) }
  static func object(_ object: GraphQLObject?) -> GraphQLAnswer {
    object.map { .object($0) } ?? .null
  }
}

/// An object of a type, which answers for its fields.
struct GraphQLObject {
  let type: String
  /// The field's value; `nil` where the emulator has none, although the schema knows the field.
  let field: (_ name: String, _ arguments: [String: JSON]) throws -> GraphQLAnswer?
}

/// Answers a query that passed the check.
struct GraphQLRun {
  private let document: GraphQLDocument
  private let schema: GraphQLSchema
  private let variables: [String: JSON]
  private(set) var problems: [GraphQLProblem] = []

  init(_ document: GraphQLDocument, variables: [String: JSON], schema: GraphQLSchema) {
    (self.document, self.schema) = (document, schema)
    var all = variables
    for variable in document.variables where all[variable.name] == nil {
      all[variable.name] = variable.initial?.filled([:])
    }
    self.variables = all
  }

  mutating func data(of root: GraphQLObject) throws -> JSON {
    try answer(document.selections, of: root, path: [])
  }

  private mutating func answer(
    _ selections: [GraphQLDocument.Selection], of object: GraphQLObject, path: [String]
  ) throws -> JSON {
    var members: [String: JSON] = [:]
    try collect(selections, of: object, path: path, into: &members)
    return .object(members)
  }

  private mutating func collect(
    _ selections: [GraphQLDocument.Selection], of object: GraphQLObject, path: [String],
    into members: inout [String: JSON]
  ) throws {
    for selection in selections {
      switch selection {
      case .field(let field):
        let value = try self.value(of: field, in: object, path: path + [field.alias])
        members[field.alias] = Self.merged(members[field.alias], value)
      case .inline(let type, let inner):
        guard type.map({ schema.objects(of: $0).contains(object.type) }) ?? true else { continue }
        try collect(inner, of: object, path: path, into: &members)
      case .spread(let name):
        guard let fragment = document.fragments[name],
          schema.objects(of: fragment.type).contains(object.type)
        else { continue }
        try collect(fragment.selections, of: object, path: path, into: &members)
      }
    }
  }

  private mutating func value(
    of field: GraphQLDocument.Field, in object: GraphQLObject, path: [String]
  ) throws -> JSON {
    if field.name == "__typename" { return .string(object.type) }
    let arguments = field.arguments.reduce(into: [String: JSON]()) {
      $0[$1.name] = $1.value.filled(variables)
    }
    do {
      guard let answer = try object.field(field.name, arguments) else {
        throw GraphQLProblem(
          message: "the emulator has no '\(field.name)' of a \(object.type)", type: "EMULATOR")
      }
      return try complete(answer, field, arguments, path: path)
    } catch var problem as GraphQLProblem where problem.path.isEmpty {
      (problem.path, problem.line, problem.column) = (path, field.line, field.column)
      problems.append(problem)
      return .null
    }
  }

  private mutating func complete(
    _ answer: GraphQLAnswer, _ field: GraphQLDocument.Field, _ arguments: [String: JSON],
    path: [String]
  ) throws -> JSON {
    switch answer {
    case .leaf(let json): return json
    case .object(let object): return try self.answer(field.selections, of: object, path: path)
    case .list(let answers):
      return .array(
        try answers.enumerated().map {
          try complete($1, field, arguments, path: path + ["\($0)"])
        })
    case .connection(let all):
      let page = try Page(of: all, arguments, in: field.name)
      return try self.answer(field.selections, of: page.connection, path: path)
    }
  }

  /// Two selections of one field are one: spec.graphql.org/October2021, section 5.3.2.
  private static func merged(_ old: JSON?, _ new: JSON) -> JSON {
    guard case .object(let left)? = old, case .object(let right) = new else { return new }
    return .object(left.merging(right) { merged($0, $1) })
  }
}

/// A part of a connection.
private struct Page {
  let connection: GraphQLObject

  /// `first` from behind the cursor `after`. Cursors mean nothing to the client.
  init(of all: [GraphQLAnswer], _ arguments: [String: JSON], in field: String) throws {
    var start = 0
    if let cursor = arguments["after"]?.text {
      guard cursor.hasPrefix("cursor:"), let place = Int(cursor.dropFirst(7)), place <= all.count
      else {
        throw GraphQLProblem(
          message: "`\(cursor)` does not appear to be a valid cursor.",
          type: "INVALID_CURSOR_ARGUMENTS")
      }
      start = place
    }
    guard let first = arguments["first"]?.number, arguments["before"] == nil else {
      throw GraphQLProblem(message: "the emulator pages forwards only", type: "EMULATOR")
    }
    let end = min(start + first, all.count)
    let page = Array(all[start..<end])
    let information = GraphQLObject(type: "PageInfo") { name, _ in
      switch name {
      case "hasNextPage": .flag(end < all.count)
      case "hasPreviousPage": .flag(start > 0)
      case "endCursor": .text(page.isEmpty ? nil : "cursor:\(end)")
      case "startCursor": .text(page.isEmpty ? nil : "cursor:\(start + 1)")
      default: nil
      }
    }
    connection = GraphQLObject(type: "") { name, _ in
      switch name {
      case "nodes": .list(page)
      case "totalCount": .number(all.count)
      case "pageInfo": .object(information)
      default: nil
      }
    }
  }
}

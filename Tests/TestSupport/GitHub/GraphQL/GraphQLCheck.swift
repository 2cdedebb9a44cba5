/// An error in an answer, in GitHub's form.
struct GraphQLProblem: Error {
  let message: String
  var type: String?
  var code: String?
  var path: [String] = []
  var line = 1
  var column = 1

  var json: JSON {
    var members: [String: JSON] = [
      "message": .string(message),
      "locations": .array([.object(["line": .int(line), "column": .int(column)])]),
    ]
    if let type { members["type"] = .string(type) }
    if let code { members["extensions"] = .object(["code": .string(code)]) }
    if !path.isEmpty { members["path"] = .array(path.map { .string($0) }) }
    return .object(members)
  }
}

/// Holds a query against the schema before anything is answered, as GitHub does: one wrong field and
/// there is no data at all.
struct GraphQLCheck {
  private let schema: GraphQLSchema
  private let document: GraphQLDocument
  private let given: [String: JSON]
  private(set) var problems: [GraphQLProblem] = []
  private var usedVariables: Set<String> = []
  private var usedFragments: Set<String> = []
  private var path: [String] = []
  /// How many nodes the query may ask for: docs.github.com/graphql/overview, "Node limit".
  private var nodes = 0

  init(_ document: GraphQLDocument, variables: [String: JSON], schema: GraphQLSchema) {
    (self.schema, self.document, given) = (schema, document, variables)
    path = [document.operation]
    checkVariables()
    check(document.selections, on: "Query", times: 1)
    for variable in document.variables where !usedVariables.contains(variable.name) {
      add(
        "Variable $\(variable.name) is declared by \(document.operation) but not used",
        "variableNotUsed")
    }
    for name in document.fragments.keys.sorted() where !usedFragments.contains(name) {
      add("Fragment \(name) was defined, but not used", "useEveryFragment")
    }
    if nodes > 500_000 {
      problems.append(
        GraphQLProblem(
          message: "This query requests up to \(nodes) possible nodes which exceeds the maximum "
            + "limit of 500,000.", type: "MAX_NODE_LIMIT_EXCEEDED"))
    }
  }

  private mutating func add(
    _ message: String, _ code: String?, type: String? = nil, at field: GraphQLDocument.Field? = nil
  ) {
    problems.append(
      GraphQLProblem(
        message: message, type: type, code: code, path: path, line: field?.line ?? 1,
        column: field?.column ?? 1))
  }

  private mutating func checkVariables() {
    for variable in document.variables {
      let value = given[variable.name] ?? .null
      let isMissing = value == .null && variable.initial == nil
      if variable.type != variable.type.nullable, isMissing {
        add("Variable $\(variable.name) of type \(variable.type) was provided invalid value", nil)
      } else if value != .null, !accepts(value, as: variable.type) {
        add("Variable $\(variable.name) of type \(variable.type) was provided invalid value", nil)
      }
    }
  }

  private mutating func check(
    _ selections: [GraphQLDocument.Selection], on type: String, times: Int
  ) {
    for selection in selections {
      switch selection {
      case .field(let field):
        path.append(field.alias)
        check(field, on: type, times: times)
        path.removeLast()
      case .inline(let target, let inner):
        checkFragment(target ?? type, inner, on: type, times: times)
      case .spread(let name):
        guard let fragment = document.fragments[name] else {
          add("Fragment \(name) was used, but not defined", "useAndDefineFragment")
          continue
        }
        usedFragments.insert(name)
        checkFragment(fragment.type, fragment.selections, on: type, times: times)
      }
    }
  }

  private mutating func checkFragment(
    _ target: String, _ selections: [GraphQLDocument.Selection], on type: String, times: Int
  ) {
    guard schema.fields[target] != nil else {
      return add("No such type \(target), so it can't be a fragment condition", "undefinedType")
    }
    guard !schema.objects(of: target).isDisjoint(with: schema.objects(of: type)) else {
      return add("Fragment on \(target) can't be spread inside \(type)", "cannotSpreadFragment")
    }
    path.append("... on \(target)")
    check(selections, on: target, times: times)
    path.removeLast()
  }

  private mutating func check(_ field: GraphQLDocument.Field, on type: String, times: Int) {
    guard let known = schema.field(field.name, of: type) else {
      return add(
        "Field '\(field.name)' doesn't exist on type '\(type)'", "undefinedField", at: field)
    }
    checkArguments(of: field, known)
    let isLeaf = schema.fields[known.type.name] == nil
    if isLeaf != field.selections.isEmpty {
      let what =
        isLeaf
        ? "Selections can't be made on scalars (field '\(field.name)' returns \(known.type.name) "
          + "but has selections)"
        : "Field must have selections (field '\(field.name)' returns \(known.type.name) but has no "
          + "selections. Did you mean '\(field.name) { ... }'?)"
      add(what, "selectionMismatch", at: field)
    }
    var times = times
    if known.type.name.hasSuffix("Connection") {
      times *= checkPaging(field)
      nodes += times
    }
    check(field.selections, on: known.type.name, times: times)
  }

  private mutating func checkArguments(
    of field: GraphQLDocument.Field, _ known: GraphQLSchema.Field
  ) {
    for (name, value) in field.arguments {
      usedVariables.formUnion(value.variables)
      guard let argument = known.arguments[name] else {
        add(
          "Field '\(field.name)' doesn't accept argument '\(name)'", "argumentNotAccepted",
          at: field)
        continue
      }
      for name in value.variables where !document.variables.contains(where: { $0.name == name }) {
        add(
          "Variable $\(name) is used by \(document.operation) but not declared",
          "variableNotDefined")
      }
      if case .variable(let name) = value {
        guard let variable = document.variables.first(where: { $0.name == name }) else { continue }
        let fits = variable.type == argument.type || variable.type.nullable == argument.type
        if !fits {
          add(
            "Type mismatch on variable $\(name) and argument (\(variable.type) / \(argument.type))",
            "variableMismatch", at: field)
        }
      } else if !accepts(value, as: argument.type) {
        add(
          "Argument '\(name)' on Field '\(field.name)' has an invalid value. Expected type "
            + "'\(argument.type)'.", "argumentLiteralsIncompatible", at: field)
      }
    }
    let missing = known.arguments.filter { name, argument in
      argument.isRequired && !field.arguments.contains { $0.name == name }
    }
    if !missing.isEmpty {
      add(
        "Field '\(field.name)' is missing required arguments: "
          + missing.keys.sorted().joined(separator: ", "), "missingRequiredArguments", at: field)
    }
  }

  /// docs.github.com/graphql/overview, "Node limit": every connection says how many, at most 100.
  private mutating func checkPaging(_ field: GraphQLDocument.Field) -> Int {
    let bounds = field.arguments.filter { ["first", "last"].contains($0.name) }
    guard let bound = bounds.first, bounds.count == 1 else {
      add(
        "You must provide a `first` or `last` value to properly paginate the `\(field.name)` "
          + "connection.", nil, type: "MISSING_PAGINATION_BOUNDARIES", at: field)
      return 1
    }
    let count = bound.value.filled(given).number ?? 0
    guard (1...100).contains(count) else {
      add(
        "Requesting \(count) records on the `\(field.name)` connection exceeds the `\(bound.name)` "
          + "limit of 100 records.", nil, type: "EXCESSIVE_PAGINATION", at: field)
      return 1
    }
    return count
  }

  /// Whether a value that stands in the query has a type.
  private func accepts(_ value: GraphQLValue, as type: GraphQLType) -> Bool {
    switch (value, type) {
    case (.scalar(.null), .nonNull): false
    case (.scalar(.null), _), (.variable, _): true
    case (_, .nonNull(let inner)): accepts(value, as: inner)
    case (.list(let values), .list(let inner)): values.allSatisfy { accepts($0, as: inner) }
    // One value stands for a list of it.
    case (_, .list(let inner)): accepts(value, as: inner)
    case (.word(let word), .named(let name)): schema.words[name]?.contains(word) == true
    case (.scalar(let value), .named(let name)):
      schema.words[name] == nil && accepts(value, as: .named(name))
    case (.object(let members), .named(let name)):
      schema.inputs[name].map { keys in
        members.allSatisfy { key, value in
          keys[key].map { accepts(value, as: $0.type) } ?? false
        } && keys.allSatisfy { $1.type == $1.type.nullable || members[$0] != nil }
      } ?? false
    case (.list, .named): false
    }
  }

  /// Whether a value of a variable has a type.
  private func accepts(_ value: JSON, as type: GraphQLType) -> Bool {
    switch (value, type) {
    case (.null, .nonNull): false
    case (.null, _): true
    case (_, .nonNull(let inner)): accepts(value, as: inner)
    case (.array(let values), .list(let inner)): values.allSatisfy { accepts($0, as: inner) }
    case (_, .list(let inner)): accepts(value, as: inner)
    case (.int, .named(let name)): ["Int", "ID"].contains(name)
    case (.bool, .named(let name)): name == "Boolean"
    case (.string(let text), .named("GitObjectID")):
      text.utf8.count == 40 && text.allSatisfy(\.isHexDigit)
    case (.string(let text), .named(let name)):
      schema.words[name]?.contains(text)
        ?? (schema.scalars.contains(name) && !["Int", "Boolean"].contains(name))
    case (.object(let members), .named(let name)):
      schema.inputs[name].map { keys in members.keys.allSatisfy { keys[$0] != nil } } ?? false
    case (.array, .named): false
    }
  }
}

extension PolicyFile {
  /// The JSON Schema (draft 2020-12) of a policy file, for editors.
  ///
  /// It comes from the table that the parser checks by. What a schema cannot say is left to the
  /// parser: duplicate keys, globs and regular expressions that do not compile, dates that do not
  /// exist, names that nothing has.
  public static func schema() -> String {
    let head: [(String, JSONText)] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("$id", .string("policy-1.json")),
      ("title", .string("Branch policy")),
      ("description", .string("A repository's branch strategy, kept by 'policy'.")),
    ]
    let root = Shape.record(PolicyKeys.root)
    let forms = root.forms.sorted { $0.key < $1.key }
    let definitions = ("$defs", JSONText.object(forms.map { ($0.key, $0.value.schema) }))
    return JSONText.object(head + root.schema(removable: false) + [definitions]).rendered() + "\n"
  }
}

extension Shape {
  /// The members of a schema that takes what the parser takes. Where `removable`, null is taken.
  fileprivate func schema(removable: Bool, inList: Bool = false) -> [(String, JSONText)] {
    let inner = !inList
    switch self {
    case .flag: return [Self.type("boolean", removable)]
    case .integer(let range) where range.count == 1:
      return [("const", .integer(range.lowerBound))]
    case .integer(let range):
      return [
        Self.type("integer", removable), ("minimum", .integer(range.lowerBound)),
        ("maximum", .integer(range.upperBound)),
      ]
    case .number: return [Self.type("number", removable), ("minimum", .integer(0))]
    case .word(let words, _):
      return [("enum", .array(words.map { .string($0) } + (removable ? [.null] : [])))]
    case .text(let form):
      let reference: [(String, JSONText)] = [("$ref", .string("#/$defs/\(form.name)"))]
      return removable ? Self.any([reference, [Self.type("null", false)]]) : reference
    case .list(let item, let atLeast):
      return [
        Self.type("array", removable),
        ("items", .object(item.schema(removable: false, inList: true))),
      ] + (atLeast > 0 ? [("minItems", .integer(atLeast))] : [])
    case .map(let form, let values):
      return [
        Self.type("object", removable),
        ("propertyNames", .object(Shape.text(form).schema(removable: false))),
        ("additionalProperties", .object(values.schema(removable: inner, inList: inList))),
      ]
    case .record(let keys): return Self.record(keys, removable: removable, inList: inList)
    case .either(let shapes):
      let alternatives = shapes.map { $0.schema(removable: false, inList: inList) }
      return Self.any(alternatives + (removable ? [[Self.type("null", false)]] : []))
    }
  }

  private static func record(
    _ keys: [Key], removable: Bool, inList: Bool
  ) -> [(String, JSONText)] {
    let properties = keys.map { key in
      let schema = key.shape.schema(removable: !inList && !key.isRequired, inList: inList)
      return (key.name, JSONText.object([("description", .string(key.description))] + schema))
    }
    let required = keys.filter(\.isRequired).map { JSONText.string($0.name) }
    return [
      type("object", removable), ("properties", .object(properties)),
      ("additionalProperties", .flag(false)),
    ] + (required.isEmpty ? [] : [("required", .array(required))])
  }

  private static func type(_ name: String, _ removable: Bool) -> (String, JSONText) {
    ("type", removable ? .array([.string(name), .string("null")]) : .string(name))
  }

  private static func any(_ schemas: [[(String, JSONText)]]) -> [(String, JSONText)] {
    [("anyOf", .array(schemas.map { .object($0) }))]
  }

  /// The forms of text that the shape mentions.
  fileprivate var forms: [String: TextForm] {
    switch self {
    case .flag, .integer, .number, .word: [:]
    case .text(let form): [form.name: form]
    case .list(let item, _): item.forms
    case .map(let form, let values): values.forms.merging([form.name: form]) { first, _ in first }
    case .record(let keys): Self.forms(of: keys.map(\.shape))
    case .either(let shapes): Self.forms(of: shapes)
    }
  }

  private static func forms(of shapes: [Shape]) -> [String: TextForm] {
    shapes.reduce(into: [:]) { all, shape in all.merge(shape.forms) { first, _ in first } }
  }
}

extension TextForm {
  fileprivate var schema: JSONText {
    var members: [(String, JSONText)] = [
      ("description", .string(expected)), ("type", .string("string")),
      ("pattern", .string(schemaPattern)),
    ]
    if let forbidden { members.append(("not", .object([("pattern", .string(forbidden))]))) }
    return .object(members)
  }
}

/// What a body may hold: GitHub's published schema (github/rest-api-description), by hand. What it does
/// not list is refused.
indirect enum BodyShape: Sendable {
  /// What is looked at elsewhere.
  case anything
  case flag
  case number(ClosedRange<Int>)
  case text
  case word([String])
  case list(BodyShape, atMost: Int = 100)
  case object([Member])
  case nullable(BodyShape)

  struct Member: Sendable {
    let name: String
    let shape: BodyShape
    let isRequired: Bool

    /// A member that may be absent, unless it is `required`.
    init(_ name: String, _ shape: BodyShape, required: Bool = false) {
      (self.name, self.shape, isRequired) = (name, shape, required)
    }
  }

  /// What is wrong with a body, in GitHub's words; `nil` where nothing is.
  func fault(in json: JSON, at path: String = "") -> String? {
    switch (self, json) {
    case (.anything, _), (.nullable, .null), (.flag, .bool), (.text, .string): return nil
    case (.nullable(let shape), _): return shape.fault(in: json, at: path)
    case (.number(let range), .int(let value)):
      return range.contains(value) ? nil : Self.wrong(path, json, "in \(range)")
    case (.word(let words), .string(let word)):
      return words.contains(word) ? nil : Self.wrong(path, json, "one of \(words)")
    case (.list(let shape, let most), .array(let elements)):
      guard elements.count <= most else { return Self.wrong(path, json, "at most \(most) items") }
      return elements.enumerated().lazy.compactMap {
        shape.fault(in: $1, at: "\(path)/items/\($0)")
      }.first
    case (.object(let known), .object(let members)):
      return Self.fault(in: members, known, path)
    case (.flag, _): return Self.wrong(path, json, "a boolean")
    case (.number, _): return Self.wrong(path, json, "an integer")
    case (.text, _), (.word, _): return Self.wrong(path, json, "a string")
    case (.list, _): return Self.wrong(path, json, "an array")
    case (.object, _): return Self.wrong(path, json, "an object")
    }
  }

  private static func fault(
    in members: [String: JSON], _ known: [Member], _ path: String
  ) -> String? {
    for member in known where member.isRequired && members[member.name] == nil {
      return "Invalid request.\n\n\"\(member.name)\" wasn't supplied."
    }
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      guard let member = known.first(where: { $0.name == name }) else {
        return "Invalid request.\n\n\"\(name)\" is not a permitted key."
      }
      if let fault = member.shape.fault(in: value, at: "\(path)/properties/\(name)") {
        return fault
      }
    }
    return nil
  }

  private static func wrong(_ path: String, _ json: JSON, _ expected: String) -> String {
    let shown = String(decoding: json.bytes, as: UTF8.self)
    return "Invalid request.\n\nFor '\(path.drop { $0 == "/" })', \(shown) is not \(expected)."
  }
}

extension HTTPRequest {
  /// The body, where it is JSON and has a shape; throws the refusal otherwise.
  func body(_ shape: BodyShape) throws(Refused) -> JSON {
    guard let json = JSON(body) else { throw Refused(.refusal(400, "Problems parsing JSON")) }
    if let fault = shape.fault(in: json) { throw Refused(.refusal(422, fault)) }
    return json
  }
}

/// A request that is refused, with the answer.
struct Refused: Error {
  let reply: HTTPReply

  init(_ reply: HTTPReply) { self.reply = reply }
  init(_ status: Int, _ message: String) { reply = .refusal(status, message) }

  static let notFound = Refused(404, "Not Found")
}

/// A JSON text (RFC 8259) as it was written: numbers keep their digits, members their order.
enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The digits as they stand there.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  /// One member of an object.
  struct Member: Equatable, Sendable {
    let name: String
    let value: JSON
  }

  /// The text, where it is some.
  var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The elements, where it is an array.
  var array: [JSON]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members, where it is an object.
  var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }
}

/// Why bytes are no JSON text.
struct JSONError: Error, Equatable {
  /// What is wrong, in lower case.
  let message: String
  /// The byte at which it is.
  let offset: Int
}

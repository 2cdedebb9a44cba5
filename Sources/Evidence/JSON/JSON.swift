/// A JSON text (RFC 8259) as it was written: numbers keep their digits, members their order.
public enum JSON: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// The digits as they stand there.
  case number(String)
  /// A string.
  case string(String)
  /// Values in their order.
  case array([JSON])
  /// Members in their order.
  case object([Member])

  /// One member of an object.
  public struct Member: Hashable, Sendable {
    /// Its name, once in an object.
    public let name: String
    /// What it holds.
    public let value: JSON

    /// A member from its parts.
    public init(name: String, value: JSON) { (self.name, self.value) = (name, value) }
  }

  /// The text, where it is some.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The elements, where it is an array.
  public var array: [JSON]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members, where it is an object.
  public var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }
}

/// Why bytes are no JSON text.
public struct JSONError: Error, Equatable {
  /// What is wrong, in lower case.
  public let message: String
  /// The byte at which it is.
  public let offset: Int
}

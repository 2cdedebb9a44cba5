internal import GitModel

extension JSON {
  /// The value of a member, where it is an object that has one of this name.
  subscript(name: String) -> JSON? {
    members?.first { $0.name == name }?.value
  }

  /// Whether it is true or false, where it is one of these.
  var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The whole number, where it is one that fits.
  var int: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits)
  }

  /// An object of those members that there are.
  static func object(of members: KeyValuePairs<String, JSON?>) -> JSON {
    .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }

  /// Texts in their order.
  static func texts(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }

  /// A moment in seconds since 1970, as the ledger and the records write it.
  static func moment(_ seconds: Int64) -> JSON { .string(Timestamp.text(seconds)) }
}

internal import GitModel

extension JSON {
  /// The value of a member, where it is an object that has one of this name.
  package subscript(name: String) -> JSON? {
    members?.first { $0.name == name }?.value
  }

  /// The whole number, where it is one that fits.
  package var int: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits)
  }

  /// An object of those members that there are.
  static func object(of members: KeyValuePairs<String, JSON?>) -> JSON {
    .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }

  /// Texts in their order.
  package static func texts(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }

  /// A moment in seconds since 1970, as the ledger and the records write it.
  static func moment(_ seconds: Int64) -> JSON { .string(Timestamp.text(seconds)) }
}

internal import GitModel

/// Values under keys, of nodes whose shapes are checked; `nil` where a key is absent.
extension YAMLNode {
  func text(_ key: String) -> String? { self[key]?.scalar?.text }

  func flag(_ key: String) -> Bool? {
    if case .flag(let value)? = self[key]?.scalar?.type { value } else { nil }
  }

  func integer(_ key: String) -> Int? {
    if case .integer(let value)? = self[key]?.scalar?.type { value } else { nil }
  }

  func word<Word: RawRepresentable<String>>(_ key: String, _: Word.Type) -> Word? {
    text(key).flatMap(Word.init)
  }

  func list(_ key: String) -> [YAMLNode] { self[key]?.items ?? [] }

  func texts(_ key: String) -> [String] { list(key).compactMap { $0.scalar?.text } }

  func ids(_ key: String) -> [ObjectID] { texts(key).compactMap { ObjectID(hex: $0) } }
}

/// A subject as Conventional Commits 1.0.0 has it: `type(scope)!: description`.
struct ConventionalSubject {
  let type: ArraySlice<UInt8>
  /// What stands in parentheses; `nil` where there are none.
  let scope: ArraySlice<UInt8>?
  /// Whether `!` marks a breaking change.
  let isBreaking: Bool

  /// Reads a subject; `nil` where it is none.
  init?(_ subject: ArraySlice<UInt8>) {
    guard let colon = subject.firstIndex(of: UInt8(ascii: ":")), colon > subject.startIndex,
      subject[(colon + 1)...].first == UInt8(ascii: " "),
      subject[(colon + 1)...].contains(where: { !$0.isBlank })
    else { return nil }
    var head = subject[..<colon]
    isBreaking = head.last == UInt8(ascii: "!")
    if isBreaking { head = head.dropLast() }
    if head.last == UInt8(ascii: ")"), let open = head.firstIndex(of: UInt8(ascii: "(")) {
      let scope = head[(open + 1)...].dropLast()
      guard !scope.trimmedBlanks.isEmpty, !scope.contains(where: "()".utf8.contains) else {
        return nil
      }
      (self.scope, head) = (scope, head[..<open])
    } else {
      scope = nil
    }
    guard !head.isEmpty, head.allSatisfy({ $0.isWord || "-_".utf8.contains($0) }) else {
      return nil
    }
    type = head
  }

  /// The scopes that a list of them names: `api,web`, `api/web`. What is known stays whole, as `api/v2`;
  /// what is empty is none.
  func scopes(knowing known: Set<String>) -> [String] {
    Self.scopes(scope ?? [], separatedBy: Array(",/".utf8)[...], knowing: known)
  }

  private static func scopes(
    _ text: ArraySlice<UInt8>, separatedBy separators: ArraySlice<UInt8>, knowing known: Set<String>
  ) -> [String] {
    let name = text.trimmedBlanks.shown
    guard !name.isEmpty else { return [] }
    guard let separator = separators.first, !known.contains(name.lowercased()) else {
      return [name]
    }
    return text.split(separator: separator).flatMap { part in
      scopes(part, separatedBy: separators.dropFirst(), knowing: known)
    }
  }
}

extension CommitDemands.Conventional {
  /// What is wrong with a subject; none where it follows the convention. Types and scopes are told
  /// apart without their case: item 15 of the specification.
  func complaints(of subject: ArraySlice<UInt8>) -> [String] {
    guard let parts = ConventionalSubject(subject) else {
      return ["the subject is no 'type: description' of Conventional Commits"]
    }
    var complaints: [String] = []
    if !types.contains(where: { $0.lowercased() == parts.type.shown.lowercased() }) {
      complaints.append("the type '\(parts.type.shown)' is none of \(Words.list(types, "or"))")
    }
    let known = Set(scopes.map { $0.lowercased() })
    let named = parts.scopes(knowing: known)
    if scopeRequired, named.isEmpty { complaints.append("the subject has no scope") }
    if !known.isEmpty {
      for scope in named where !known.contains(scope.lowercased()) {
        complaints.append("the scope '\(scope)' is none of \(Words.list(scopes, "or"))")
      }
    }
    return complaints
  }
}

internal import GitModel

/// What a tag is made of.
enum DrawnTagForm: Hashable, Sendable {
  /// A ref and nothing else.
  case plain
  /// An object of its own, with a message.
  case annotated
  /// The same with something that has the form of a signature, made for the ref's name or for another.
  case signed(DrawnSignature, as: String?)

  /// What Git stores of it.
  func object(named ref: RefName, for commit: Commit) -> [UInt8] {
    var name = ref.tag ?? []
    if case .signed(_, let other?) = self { name = Array(other.utf8) }
    return Array("object \(commit.id)\ntype commit\ntag ".utf8) + name
      + Array("\ntagger ".utf8) + commit.committer.line + Array("\n\nRelease\n\(armor)".utf8)
  }

  /// Another for each signature, so that each makes a tag of its own.
  private var armor: String {
    guard case .signed(let signature, _) = self else { return "" }
    return "-----BEGIN SSH SIGNATURE-----\n\(signature)\n-----END SSH SIGNATURE-----\n"
  }
}

internal import GitModel

/// What a tag is made of.
enum DrawnTagForm: String, Sendable, CaseIterable {
  /// A ref and nothing else.
  case plain
  /// An object of its own, with a message.
  case annotated
  /// The same with something that has the form of a signature.
  case signed

  /// What Git stores of it.
  func object(named ref: RefName, for commit: Commit) -> [UInt8] {
    let name = ref.text.hasPrefix("refs/tags/") ? ref.bytes.dropFirst("refs/tags/".utf8.count) : []
    let signature = "-----BEGIN SSH SIGNATURE-----\nZHJhd24=\n-----END SSH SIGNATURE-----\n"
    return Array("object \(commit.id)\ntype commit\ntag ".utf8) + name
      + Array("\ntagger ".utf8) + commit.committer.line
      + Array("\n\nRelease\n\(self == .signed ? signature : "")".utf8)
  }
}

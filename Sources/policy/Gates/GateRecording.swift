internal import GitModel

/// What became of the results of gates.
enum GateRecording {
  /// They stand in the notes on the commit and its tree.
  case recorded(tree: ObjectID, isSigned: Bool)
  /// They say nothing of a commit, or nobody wants them.
  case refused(String)

  /// In a sentence.
  var told: String {
    switch self {
    case .recorded(let tree, true): "recorded: signed, for the tree \(tree.hex.prefix(12))"
    case .recorded(let tree, false):
      "recorded: for the tree \(tree.hex.prefix(12)), as a claim, since no key signs it: "
        + "git config policy.signingKey KEY"
    case .refused(let why): "not recorded: \(why)"
    }
  }

  /// Why the results are no evidence: the files were not the commit's before the first gate, or after
  /// the last. `nil` where they were.
  static func refusal(_ before: TestedTree, _ after: TestedTree) -> GateRecording? {
    if let difference = before.difference {
      let cure = before.cure(aside: "commit or stash them: git stash --include-untracked")
      return .refused("\(difference); \(cure)")
    }
    guard after != before else { return nil }
    let difference = after.difference ?? "another commit is checked out"
    return .refused("\(difference) since the gates ran; let .gitignore list what they write")
  }
}

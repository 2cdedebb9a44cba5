internal import GitModel
internal import PolicyCore

/// The branch that a server reads its policy from: what `HEAD` stands for, else one with a usual
/// name.
struct ServerDefault {
  private static let usual = ["main", "master", "trunk"].map { "refs/heads/\($0)" }

  private let names: [String]
  private let refs: [Ref]

  init(of place: Workplace) {
    names = [place.head?.text].compactMap { $0 } + Self.usual
    refs = place.refs
  }

  /// Where it stands; `nil` where no such branch does. Throws where one stands that cannot be read:
  /// its policy must not give way to another.
  func standing() throws(GitError) -> NamedTree? {
    for name in names {
      guard let ref = refs.first(where: { $0.name.text == name }) else { continue }
      if let problem = ref.problem {
        // A symbolic ref to a branch that is not made yet leaves its place free.
        guard problem.cause == .missingRef, ref.target != nil else { throw problem }
        continue
      }
      if let commit = ref.commit { return NamedTree(name: Self.short(ref.name), commit: commit) }
    }
    return nil
  }

  /// Where it will stand once a push has happened; `nil` where that changes nothing.
  func arriving(with updates: [RefUpdate]) throws(GitError) -> NamedTree? {
    var moved: [RefName: RefUpdate] = [:]
    for update in updates { moved[update.ref] = update }
    for name in names {
      if let ref = RefName(name), let update = moved[ref] {
        guard let new = update.new else { continue }
        return NamedTree(name: "the push", commit: new)
      }
      if refs.contains(where: { $0.name.text == name && $0.commit != nil }) { return nil }
    }
    return nil
  }

  private static func short(_ name: RefName) -> String { name.branch?.text ?? name.text }
}

internal import GitModel
internal import PolicyCore

/// The branch that a server reads its policy from: what `HEAD` stands for, else one with a usual
/// name.
struct ServerDefault {
  private let names: [RefName]
  private let place: Workplace

  init(of place: Workplace) {
    names = ([place.head] + BranchName.usualDefaults.map { RefName(branch: $0) }).compactMap { $0 }
    self.place = place
  }

  /// Where it stands; `nil` where no such branch does. Throws where one stands that cannot be read:
  /// its policy must not give way to another.
  func standing() throws(GitError) -> NamedTree? {
    for name in names {
      guard let ref = try place.ref(named: name) else { continue }
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
    let standing = try standing()
    for name in names {
      let found = try place.ref(named: name)
      let ref = found?.target ?? name
      if let update = moved[ref] {
        guard let new = update.new else { continue }
        // Who may make a branch must not choose the policy by it.
        if let standing, found?.commit == nil {
          throw GitError(
            .failed, "find the policy",
            "the policy stands on '\(standing.name)', and the push makes '\(Self.short(ref))', "
              + "from which it would be read then",
            help: "on the server, say where the policy stands: "
              + "git symbolic-ref HEAD refs/heads/\(standing.name)")
        }
        return NamedTree(name: "the push", commit: new)
      }
      if found?.commit != nil { return nil }
    }
    return nil
  }

  /// Why a push that makes branches in an empty repository has to bring the default one: by what else
  /// would it be judged?
  var missing: GitError {
    let name = names.first.map(Self.short) ?? "main"
    return GitError(
      .missingRef, "find the policy",
      "no branch stands here yet, and the push does not bring '\(name)', where the policy lies",
      help:
        "push that one first, or with the others: git push origin \(name); where another is the "
        + "default branch, say so on the server: git symbolic-ref HEAD refs/heads/NAME")
  }

  private static func short(_ name: RefName) -> String { name.branch?.text ?? name.text }
}

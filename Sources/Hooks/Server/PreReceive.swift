internal import GitModel
internal import GitStore
internal import PolicyCore

/// `pre-receive`: everything that one push brings, before any of it counts. The objects wait in a
/// quarantine that the environment names (git-receive-pack(1)).
enum PreReceive {
  static func question(_ call: HookCall, in place: Workplace) throws(GitError) -> Question? {
    let lines = try UpdateLine.all(in: try call.input.read(), .received)
    guard !lines.isEmpty else { return nil }
    try requireOneNamespace(place)
    let told = try lines.updates(.push, by: try Pusher.name(in: place))
    // Before what stands is read: who lets go of a lock by then has made the branch.
    let making = try place.branchesBeingMade(
      like: Set(told.filter { $0.old == nil && $0.new != nil }.compactMap(\.branch)),
      besides: Set(told.compactMap(\.branch)))
    let branches = try place.branches
    let updates = try following(told, in: place)
    let serverDefault = ServerDefault(of: place)
    let arriving = try serverDefault.arriving(with: updates)
    // Nobody's policy stands in an empty repository: what is pushed there first brings its own.
    let tree = branches.isEmpty ? arriving : try serverDefault.standing()
    if branches.isEmpty, tree == nil, try place.repository.config("policy.file") == nil,
      updates.contains(where: { $0.branch != nil && $0.new != nil })
    {
      throw serverDefault.missing
    }
    return Question(
      side: .server, policy: .tree(tree), branches: .all(branches.joined(by: making)),
      updates: updates,
      arrivingPolicy: arriving)
  }

  /// The updates, and those of the refs that move with them: a push to a symbolic ref moves or
  /// deletes what it stands for.
  private static func following(
    _ updates: [RefUpdate], in place: Workplace
  ) throws(GitError) -> [RefUpdate] {
    let named = Set(updates)
    var moved: [RefUpdate] = []
    for update in updates {
      guard let target = try place.ref(named: update.ref)?.target else { continue }
      let move = RefUpdate(.push, of: target, from: update.old, to: update.new, actor: update.actor)
      if !named.contains(move) { moved.append(move) }
    }
    return updates + moved
  }

  /// Throws where several repositories share one store: gitnamespaces(7). The refs of a push are told
  /// without the namespace, and those that stood there cannot be told from the others'.
  private static func requireOneNamespace(_ place: Workplace) throws(GitError) {
    guard place.environment["GIT_NAMESPACE", default: ""].isEmpty else {
      throw GitError(
        .unsupportedFormat, "read refs", "the push goes to a namespace of its own, GIT_NAMESPACE",
        help: "give the namespace a repository of its own")
    }
  }
}

internal import GitModel
internal import PolicyCore

/// `pre-receive`: everything that one push brings, before any of it counts. The objects wait in a
/// quarantine that the environment names (git-receive-pack(1)).
enum PreReceive {
  static func question(_ call: HookCall, in place: Workplace) throws(GitError) -> Question? {
    let lines = try UpdateLine.all(in: try call.input.read(), .received)
    guard !lines.isEmpty else { return nil }
    try requireOneNamespace(place)
    let updates = following(
      try lines.updates(.push, by: try Pusher.name(in: place)), among: place.refs)
    let serverDefault = ServerDefault(of: place)
    return Question(
      side: .server, trees: [try serverDefault.standing()].compactMap { $0 },
      branches: place.branches,
      updates: updates, arrivingPolicy: try serverDefault.arriving(with: updates))
  }

  /// The updates, and those of the refs that move with them: a push to a symbolic ref moves or
  /// deletes what it stands for.
  private static func following(_ updates: [RefUpdate], among refs: [Ref]) -> [RefUpdate] {
    let targets = refs.reduce(into: [RefName: RefName]()) { $0[$1.name] = $1.target }
    guard !targets.isEmpty else { return updates }
    let named = Set(updates)
    let moved = updates.compactMap { update in
      targets[update.ref].map { target in
        RefUpdate(.push, of: target, from: update.old, to: update.new, actor: update.actor)
      }
    }
    return updates + moved.filter { !named.contains($0) }
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

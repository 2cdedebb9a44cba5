internal import GitModel
internal import PolicyCore

/// `pre-receive`: everything that one push brings, before any of it counts. The objects wait in a
/// quarantine that the environment names (git-receive-pack(1)).
enum PreReceive {
  static func question(_ call: HookCall, in place: Workplace) throws(GitError) -> Question? {
    let lines = try UpdateLine.all(in: try call.input.read(), .received)
    guard !lines.isEmpty else { return nil }
    let updates = try lines.updates(.push, by: try Pusher.name(in: place))
    let standing = place.serverDefault
    let main = standing?.name ?? place.headBranch?.text
    let arriving = updates.first { $0.branch?.text == main }?.new
    return Question(
      side: .server, trees: [standing].compactMap { $0 }, branches: place.branches,
      updates: updates,
      arrivingPolicy: arriving.map { NamedTree(name: "the push", commit: $0) })
  }
}

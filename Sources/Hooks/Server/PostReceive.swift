internal import GitModel
internal import GitStore
internal import PolicyCore

/// `post-receive`: what landed on the server's branches is logged.
///
/// It judges nothing and stops nothing: the refs have moved already.
enum PostReceive {
  /// Adds a line for each branch that moved. Git lists only what it has done, as
  /// `<old> SP <new> SP <ref>`: githooks(5).
  static func log(_ call: HookCall, in place: Workplace) throws(GitError) {
    let updates = try UpdateLine.all(in: try call.input.read(), .received)
      .updates(.push, by: try Pusher.name(in: place))
    try OpenPushes.end(updates.filter { $0.branch != nil }, in: place)
  }
}

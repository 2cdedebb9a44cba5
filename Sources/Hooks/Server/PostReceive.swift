internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// `post-receive`: the server's log of what landed on its branches.
///
/// `policy/landings.jsonl` below the common git directory, one JSON object a line, in the order in
/// which the pushes ended. It judges nothing and stops nothing: the refs have moved already.
public enum PostReceive {
  /// The file's path below the common git directory.
  public static let path = "policy/landings.jsonl"

  /// Adds a line for each branch that moved. Git lists only what it has done, as
  /// `<old> SP <new> SP <ref>`: githooks(5).
  static func log(_ call: HookCall, in place: Workplace) throws(GitError) {
    let updates = try UpdateLine.all(in: try call.input.read(), .received)
      .updates(.push, by: try Pusher.name(in: place))
    let lines = updates.filter { $0.branch != nil }.flatMap { line(for: $0, at: place.now) }
    guard !lines.isEmpty else { return }
    // One write, so that the lines of pushes that end at once do not mix.
    try PlainFile.append(lines, to: place.repository.commonDirectory + path)
  }

  private static func line(for update: RefUpdate, at time: Int64) -> [UInt8] {
    let line: JSONValue = [
      "time": .int(Int(time)), "ref": .string(Escaped.utf8(update.ref.bytes)),
      "old": .optional(update.old?.hex), "new": .optional(update.new?.hex),
      "actor": .optional(update.actor),
    ]
    return line.line
  }
}

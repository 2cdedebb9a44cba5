internal import CLibrary
internal import GitModel
internal import GitStore

extension Repository {
  /// Moves a ref by compare-and-swap: where somebody else was faster, `draft` is asked anew, with what
  /// they left. It says where the ref stood, where it is to stand, and why; `nil` where nothing has to
  /// be done. The new tip, if any.
  func advance(
    _ name: String, tries: Int, for operation: String,
    _ draft: () throws(GitError) -> (old: ObjectID?, new: ObjectID, reason: String)?
  ) throws(GitError) -> ObjectID? {
    guard let ref = RefName(name) else { return nil }
    for attempt in 0..<tries {
      guard let step = try draft(), step.new != step.old else { return nil }
      if try move(ref, from: step.old, to: step.new, because: "policy: \(step.reason)") {
        return step.new
      }
      _ = poll(nil, 0, Int32.random(in: 1...(10 + Int32(min(attempt, 30)) * 10)))
    }
    throw GitError(
      .failed, operation, "'\(name)' is locked, or moves all the time",
      help: "where nobody is at work, remove \(commonDirectory)\(name).lock")
  }
}

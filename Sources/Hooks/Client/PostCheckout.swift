internal import GitModel
internal import PolicyCore

/// `post-checkout`: advice on the branch that was switched to. Arguments: the commit before, the
/// commit now, and 1 where a branch was switched rather than files checked out.
enum PostCheckout {
  /// Whether a branch was switched.
  static func isSwitch(_ call: HookCall) -> Bool {
    call.arguments.count == 3 && call.arguments[2] == "1"
  }

  static func question(in place: Workplace) throws(GitError) -> Question? {
    guard let ref = place.head, ref.branch != nil, let tip = try place.tip(of: ref) else {
      return nil
    }
    // Nothing moves: only what is asked of a name can be broken.
    return try ClientView(place).question([RefUpdate(.refChange, of: ref, from: tip, to: tip)])
  }
}

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
    guard let ref = place.head, let branch = ref.branch, let tip = try place.tip(of: ref),
      try ForksBranch(branch, in: place) == nil
    else { return nil }
    var question = try ClientView(place).question([
      RefUpdate(.refChange, of: ref, from: nil, to: tip)
    ])
    // A renamed branch is never shown to `reference-transaction`: here is the first look at its name.
    question.rules = [BranchNameRule.self]
    return question
  }
}

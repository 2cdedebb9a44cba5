internal import PolicyCore
internal import Reports

/// What a hook says of the policy itself, and stops nothing for.
struct Advice {
  /// A line for each thing to know.
  let lines: [String]

  /// What to say of the policy that judged, and of the one that a push brings.
  ///
  /// That the policy contradicts itself is said where it stops somebody, who may be unable to do what it
  /// asks, and to whoever brings it.
  init(by policy: Policy, arriving: Policy?, stops: Bool) {
    var lines: [String] = []
    if let arriving, arriving.isContradictory {
      lines.append("note: the policy that this push brings contradicts itself: policy validate")
    } else if stops, policy.isContradictory {
      lines.append("note: the policy contradicts itself: policy validate")
    }
    self.lines = lines
  }
}

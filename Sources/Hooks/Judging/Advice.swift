internal import PolicyCore
internal import Reports

/// What a hook says of the policy itself, and stops nothing for.
struct Advice {
  /// How many demands are named; the others are counted.
  private static let shown = 3

  /// A line for each thing to know.
  let lines: [String]

  /// What to say of the policy that judged, and of the one that a push brings.
  ///
  /// A push says what is demanded and not judged: the audit calls it unknown, and nobody is to take it
  /// for kept until then. That the policy contradicts itself is said where it stops somebody, who may
  /// be unable to do what it asks, and to whoever brings it.
  init(on name: HookName, by policy: Policy, arriving: Policy?, stops: Bool) {
    var lines: [String] = []
    let demands = policy.demands.notJudged.map { Escaped.text($0.key) }
    if name == .prePush || name == .preReceive, !demands.isEmpty {
      let rest = demands.count - Self.shown
      let more = rest > 0 ? " and \(rest) more" : ""
      lines.append(
        "note: demanded, and not judged by this version: "
          + "\(demands.prefix(Self.shown).joined(separator: ", "))\(more); see policy audit")
    }
    if let arriving, arriving.isContradictory {
      lines.append("note: the policy that this push brings contradicts itself: policy validate")
    } else if stops, policy.isContradictory {
      lines.append("note: the policy contradicts itself, and may ask too much: policy validate")
    }
    self.lines = lines
  }
}

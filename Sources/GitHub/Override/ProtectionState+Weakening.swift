internal import Evidence

/// One thing that a state of a branch's protection demands less than another.
struct Weakening: Hashable {
  /// Which thing: a key of the policy, what a ruleset says.
  let name: String
  /// What becomes of it, for people.
  let words: String
}

/// What would be demanded no longer.
extension ProtectionState {
  /// Everything that this state demands and another one does not, or less of it; what cannot be told is
  /// less.
  func weakenings(in other: ProtectionState) -> [Weakening] {
    guard self != other else { return [] }
    var found = classic.map { classicWeakenings(of: $0, in: other.classic) } ?? []
    for ruleset in rulesets {
      // No call is made for one that the other does not name.
      guard let new = other.rulesets.first(where: { $0.id == ruleset.id }) else { continue }
      found += ruleset.weakenings(in: new)
    }
    return found
  }

  private func classicWeakenings(
    of old: ClassicProtection, in new: ClassicProtection?
  ) -> [Weakening] {
    // What GraphQL alone tells is set by no call.
    let controls = Control.all.compactMap { control in
      control.weakening(
        from: control.value(in: old, rule),
        to: new.map { control.value(in: $0, rule) } ?? control.nothing)
    }
    let lists: [(String, (ClassicProtection) -> Actors?)] = [
      ("restrictions", { $0.restrictions }), ("dismissal_restrictions", { $0.reviews?.dismissal }),
    ]
    return controls
      + lists.compactMap { name, list in
        let (before, after) = (list(old), new.flatMap(list))
        guard !ControlValue.pushers(after).isAtLeast(.pushers(before)) else { return nil }
        func words(_ list: Actors?) -> String { list.map(Control.words) ?? "everybody" }
        return Weakening(name: name, words: "\(name) from \(words(before)) to \(words(after))")
      }
  }
}

extension Control {
  fileprivate func weakening(
    from old: ControlValue, to new: ControlValue, of place: String = ""
  ) -> Weakening? {
    guard !new.isAtLeast(old) else { return nil }
    let name = place + key
    return Weakening(name: name, words: "\(name) from \(words(old)) to \(words(new))")
  }
}

extension Ruleset {
  fileprivate func weakenings(in other: Ruleset) -> [Weakening] {
    guard self != other else { return [] }
    let place = "\(title): "
    var found: [Weakening] = []
    func add(_ name: String, _ words: String) {
      found.append(Weakening(name: place + name, words: "\(place)\(name) \(words)"))
    }
    if other.enforcement.rank < enforcement.rank {
      add("enforcement", "from \(enforcement.rawValue) to \(other.enforcement.rawValue)")
    }
    if other.conditions != conditions || other.target != target { add("refs", "to others") }
    for actor in other.bypassActors ?? [] where !passes(actor) {
      add("bypass", "by \(actor.words) (\(actor.mode.rawValue))")
    }
    if bypassActors != nil, other.bypassActors == nil { add("bypass", "by nobody knows whom") }
    let (old, new) = (RuleTable(self), RuleTable(other))
    found += Control.all.compactMap { control in
      // Who passes it by is told above.
      control.key == Control.admins
        ? nil : control.weakening(from: control.rules(old), to: control.rules(new), of: place)
    }
    for rule in rules where !other.rules.contains(rule) {
      let isThere = other.rules.contains { $0.type == rule.type }
      let isCompared =
        isThere && RuleTable.known.contains(rule.type)
        && Set(old.keyless(rule.type)).isSubset(of: new.keyless(rule.type))
      if isCompared { continue }
      add(rule.type, isThere ? "to something else" : "to nothing")
    }
    return found
  }
}

extension Ruleset {
  /// Whether somebody passes it by as freely already.
  func passes(_ actor: BypassActor) -> Bool {
    (bypassActors ?? []).contains {
      $0.type == actor.type && $0.id == actor.id && $0.mode.rank >= actor.mode.rank
    }
  }
}

extension Ruleset.Enforcement {
  fileprivate var rank: Int {
    switch self {
    case .disabled: 0
    case .evaluate: 1
    case .active: 2
    }
  }
}

extension Ruleset.BypassActor.Mode {
  /// How freely it lets somebody pass.
  fileprivate var rank: Int {
    switch self {
    case .pullRequest: 0
    case .always: 1
    case .exempt: 2
    }
  }
}

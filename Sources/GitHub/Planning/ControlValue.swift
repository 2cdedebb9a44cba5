/// What one control of protection is set to. Of two values of one control, either is at least as strict
/// as the other, or neither is.
public enum ControlValue: Hashable, Sendable {
  /// Whether it protects.
  case on(Bool)
  /// How many are needed.
  case count(Int)
  /// What must have passed.
  case checks(Set<ClassicProtection.Check>)
  /// What must have been done.
  case names(Set<String>)
  /// What names, messages or addresses must be: the rules of a ruleset that say so.
  case patterns(Set<Ruleset.Rule>)
  /// Who may push without a pull request; `nil` where everybody may.
  case pushers(Actors?)

  /// Whether it protects at least as well as another value of the same control.
  func isAtLeast(_ other: ControlValue) -> Bool {
    switch (self, other) {
    case (.on(let mine), .on(let theirs)): mine || !theirs
    case (.count(let mine), .count(let theirs)): mine >= theirs
    case (.names(let mine), .names(let theirs)): mine.isSuperset(of: theirs)
    case (.patterns(let mine), .patterns(let theirs)): mine.isSuperset(of: theirs)
    case (.checks(let mine), .checks(let theirs)):
      theirs.allSatisfy { check in mine.contains { $0.covers(check) } }
    case (.pushers(_), .pushers(nil)): true
    case (.pushers(let mine?), .pushers(let theirs?)):
      Set(mine.words).isSubset(of: theirs.words)
    default: false
    }
  }

  /// What holds where both are demanded, each in a place of its own: of one check by two apps, both.
  func united(_ other: ControlValue) -> ControlValue {
    guard case (.checks(let mine), .checks(let theirs)) = (self, other) else {
      return joined(other)
    }
    let all = mine.union(theirs)
    return .checks(all.filter { check in !all.contains { $0 != check && $0.covers(check) } })
  }

  /// The least strict value that is at least as strict as both, for one place; where both name an app
  /// for one check, the other's counts.
  func joined(_ other: ControlValue) -> ControlValue {
    if isAtLeast(other) { return self }
    switch (self, other) {
    case (.names(let mine), .names(let theirs)): return .names(mine.union(theirs))
    case (.patterns(let mine), .patterns(let theirs)): return .patterns(mine.union(theirs))
    case (.checks(let mine), .checks(let theirs)):
      let uncovered = theirs.filter { check in !mine.contains { $0.covers(check) } }
      let replaced = Set(uncovered.map(\.context))
      return .checks(mine.filter { !replaced.contains($0.context) }.union(uncovered))
    default: return other
    }
  }
}

extension ClassicProtection.Check {
  /// Whether whoever passes this check passes another.
  fileprivate func covers(_ other: Self) -> Bool {
    context == other.context && (other.appID == nil || appID == other.appID)
  }
}

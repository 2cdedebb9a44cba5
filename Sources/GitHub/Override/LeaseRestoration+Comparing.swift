/// What can be expected after the end of a lease.
extension LeaseRestoration {
  /// A state without what no call of the end sets: what GraphQL alone tells of a classic protection that
  /// comes or goes, and a ruleset that is not about the branch.
  func settled(_ state: ProtectionState) -> ProtectionState {
    var state = state
    state.idle = nil
    if now.classic == nil || target.classic == nil { state.rule = nil }
    return state
  }
}

extension ProtectionState {
  /// The state without those whom the lists of another one do not name, and who they are: GitHub drops
  /// in silence who has left or may not write any more (octokit/octokit.rb#1024).
  func withoutActors(missingIn other: ProtectionState) -> (ProtectionState, [String]) {
    var state = self
    var lost: [String] = []
    func take(_ wanted: inout Actors, _ there: Actors, from list: String) {
      let missing = Set(wanted.words).subtracting(there.words)
      lost += missing.sorted().map { "\($0) of \(list)" }
      func isKept(_ noun: String) -> (String) -> Bool {
        { !missing.contains("\(noun) \($0.lowercased())") }
      }
      wanted.users = wanted.users.filter(isKept("user"))
      wanted.teams = wanted.teams.filter(isKept("team"))
      wanted.apps = wanted.apps.filter(isKept("app"))
    }
    if var wanted = state.classic?.restrictions, let there = other.classic?.restrictions {
      take(&wanted, there, from: "restrictions")
      state.classic?.restrictions = wanted
    }
    guard var wanted = state.classic?.reviews, let there = other.classic?.reviews else {
      return (state, lost)
    }
    take(&wanted.bypass, there.bypass, from: "bypass_pull_request_allowances")
    if var named = wanted.dismissal, let found = there.dismissal {
      take(&named, found, from: "dismissal_restrictions")
      wanted.dismissal = named
    }
    state.classic?.reviews = wanted
    return (state, lost)
  }
}

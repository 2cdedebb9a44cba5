internal import Evidence
internal import PolicyCore

/// Letting nothing land.
extension ProtectionState {
  /// The state that lets nothing land: by classic protection, or by a ruleset that is about this branch
  /// and no other, one that acts before one that is turned off. Throws where nothing protects the branch
  /// that could be tightened for it alone; `isNamed` says whether the policy has a kind for it, by which
  /// it could be protected.
  public func frozen(isNamed: Bool = true) throws(OverrideError) -> ProtectionState {
    var state = self
    if classic != nil {
      state.classic?.switches.insert(.lock)
      state.classic?.enforceAdmins = true
    } else {
      let places = rulesets.indices.filter {
        let ruleset = rulesets[$0]
        return ruleset.id != nil && ruleset.source == .repository
          && ruleset.bypassActors != nil && ruleset.names(only: branch)
      }
      // An override may have turned it off.
      let acting = places.first { rulesets[$0].enforcement == .active }
      guard let place = acting ?? places.first else { throw nothingToTighten(isNamed) }
      state.rulesets[place].close()
    }
    guard state != self else {
      throw .refused("'\(branch)' is locked already", help: "look: policy override status")
    }
    return state
  }

  private func nothingToTighten(_ isNamed: Bool) -> OverrideError {
    let name = Words.shell(Array(branch.utf8))
    let kind = isNamed ? "protect it first" : "give it a kind in the policy, then protect it"
    return rulesets.isEmpty
      ? .refused(
        "nothing protects '\(branch)', so that there is nothing to tighten",
        help: "\(kind): policy github apply --branch \(name)")
      : .refused(
        "what protects '\(branch)' cannot be tightened for it alone: "
          + rulesets.map(\.title).joined(separator: ", "),
        help: "make a ruleset of the repository that names refs/heads/\(branch) and nothing else")
  }
}

extension Ruleset {
  /// Whether its conditions name one branch, as itself or as the default branch that it applies to.
  fileprivate func names(only branch: String) -> Bool {
    guard target == "branch", let refs = conditions?["ref_name"],
      let included = refs["include"]?.array?.map(\.string), included.count == 1,
      conditions?.members?.count == 1
    else { return false }
    let isPlain = !branch.contains { "*?[]\\".contains($0) }
    return included == ["~DEFAULT_BRANCH"] || included == ["refs/heads/\(branch)"] && isPlain
  }

  /// Whether closing it changes nothing.
  var isClosed: Bool {
    var closed = self
    closed.close()
    return closed == self
  }

  /// Nobody updates its refs: docs.github.com/rest/repos/rules, rule `update`.
  fileprivate mutating func close() {
    rules.removeAll { $0.type == "update" }
    rules.append(
      Rule("update", .object([("update_allows_fetch_and_merge", .bool(false))])))
    rules.sort { $0.type < $1.type }
    bypassActors = []
    enforcement = .active
  }
}

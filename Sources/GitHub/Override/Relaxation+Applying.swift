internal import PolicyCore

/// Lifting the least.
extension ProtectionState {
  /// The state with these things lifted, at a host. Throws where one of them is not there to be lifted,
  /// or could not be put back.
  public func relaxed(
    _ relaxations: [Relaxation], at host: String
  ) throws(OverrideError) -> ProtectionState {
    var state = self
    for relaxation in relaxations { try state.relax(relaxation, at: host) }
    return state
  }

  private mutating func relax(_ relaxation: Relaxation, at host: String) throws(OverrideError) {
    let before = self
    switch relaxation {
    case .rule(let id, let type):
      try change(ruleset: id, at: host) { $0.rules.removeAll { $0.type == type } }
    case .actor(let id, let type, let actor):
      try change(ruleset: id, at: host) {
        let new = Ruleset.BypassActor(type, id: actor, .pullRequest)
        guard !$0.passes(new) else { return }
        $0.bypassActors = Ruleset.BypassActor.sorted(($0.bypassActors ?? []) + [new])
      }
    case .ruleset(let id): try change(ruleset: id, at: host) { $0.enforcement = .disabled }
    default:
      guard var classic else {
        throw .refused(
          "'\(branch)' has no classic protection, so that there is no '\(relaxation.text)' to lift",
          help: rulesets.isEmpty
            ? "nothing protects the branch: push without an override"
            : rulesetForms)
      }
      classic.relax(relaxation)
      self.classic = classic
    }
    if self == before { throw nothing(to: relaxation) }
  }

  private func nothing(to relaxation: Relaxation) -> OverrideError {
    if case .check(let name) = relaxation {
      let known = (classic?.statusChecks?.sorted ?? []).map {
        "check=\(Words.shell(Array($0.context.utf8)))"
      }
      return .refused(
        "no check '\(name)' is required of '\(branch)'",
        help: known.isEmpty
          ? "no check is required" : "name one of: \(known.joined(separator: ", "))")
    }
    return .refused(
      "'\(relaxation.text)' is lifted already, or was never demanded of '\(branch)'",
      help: "leave it out: --relax is for what is demanded and lifted by nobody")
  }

  /// What to name of the rulesets. An organization's are changed by its owner.
  private var rulesetForms: String {
    let forms = rulesets.filter { $0.source == .repository }.compactMap(\.id)
      .map { "--relax ruleset=\($0)" }
    return forms.isEmpty
      ? "ask the owner of \(rulesets.map(\.title).joined(separator: ", ")), who may change it"
      : "name a ruleset: \(forms.joined(separator: ", "))"
  }

  private mutating func change(
    ruleset id: Int, at host: String, _ change: (inout Ruleset) -> Void
  ) throws(OverrideError) {
    guard let place = rulesets.firstIndex(where: { $0.id == id }) else {
      throw .refused(
        "no ruleset \(id) applies to '\(branch)'",
        help: rulesets.isEmpty ? "none applies at all" : rulesetForms)
    }
    let ruleset = rulesets[place]
    switch ruleset.source {
    case .repository: break
    case .organization(let login):
      throw .refused(
        "ruleset '\(ruleset.name)' is the organization \(login)'s, and is changed there",
        help: "ask its owner: https://\(host)/organizations/\(login)/settings/rules")
    case .other(let name):
      throw .refused(
        "ruleset '\(ruleset.name)' is \(name)'s, and is changed there", help: "ask its owner")
    }
    guard ruleset.bypassActors != nil else {
      throw .refused(
        "GitHub does not show who may pass ruleset '\(ruleset.name)' by, so that it could not be "
          + "put back",
        help: "let gh use a token that may write it: gh auth login --hostname \(host)")
    }
    change(&rulesets[place])
  }
}

extension ClassicProtection {
  fileprivate mutating func relax(_ relaxation: Relaxation) {
    switch relaxation {
    case .enforceAdmins: enforceAdmins = false
    case .reviews: reviews = nil
    case .reviewCount: reviews?.count = 0
    case .check(let name):
      let left = (statusChecks?.checks ?? []).filter { $0.context != name }
      statusChecks?.checks = left
    // The block stays: nothing but a whole PUT would bring it back.
    case .checks: statusChecks?.checks = []
    case .signatures: requiredSignatures = false
    case .linearHistory: switches.remove(.linearHistory)
    case .conversations: switches.remove(.conversationResolution)
    case .forcePush: switches.insert(.forcePushes)
    case .lock: switches.remove(.lock)
    case .rule, .actor, .ruleset: break
    }
  }
}

package import Evidence
package import PolicyCore

/// A lease before it begins: what it changes, and what puts it back.
package struct LeasePlan: Sendable {
  /// What is to be approved.
  package let terms: LeaseTerms
  /// What stands.
  package let snapshot: ProtectionState
  /// What is to stand.
  package let target: ProtectionState
  /// The calls that begin it.
  package let calls: [GitHubCall]
  /// The calls that end it, where nobody else changes anything.
  package let undoing: [GitHubCall]
  /// What to know besides.
  package let notes: [String]

  /// The plan of a request. Throws where it may not be, or could not be put back.
  package init(
    _ request: LeaseRequest, by policy: OverrideTerms, keeper: some ProtectionKeeper,
    ledger: LedgerContent, at now: Int64
  ) throws(OverrideError) {
    let requester: String
    let state: ProtectionState
    do throws(GitHubFailure) {
      requester = try keeper.login()
      state = try keeper.state(of: request.branch)
    } catch {
      throw OverrideError(error)
    }
    let repository = keeper.repository
    try request.checkSecrets(keeper.tokens)
    try request.check(by: policy, requester: requester, repository: repository, at: now)
    try Self.refuseSecond(request, in: ledger)
    snapshot = state
    target =
      switch request.purpose {
      case .override: try state.relaxed(request.relaxations, at: repository.host)
      case .freeze: try state.frozen(isNamed: request.isNamed)
      }
    let there = ProtectionCalls(from: state, to: target, in: repository)
    let back = ProtectionCalls(from: target, to: state, in: repository)
    (calls, undoing) = (there.calls, back.calls)
    try Self.refuseLoss(
      of: state, settingAll: there.setsAll || back.setsAll, in: repository,
      lifting: request.purpose == .override)
    terms = LeaseTerms(
      request.purpose, repository: repository.description, branch: request.branch,
      controls: request.controls, reason: request.reason, issue: request.issue,
      requester: requester, approver: request.approver, duration: request.duration,
      remediateBy: request.remediateBy, plan: request.plan,
      number: ledger.records.count { !$0.isAbandoned })
    notes = Self.notes(on: state, request)
  }

  /// Throws where a lease of this kind is open on the branch.
  private static func refuseSecond(
    _ request: LeaseRequest, in ledger: LedgerContent
  ) throws(OverrideError) {
    guard let open = ledger.rival(of: request.branch, request.purpose) else { return }
    throw .refused(
      "lease \(open.id) of '\(request.branch)' is open already",
      help: "end it first: \(open.endCommand)")
  }

  /// Throws where what stands could not be set, or be put back, as it is.
  static func refuseLoss(
    of state: ProtectionState, settingAll: Bool, in repository: GitHubRepository,
    lifting: Bool = false, ending record: LeaseRecord? = nil
  ) throws(OverrideError) {
    let page = "https://\(repository)/settings/branches"
    let again = record.map { ", and run it again: \($0.lease.endCommand)" } ?? ""
    if let rule = state.rule, state.classic != nil, rule.pattern != state.branch {
      // Where REST tells all that the pattern says, a rule of the branch's own can say it.
      let calls = ProtectionCalls(from: state.withoutClassic, to: state, in: repository).calls
      let isWhole = state.losses.count <= 1
      let own = isWhole ? ", which says what the pattern says now" : " at \(page)"
      throw .refused(
        "the protection of '\(state.branch)' is that of the pattern '\(rule.pattern)'; a call for "
          + "the branch would make another one, which outranks it for ever",
        help: "give '\(state.branch)' a rule of its own\(own)\(again)",
        script: isWhole ? calls.script(host: repository.host) : "")
    }
    guard settingAll, let loss = state.losses.first else { return }
    guard record == nil else {
      throw .refused(
        "what stood cannot be put back without a loss that others would have: \(loss)",
        help: "take that away at \(page)\(again)")
    }
    let less = "lift less: --relax enforce-admins, --relax review-count, --relax check=NAME"
    throw .refused(
      "it could not be put back without loss: \(loss)",
      help: "\(lifting ? less : "take that away at \(page)"); or let rulesets say it: "
        + "policy github export --ruleset")
  }

  private static func notes(on state: ProtectionState, _ request: LeaseRequest) -> [String] {
    guard request.purpose == .override else { return [] }
    let touched = Set(
      request.relaxations.compactMap { relaxation -> Int? in
        switch relaxation {
        case .rule(let id, _), .actor(let id, _, _), .ruleset(let id): id
        default: nil
        }
      })
    var notes: [String] = []
    for ruleset in state.rulesets where ruleset.enforcement == .active {
      if let id = ruleset.id, touched.contains(id) { continue }
      notes.append("ruleset '\(ruleset.name)' still binds: \(ruleset.rules.map(\.type).sorted())")
    }
    if request.plan == nil { notes.append("nobody says how it is to be repaired: --plan TEXT") }
    if touched.count > 0, state.classic != nil { notes.append("classic protection still binds") }
    return notes
  }
}

extension LedgerContent {
  /// The leases that nobody has closed.
  package var open: [LeaseRecord] { records.filter { $0.lease.closed == nil } }

  /// The lease of a purpose that is open on a branch.
  func rival(of branch: String, _ purpose: Lease.Purpose) -> Lease? {
    open.map(\.lease).first { $0.branch == branch && $0.purpose == purpose }
  }
}

import Evidence
import PolicyCore
import TestSupport
import Testing

@testable import GitHub

/// Protection to lift, and requests that may be.
enum OverrideSamples {
  static let now: Int64 = 1_767_700_800

  /// A branch with everything that can be lifted.
  static var full: ProtectionState {
    var classic = ClassicProtection()
    classic.enforceAdmins = true
    classic.requiredSignatures = true
    classic.statusChecks = .init(
      strict: true, [.init("build", appID: 15_368), .init("lint"), .init("test (3.10)")])
    var reviews = ClassicProtection.Reviews()
    (reviews.count, reviews.dismissStale, reviews.codeOwners) = (2, true, true)
    classic.reviews = reviews
    classic.switches = [.linearHistory, .conversationResolution, .lock, .blockCreations]
    var state = ProtectionState(branch: "main", inOrganization: false)
    state.classic = classic
    state.rule = .init("main")
    var ruleset = Ruleset(
      "main stays", conditions: nil,
      rules: [.init("deletion"), .init("non_fast_forward"), .init("required_linear_history")])
    ruleset.id = 7
    ruleset.bypassActors = [.init("Team", id: 3, .pullRequest)]
    state.rulesets = [ruleset]
    return state
  }

  /// Everything that can be lifted of it.
  static let relaxations = [
    "enforce-admins", "reviews", "review-count", "check=lint", "checks", "signatures",
    "linear-history", "conversations", "force-push", "lock", "rule=7/deletion", "actor=7/User:9",
    "ruleset=7",
  ]

  static var policy: OverrideTerms {
    var terms = OverrideTerms()
    terms.approvers = [.init(login: "bob"), .init(login: "alice")]
    terms.maxDuration = 14_400
    terms.remediationWithin = 604_800
    return terms
  }

  static func request(_ words: [String]) throws -> LeaseRequest {
    var request = LeaseRequest(.override, of: "main", reason: "the site is down", for: 7_200)
    request.relaxations = try words.map { try #require(Relaxation($0)) }
    request.issue = "https://github.com/acme/shop/issues/7"
    request.approver = "bob"
    request.remediateBy = now + 86_400
    return request
  }

  static var freeze: LeaseRequest {
    LeaseRequest(.freeze, of: "main", reason: "main is broken", for: 86_400)
  }
}

/// A forge, a ledger, and those who work with them.
struct OverrideStage {
  let forge: FakeForge
  let shelf = FakeJournal.Shelf()

  init(_ state: ProtectionState = OverrideSamples.full) throws { forge = try FakeForge(state) }

  /// Begins a lease, as somebody whose process may die.
  @discardableResult
  func begin(_ request: LeaseRequest, fate: Fate = Fate()) throws -> String {
    let forge = try forge.seen(by: fate)
    defer { self.forge.state = forge.state }
    let journal = FakeJournal(shelf, fate: fate)
    let plan = try LeasePlan(
      request, by: OverrideSamples.policy, keeper: forge, ledger: try journal.read(),
      at: OverrideSamples.now)
    _ = try LeaseRun(forge, journal).begin(
      plan, provenBy: request.purpose == .override ? "https://x" : nil, at: OverrideSamples.now)
    return plan.terms.id
  }

  /// Ends a lease, the open one where none is named.
  @discardableResult
  func restore(_ id: String? = nil, fate: Fate = Fate()) throws -> LeaseRestoration? {
    let forge = try forge.seen(by: fate)
    defer { (self.forge.state, self.forge.strays) = (forge.state, forge.strays) }
    let journal = FakeJournal(shelf, fate: fate)
    let content = try journal.read()
    guard let record = content.records.first(where: { id == nil || $0.lease.id == id }) else {
      return nil
    }
    let restoration = try LeaseRestoration(of: record, keeper: forge, ledger: content)
    _ = try LeaseRun(forge, journal).restore(restoration)
    return restoration
  }

  /// The open leases.
  func open() throws -> [String] { try FakeJournal(shelf).read().open.map(\.lease.id) }
}

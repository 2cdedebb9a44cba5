import Evidence
import PolicyCore
import TestSupport
import Testing

@testable import GitHub

@Suite("Leases of one branch that overlap")
struct LeaseOverlapTests {
  /// A branch that nothing but a ruleset protects, which forks may bring up to date.
  private var guarded: ProtectionState {
    var ruleset = Ruleset(
      "guard", conditions: Ruleset.conditions(refs: ["refs/heads/main"]),
      rules: [
        .init("deletion"),
        .init("update", .object([("update_allows_fetch_and_merge", .bool(true))])),
      ])
    ruleset.id = 7
    ruleset.bypassActors = [.init("RepositoryRole", id: 5, .always)]
    var state = ProtectionState(branch: "main", inOrganization: false)
    state.rulesets = [ruleset]
    return state
  }

  /// A branch that classic protection keeps, and that is open.
  private var unlocked: ProtectionState {
    var state = OverrideSamples.full
    state.classic?.switches.remove(.lock)
    state.classic?.enforceAdmins = false
    return state
  }

  @Test("A freeze that comes upon an override, in every order of their ends")
  func freezeInOverride() throws {
    for order in [[0, 1], [1, 0]] {
      let stage = try OverrideStage()
      stage.forge.state.classic?.switches.remove(.lock)
      let before = stage.forge.state
      let leases = [
        try stage.begin(try OverrideSamples.request(["enforce-admins", "review-count"])),
        try stage.begin(OverrideSamples.freeze),
      ]
      #expect(stage.forge.state.classic?.switches.contains(.lock) == true)
      #expect(stage.forge.state.classic?.enforceAdmins == true)
      #expect(stage.forge.state.classic?.reviews?.count == 0)
      for number in order { #expect(try stage.restore(leases[number])?.weakens == []) }
      #expect(stage.forge.state == before, "\(order)")
      #expect(try stage.open().isEmpty)
    }
  }

  @Test("An override that comes upon a freeze, in every order of their ends")
  func overrideInFreeze() throws {
    for order in [[0, 1], [1, 0]] {
      let stage = try OverrideStage()
      stage.forge.state.classic?.switches.remove(.lock)
      stage.forge.state.classic?.enforceAdmins = false
      let before = stage.forge.state
      let leases = [
        try stage.begin(OverrideSamples.freeze),
        try stage.begin(try OverrideSamples.request(["lock", "signatures"])),
      ]
      #expect(stage.forge.state.classic?.switches.contains(.lock) == false)
      for number in order {
        // Nobody thaws unseen what an override holds open.
        let isHeld = number == 0 && order == [0, 1]
        #expect(
          try stage.restore(leases[number])?.weakens
            == (isHeld ? ["enforce_admins from true to false"] : []))
      }
      #expect(stage.forge.state == before, "\(order)")
      #expect(try stage.open().isEmpty)
    }
  }

  @Test("An override, a freeze upon it, and an override upon that: nothing stays lifted")
  func three() throws {
    let stage = try OverrideStage()
    stage.forge.state.classic?.switches.remove(.lock)
    let before = stage.forge.state
    let override = try OverrideSamples.request(["enforce-admins"])
    let first = try stage.begin(override)
    let freeze = try stage.begin(OverrideSamples.freeze)
    #expect(try stage.restore(first)?.weakens == [])
    let second = try stage.begin(override)
    #expect(try stage.restore(freeze)?.weakens == [])
    #expect(stage.forge.state.classic?.enforceAdmins == false)
    try stage.restore(second)
    #expect(stage.forge.state == before)
  }

  @Test("The end of an override leaves a later freeze closed", arguments: [false, true])
  func laterFreeze(byRuleset: Bool) throws {
    let before = byRuleset ? guarded : unlocked
    let stage = try OverrideStage(before)
    let first = try stage.begin(OverrideSamples.freeze)
    let word = byRuleset ? "actor=7/Team:7" : "review-count"
    let override = try stage.begin(try OverrideSamples.request([word]))
    try stage.restore(first)
    let second = try stage.begin(OverrideSamples.freeze)
    let end = try #require(try stage.restore(override))
    #expect(end.weakens + end.overwrites + end.keeps == [])
    #expect(stage.forge.state == (try before.frozen()))
    #expect(try stage.restore(second)?.weakens == [])
    #expect(stage.forge.state == before)
  }

  @Test(
    "A freeze closes a ruleset that an override has turned off or opened",
    arguments: ["ruleset=7", "rule=7/update", "actor=7/Team:7"], [false, true])
  func opened(word: String, thawsFirst: Bool) throws {
    let stage = try OverrideStage(guarded)
    let request = try OverrideSamples.request([word])
    let opened = try guarded.relaxed(request.relaxations, at: "x")
    let override = try stage.begin(request)
    let freeze = try stage.begin(OverrideSamples.freeze)
    #expect(stage.forge.state == (try opened.frozen()))
    #expect(try stage.restore(thawsFirst ? freeze : override)?.weakens == [])
    #expect(stage.forge.state == (thawsFirst ? opened : try guarded.frozen()))
    #expect(try stage.restore(thawsFirst ? override : freeze)?.weakens == [])
    #expect(stage.forge.state == guarded)
  }

  @Test("A freeze that was begun and never made holds nothing")
  func unmade() throws {
    var before = OverrideSamples.full
    before.classic?.switches.remove(.lock)
    let stage = try OverrideStage(before)
    let override = try stage.begin(try OverrideSamples.request(["enforce-admins"]))
    // It dies before its first call.
    #expect(throws: (any Error).self) {
      try stage.begin(OverrideSamples.freeze, fate: Fate((4, .before)))
    }
    #expect(try stage.open().count == 2 && stage.forge.state != before)
    for id in [override, try #require(try stage.open().last)] {
      try stage.restore(id)
      #expect(stage.forge.state == before)
    }
  }

  @Test("A freeze that never was keeps nothing from being put back")
  func forged() throws {
    let stage = try OverrideStage()
    let override = try stage.begin(try OverrideSamples.request(["check=lint"]))
    let during = stage.forge.state
    var open = OverrideSamples.full
    open.classic?.switches.remove(.lock)
    for target in [during, try open.frozen()] {
      let terms = LeaseTerms(
        .freeze, repository: "github.com/acme/shop", branch: "main",
        controls: OverrideSamples.freeze.controls, reason: "x", requester: "mallory",
        duration: 60, number: 1)
      let journal = FakeJournal(stage.shelf)
      try journal.write(
        .begin(
          LeaseStart(
            terms, ends: OverrideSamples.now, approval: nil, snapshot: open.written,
            target: target.written, nonce: "1")))
      try journal.write(.active(lease: terms.id, state: during.written))
      let record = try #require(try journal.read().records.first { $0.lease.id == override })
      let end = try LeaseRestoration(of: record, keeper: stage.forge, ledger: try journal.read())
      #expect(end.target == OverrideSamples.full)
      stage.shelf.texts.removeLast(2)
    }
  }

  @Test(
    "At any time what stands is what the open ones make of what stood at first",
    arguments: 0..<40, [false, true])
  func sequences(seed: Int, byRuleset: Bool) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let before =
      byRuleset ? guarded : Bool.random(using: &random) ? OverrideSamples.full : unlocked
    let stage = try OverrideStage(before)
    let others =
      byRuleset ? ["rule=7/update", "actor=7/Team:7"] : ["enforce-admins", "lock", "reviews"]
    let words = ["rule=7/deletion", "ruleset=7"] + others
    var open: [(id: String, request: LeaseRequest)] = []
    var told: [String] = []
    func end(_ place: Int) throws {
      let (id, request) = open.remove(at: place)
      told.append("end \(request.controls)")
      let state = stage.forge.state
      let isClosed =
        byRuleset
        ? state.rulesets[0].isClosed : state.classic?.switches.contains(.lock) ?? false
      let end = try #require(try stage.restore(id))
      // What an override holds open nobody thaws unseen.
      let isSeen = request.purpose == .freeze && !isClosed
      #expect((isSeen ? [] : end.weakens) + end.overwrites + end.keeps == [], "\(told)")
    }
    for step in 0..<16 {
      if !open.isEmpty, step > 11 || Int.random(in: 0..<5, using: &random) < 2 {
        try end(Int.random(in: open.indices, using: &random))
      } else if step <= 11 {
        let request =
          Bool.random(using: &random)
          ? OverrideSamples.freeze
          : try OverrideSamples.request([words.randomElement(using: &random) ?? ""])
        do {
          open.append((try stage.begin(request), request))
          told.append("begin \(request.controls)")
        } catch is OverrideError {
          // Another one is open, or there is nothing to lift.
        }
      }
      #expect(stage.forge.state == Self.made(of: before, by: open.map(\.request)), "\(told)")
    }
    #expect(stage.forge.state == before, "\(told)")
  }

  /// What leases make of a state, one after the other; what there is nothing of to lift is left out.
  private static func made(
    of state: ProtectionState, by requests: [LeaseRequest]
  ) -> ProtectionState {
    requests.reduce(state) { state, request in
      if request.purpose == .freeze { return (try? state.frozen()) ?? state }
      return (try? state.relaxed(request.relaxations, at: "x")) ?? state
    }
  }
}

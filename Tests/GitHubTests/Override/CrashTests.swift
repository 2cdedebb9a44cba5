import PolicyCore
import TestSupport
import Testing

@testable import Evidence
@testable import GitHub

@Suite("An override always closes")
struct CrashTests {
  /// What may be asked for: each thing by itself, and several at once.
  static let requests: [[String]] =
    OverrideSamples.relaxations.map { [$0] } + [
      ["enforce-admins", "reviews", "check=lint", "signatures", "lock", "rule=7/deletion"],
      OverrideSamples.relaxations.filter { $0 != "review-count" && $0 != "check=lint" },
    ]

  @Test(
    "Killed before or after each step of the beginning and of the end, it ends as it began",
    arguments: requests)
  func killed(_ words: [String]) throws {
    try kill(try OverrideSamples.request(words), at: try OverrideStage())
  }

  @Test(
    "So too where GitHub forgets the signatures whenever everything is set",
    arguments: [
      ["linear-history"], ["reviews", "lock"], ["conversations", "signatures"],
    ])
  func forgetful(_ words: [String]) throws {
    let stage = try OverrideStage()
    stage.forge.besides = { $0.requiredSignatures = false }
    try kill(try OverrideSamples.request(words), at: stage)
  }

  @Test("A freeze, too", arguments: [false, true])
  func freeze(byRuleset: Bool) throws {
    var state = OverrideSamples.full
    state.classic?.switches.remove(.lock)
    state.classic?.enforceAdmins = false
    if byRuleset {
      (state.classic, state.rule) = (nil, nil)
      state.rulesets[0].conditions = .object([
        ("ref_name", .object([("exclude", .array([])), ("include", .texts(["refs/heads/main"]))]))
      ])
    }
    try kill(OverrideSamples.freeze, at: try OverrideStage(state))
  }

  private func kill(_ request: LeaseRequest, at whole: OverrideStage) throws {
    let before = whole.forge.state
    let counted = Fate()
    try whole.begin(request, fate: counted)
    #expect(whole.forge.state != before)
    #expect(
      request.controls.contains("signatures") || before.classic == nil
        || whole.forge.state.classic?.requiredSignatures == true)
    let ending = Fate()
    try whole.restore(fate: ending)
    #expect(whole.forge.state == before)
    var cases = 0
    for (step, side) in Self.ends(counted.steps) {
      for (last, lastSide) in Self.ends(ending.steps) {
        let stage = try OverrideStage(before)
        stage.forge.besides = whole.forge.besides
        #expect(throws: (any Error).self) { try stage.begin(request, fate: Fate((step, side))) }
        // Where nothing was written down, nothing was changed.
        if stage.shelf.texts.isEmpty {
          #expect(stage.forge.state == before)
          continue
        }
        // The end may be shorter than a whole one.
        _ = try? stage.restore(fate: Fate((last, lastSide)))
        #expect(try stage.restore()?.weakens == [])
        #expect(stage.forge.state == before)
        #expect(try stage.open().isEmpty)
        cases += 1
      }
    }
    #expect(cases > 50)
  }

  private static func ends(_ steps: Int) -> [(Int, Fate.Side)] {
    (0..<steps).flatMap { step in Fate.Side.allCases.map { (step, $0) } }
  }

  @Test("The entry that begins it stands at the remote before the first call", arguments: requests)
  func order(_ words: [String]) throws {
    let stage = try OverrideStage()
    let request = try OverrideSamples.request(words)
    // Reading twice, writing and publishing come before the first call.
    for (step, side) in Self.ends(40) {
      let fresh = try OverrideStage()
      _ = try? fresh.begin(request, fate: Fate((step, side)))
      if fresh.forge.state != OverrideSamples.full { #expect(fresh.shelf.published > 0) }
    }
    try stage.begin(request)
    #expect(stage.shelf.published == stage.shelf.texts.count)
  }

  @Test("Ending it again changes nothing, and makes no call")
  func again() throws {
    let stage = try OverrideStage()
    try stage.begin(try OverrideSamples.request(["enforce-admins", "checks"]))
    #expect(try stage.restore()?.calls.count == 2)
    for _ in 0..<3 { #expect(try stage.restore()?.calls.isEmpty == true) }
    #expect(stage.forge.state == OverrideSamples.full)
  }

  @Test("A call that GitHub takes and does not heed is noticed, and can be taken back")
  func ignored() throws {
    let stage = try OverrideStage()
    stage.forge.ignores = "DELETE repos/acme/shop/branches/main/protection/enforce_admins"
    let failure = #expect(throws: OverrideError.self) {
      try stage.begin(try OverrideSamples.request(["enforce-admins", "signatures"]))
    }
    #expect(failure?.cause == .failed)
    #expect(failure?.message.contains("classic.enforce_admins.enabled: true is not false") == true)
    #expect(failure?.help.contains("policy override restore --lease ") == true)
    try stage.restore()
    #expect(stage.forge.state == OverrideSamples.full)
  }
}

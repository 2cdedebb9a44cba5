import Evidence
import PolicyCore
import TestSupport
import Testing

@testable import GitHub

@Suite("What others change while an override lasts")
struct RestoreTests {
  private let full = OverrideSamples.full

  @Test("What the override left alone stays as others set it, and is told")
  func kept() throws {
    let stage = try OverrideStage()
    try stage.begin(try OverrideSamples.request(["check=lint", "enforce-admins"]))
    stage.forge.state.classic?.statusChecks?.checks.insert(.init("docs"))
    stage.forge.state.classic?.reviews?.count = 3
    let end = try #require(try stage.restore())
    var wanted = full
    wanted.classic?.statusChecks?.checks.insert(.init("docs"))
    wanted.classic?.reviews?.count = 3
    #expect(stage.forge.state == wanted)
    #expect(end.overwrites == [])
    #expect(
      end.keeps == [
        "classic.required_pull_request_reviews.required_approving_review_count",
        "classic.required_status_checks.checks.docs of app null",
      ])
  }

  @Test("What the override lifted is put back, whatever others made of it, and is told")
  func overwritten() throws {
    let stage = try OverrideStage()
    try stage.begin(try OverrideSamples.request(["review-count"]))
    stage.forge.state.classic?.reviews?.count = 1
    let end = try #require(try stage.restore())
    #expect(stage.forge.state == full)
    #expect(
      end.overwrites == ["classic.required_pull_request_reviews.required_approving_review_count"])
    #expect(end.keeps == [])
  }

  @Test("What others have put back already is left alone")
  func putBack() throws {
    let stage = try OverrideStage()
    try stage.begin(
      try OverrideSamples.request(
        OverrideSamples.relaxations.filter { $0 != "checks" && $0 != "reviews" }))
    stage.forge.state = full
    let end = try #require(try stage.restore())
    #expect(end.calls.isEmpty && end.overwrites == [] && end.keeps == [])
    #expect(try stage.open().isEmpty)
  }

  @Test("What the override lifted is put back, though an entry says that it was never lifted")
  func late() throws {
    for word in OverrideSamples.relaxations {
      let stage = try OverrideStage()
      let id = try stage.begin(try OverrideSamples.request([word]))
      // What GitHub told too early, or what somebody made by hand.
      try FakeJournal(stage.shelf).write(.active(lease: id, state: full.written))
      let end = try #require(try stage.restore())
      #expect(stage.forge.state == full, "\(word)")
      #expect(end.weakens + end.overwrites + end.keeps == [], "\(word)")
    }
  }

  @Test("A call that GitHub did not heed, and that a person makes later, is taken back")
  func byHand() throws {
    let stage = try OverrideStage()
    stage.forge.ignores = "DELETE repos/acme/shop/branches/main/protection/enforce_admins"
    #expect(throws: OverrideError.self) {
      try stage.begin(try OverrideSamples.request(["enforce-admins"]))
    }
    stage.forge.state.classic?.enforceAdmins = false
    try stage.restore()
    #expect(stage.forge.state == full)
  }

  @Test("Lists in another order than ours stay as they are, and nothing is weaker for it")
  func order() throws {
    var before = full
    before.rulesets[0].conditions = Ruleset.conditions(
      refs: ["refs/heads/main", "refs/heads/develop"], exclude: ["refs/heads/b", "refs/heads/a"])
    before.rulesets[0].rules.append(
      .init("workflows", .object([("workflows", .texts(["b.yml", "a.yml"]))])))
    for word in ["ruleset=7", "rule=7/deletion", "actor=7/User:9"] {
      let stage = try OverrideStage(before)
      try stage.begin(try OverrideSamples.request([word]))
      #expect(try stage.restore()?.weakens == [], "\(word)")
      #expect(stage.forge.state == before, "\(word)")
    }
  }

  @Test("Whoever is let pass and comes before those who are there is no flaw")
  func firstActor() throws {
    let stage = try OverrideStage()
    try stage.begin(try OverrideSamples.request(["actor=7/Integration:9"]))
    try stage.restore()
    #expect(stage.forge.state == full)
  }

  @Test("What a call did besides is no change of others, and is put back with the rest")
  func besides() throws {
    let stage = try OverrideStage()
    stage.forge.besides = { $0.switches.remove(.blockCreations) }
    let request = try OverrideSamples.request(["linear-history"])
    let failure = #expect(throws: OverrideError.self) { try stage.begin(request) }
    #expect(failure?.message.contains("did something else: classic.block_creations") == true)
    // The end does it again, and says so; the one after it finds nothing that it is not to have.
    let again = #expect(throws: OverrideError.self) { try stage.restore() }
    #expect(again?.message.hasPrefix("not everything stands as before") == true)
    stage.forge.besides = nil
    let end = try #require(try stage.restore())
    #expect(end.keeps == [])
    #expect(stage.forge.state == OverrideSamples.full)
    #expect(try stage.open().isEmpty)
  }

  @Test("A ruleset that is not about the branch any more is put back all the same")
  func stray() throws {
    for word in ["ruleset=7", "rule=7/deletion"] {
      let stage = try OverrideStage()
      try stage.begin(try OverrideSamples.request([word]))
      stage.forge.strays = stage.forge.state.rulesets
      stage.forge.state.rulesets = []
      try stage.restore()
      #expect(stage.forge.strays == OverrideSamples.full.rulesets)
      #expect(try stage.open().isEmpty)
    }
  }

  @Test("A ruleset that is deleted is told, and does not keep the override open")
  func deleted() throws {
    let stage = try OverrideStage()
    try stage.begin(try OverrideSamples.request(["ruleset=7", "enforce-admins"]))
    stage.forge.state.rulesets = []
    let end = try #require(try stage.restore())
    #expect(end.lost == ["ruleset 'main stays' (7), which is deleted"])
    #expect(stage.forge.state.classic == full.classic)
    let record = try #require(try FakeJournal(stage.shelf).read().records.first)
    #expect(record.lease.closed != nil && record.lost == end.lost)
  }

  @Test("Classic protection that was deleted stands again after one end")
  func gone() throws {
    let stage = try OverrideStage()
    try stage.begin(try OverrideSamples.request(["linear-history"]))
    (stage.forge.state.classic, stage.forge.state.rule) = (nil, nil)
    // GraphQL tells of a rule as soon as there is one.
    stage.forge.rule = .init("main")
    let end = try #require(try stage.restore())
    #expect(end.overwrites == ["classic"] && end.keeps == [])
    #expect(stage.forge.state == full)
    #expect(try stage.open().isEmpty)
  }

  @Test("Whom GitHub does not take any more is told, and does not keep the override open")
  func left() throws {
    var before = full
    before.inOrganization = true
    before.classic?.reviews?.dismissal = Actors(users: ["bob", "dave"], teams: ["core"])
    before.classic?.restrictions = Actors(users: ["dave"])
    let stage = try OverrideStage(before)
    try stage.begin(try OverrideSamples.request(["linear-history"]))
    stage.forge.besides = {
      $0.reviews?.dismissal?.users.removeAll { $0 == "dave" }
      $0.restrictions?.users.removeAll { $0 == "dave" }
    }
    try stage.restore()
    before.classic?.reviews?.dismissal?.users = ["bob"]
    before.classic?.restrictions?.users = []
    #expect(stage.forge.state == before)
    let record = try #require(try FakeJournal(stage.shelf).read().records.first)
    #expect(record.lease.closed != nil)
    #expect(
      record.lost == ["user dave of restrictions", "user dave of dismissal_restrictions"])
  }

  @Test("What REST would lose for others keeps the end from a PUT, with a cure of its own")
  func loss() throws {
    let stage = try OverrideStage()
    let id = try stage.begin(try OverrideSamples.request(["linear-history"]))
    stage.forge.state.rule?.forcePushers = Actors(users: ["dave"])
    let error = #expect(throws: OverrideError.self) { try stage.restore() }
    #expect(error?.message.contains("REST does not tell who may force-push: user dave") == true)
    #expect(
      error?.help == "take that away at https://github.com/acme/shop/settings/branches, and run "
        + "it again: policy override restore --lease \(id) --apply")
    stage.forge.state.rule = full.rule
    try stage.restore()
    #expect(stage.forge.state == full)
  }

  /// Any change of one flag, list or number, of a ruleset or of classic protection.
  @Test("Whatever others change, only what the override lifted is set back", arguments: 0..<300)
  func random(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let stage = try OverrideStage()
    let words = OverrideSamples.relaxations.filter { $0 != "reviews" && $0 != "ruleset=7" }
      .shuffled(using: &random).prefix(Int.random(in: 1...4, using: &random))
    // What is lifted with the checks cannot be lifted again.
    guard !(words.contains("checks") && words.contains("check=lint")) else { return }
    let request = try OverrideSamples.request(Array(words))
    try stage.begin(request)
    let during = stage.forge.state
    let changes = ProtectionState.changes.shuffled(using: &random).prefix(3)
    for change in changes { change(&stage.forge.state) }
    let now = stage.forge.state
    try stage.restore()
    let (before, after) = (full.written, stage.forge.state.written)
    let wanted = ThreeWay(before: before, during: during.written, now: now.written)
    #expect(JSON.differences(wanted.result, after) == [])
    if now == during { #expect(stage.forge.state == full) }
  }
}

extension ProtectionState {
  /// What somebody else may do to a branch's protection.
  static let changes: [@Sendable (inout ProtectionState) -> Void] = [
    { $0.classic?.enforceAdmins.toggle() }, { $0.classic?.requiredSignatures.toggle() },
    { $0.classic?.statusChecks?.strict.toggle() },
    { $0.classic?.statusChecks?.checks.insert(.init("docs", appID: 1)) },
    { $0.classic?.statusChecks?.checks.remove(.init("build", appID: 15_368)) },
    { $0.classic?.reviews?.count = 4 }, { $0.classic?.reviews?.codeOwners.toggle() },
    { $0.classic?.switches.formSymmetricDifference([.lock]) },
    { $0.classic?.switches.formSymmetricDifference([.deletions]) },
    { $0.classic?.switches.formSymmetricDifference([.linearHistory]) },
    { $0.rulesets[0].rules.append(.init("creation")) },
    { $0.rulesets[0].bypassActors?.append(.init("User", id: 1, .always)) },
    { $0.rulesets[0].enforcement = .evaluate },
  ]
}

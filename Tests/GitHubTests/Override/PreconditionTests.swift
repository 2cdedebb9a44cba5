import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import Evidence
@testable import GitHub

@Suite("What an override needs before it begins")
struct PreconditionTests {
  /// What a request lacks, and what is said to that.
  struct Lack: Sendable, CustomTestStringConvertible {
    let message: String
    let change: @Sendable (inout LeaseRequest) -> Void
    var testDescription: String { message }

    init(_ message: String, _ change: @escaping @Sendable (inout LeaseRequest) -> Void) {
      (self.message, self.change) = (message, change)
    }
  }

  static let lacks: [Lack] = [
    Lack("no reason is given") { $0.reason = " \n" },
    Lack("it would end before it begins") { $0.duration = 0 },
    Lack("nothing is named that is to be lifted") { $0.relaxations = [] },
    Lack("it would last 14401 seconds, and the longest time is 4 hours") { $0.duration = 14_401 },
    Lack("no issue says what has happened") { $0.issue = nil },
    Lack("'https://github.com/acme/other/issues/7' is no issue of github.com/acme/shop") {
      $0.issue = "https://github.com/acme/other/issues/7"
    },
    Lack("'https://github.com/acme/shop/issues/7x' is no issue of github.com/acme/shop") {
      $0.issue = "https://github.com/acme/shop/issues/7x"
    },
    Lack("nobody says until when what it leaves behind is repaired") { $0.remediateBy = nil },
    Lack("the date of the repairs lies in the past") { $0.remediateBy = OverrideSamples.now },
    Lack("the repairs would take longer than 7 days") {
      $0.remediateBy = OverrideSamples.now + 604_801
    },
    Lack("nobody is named who approves it") { $0.approver = nil },
    Lack("'mallory' is not among the approvers of the policy") { $0.approver = "mallory" },
    Lack("'alice' asks and approves") { $0.approver = "Alice" },
    Lack("no check 'lnt' is required of 'main'") { $0.relaxations = [.check("lnt")] },
    Lack("no ruleset 8 applies to 'main'") { $0.relaxations = [.ruleset(8)] },
    Lack("'rule=7/update' is lifted already, or was never demanded of 'main'") {
      $0.relaxations = [.rule(ruleset: 7, type: "update")]
    },
  ]

  private func failure(
    _ state: ProtectionState = OverrideSamples.full,
    _ change: (inout LeaseRequest) -> Void = { _ in }
  ) throws -> OverrideError? {
    let stage = try OverrideStage(state)
    var request = try OverrideSamples.request(["enforce-admins"])
    change(&request)
    do {
      try stage.begin(request)
      return nil
    } catch {
      #expect(stage.shelf.texts.isEmpty && stage.forge.state == state)
      return error as? OverrideError
    }
  }

  @Test("What is missing is refused before anything is written, with what to do", arguments: lacks)
  func lacking(_ lack: Lack) throws {
    let error = try #require(try failure(OverrideSamples.full, lack.change))
    #expect(error.cause == .refused && error.message == lack.message)
    #expect(!error.help.isEmpty)
  }

  @Test("What a check is called is one word of a shell")
  func names() throws {
    var state = OverrideSamples.full
    state.classic?.statusChecks?.checks = [.init("lint"), .init("x\n::error::y"), .init("z (1)")]
    let error = try failure(state) { $0.relaxations = [.check("nope")] }
    #expect(
      error?.help == #"name one of: check=lint, check=$'x\012::error::y', check='z (1)'"#)
  }

  @Test("What nothing protects is protected by name, where the policy has a kind for it")
  func unprotected() throws {
    for (isNamed, words) in [
      (true, "protect it first"), (false, "give it a kind in the policy, then protect it"),
    ] {
      let error = #expect(throws: OverrideError.self) {
        try ProtectionState(branch: "release/1.0", inOrganization: false).frozen(isNamed: isNamed)
      }
      #expect(error?.help == "\(words): policy github apply --branch release/1.0")
    }
  }

  @Test("What could not be put back is refused")
  func losses() throws {
    var pattern = OverrideSamples.full
    pattern.rule?.pattern = "ma*"
    #expect(try failure(pattern)?.message.contains("is that of the pattern 'ma*'") == true)
    // A call of its own loses nothing; one for all settings would.
    var pushers = OverrideSamples.full
    pushers.rule?.forcePushers = Actors(users: ["carol"])
    #expect(try failure(pushers) == nil)
    let all = try failure(pushers) { $0.relaxations = [.linearHistory] }
    #expect(all?.message.contains("without loss: REST does not tell who may force-push") == true)
    var reviews = OverrideSamples.full
    reviews.rule?.requiresDeployments = true
    // Lifting is one call, but nothing less than all settings brings reviews back.
    #expect(try failure(reviews) { $0.relaxations = [.reviews] }?.cause == .refused)
    var unknown = OverrideSamples.full
    unknown.classic?.unknownSettings = ["required_blessing"]
    #expect(try failure(unknown) { $0.relaxations = [.lock] }?.cause == .refused)
    var hidden = OverrideSamples.full
    hidden.rulesets[0].bypassActors = nil
    let actors = try failure(hidden) { $0.relaxations = [.ruleset(7)] }
    #expect(actors?.message.contains("does not show who may pass") == true)
    #expect(actors?.help.hasSuffix(": gh auth login --hostname github.com") == true)
    var organization = OverrideSamples.full
    organization.rulesets[0].source = .organization("acme")
    let owner = try failure(organization) { $0.relaxations = [.ruleset(7)] }
    #expect(owner?.message.contains("is the organization acme's") == true)
    let host = "ghe.example.com"
    let elsewhere = #expect(throws: OverrideError.self) {
      try organization.relaxed([.ruleset(7)], at: host)
    }
    #expect(elsewhere?.help == "ask its owner: https://\(host)/organizations/acme/settings/rules")
    pushers.classic?.switches.remove(.lock)
    let frozen = #expect(throws: OverrideError.self) {
      try OverrideStage(pushers).begin(OverrideSamples.freeze)
    }
    #expect(frozen?.help.hasPrefix("take that away at https://") == true)
    #expect(
      try failure(ProtectionState(branch: "main", inOrganization: false))?.message
        .contains("has no classic protection") == true)
  }

  @Test("A second one of the same kind is refused, also where somebody was faster")
  func second() throws {
    let stage = try OverrideStage()
    let lease = try stage.begin(try OverrideSamples.request(["enforce-admins"]))
    let error = #expect(throws: OverrideError.self) {
      try stage.begin(try OverrideSamples.request(["signatures"]))
    }
    #expect(error?.message == "lease \(lease) of 'main' is open already")
    #expect(error?.help == "end it first: policy override restore --lease \(lease) --apply")
    try stage.restore()
    try stage.begin(try OverrideSamples.request(["signatures"]))
  }

  /// Another clone begins the same lease while this one publishes its own: one of them goes on, and the
  /// other one leaves it alone, whatever order their entries end up in.
  @Test(
    "The same one, begun in two clones at once, is one lease that ends", arguments: [true, false],
    [true, false])
  func twins(otherIsFirst: Bool, otherIsDone: Bool) throws {
    let stage = try OverrideStage()
    let request = try OverrideSamples.request(["enforce-admins", "signatures"])
    stage.shelf.meanwhile = {
      let mine = stage.shelf.texts
      stage.shelf.texts = []
      let shelf = stage.shelf
      let fate = otherIsDone ? Fate() : Fate((5, .after))
      _ = try? stage.begin(request, fate: fate)
      shelf.texts = otherIsFirst ? shelf.texts + mine : mine + shelf.texts
    }
    let journal = FakeJournal(stage.shelf)
    let plan = try LeasePlan(
      request, by: OverrideSamples.policy, keeper: stage.forge, ledger: try journal.read(),
      at: OverrideSamples.now)
    let error = #expect(throws: OverrideError.self) {
      try LeaseRun(stage.forge, journal).begin(plan, provenBy: "x", at: OverrideSamples.now)
    }
    #expect(error?.cause == .refused, "\(String(describing: error))")
    #expect(stage.forge.state != OverrideSamples.full)
    #expect(try stage.open().count == 1)
    #expect(try FakeJournal(stage.shelf).read().book.flaws == [])
    #expect(try FakeJournal(stage.shelf).read().conflicts.count == 1)
    try stage.restore()
    #expect(stage.forge.state == OverrideSamples.full)
    #expect(try stage.open().isEmpty)
  }

  @Test("Protection that changed since it was read is refused, and the lease closed")
  func changed() throws {
    let stage = try OverrideStage()
    let request = try OverrideSamples.request(["enforce-admins"])
    let journal = FakeJournal(stage.shelf)
    let plan = try LeasePlan(
      request, by: OverrideSamples.policy, keeper: stage.forge, ledger: try journal.read(),
      at: OverrideSamples.now)
    stage.forge.state.classic?.reviews?.count = 1
    let error = #expect(throws: OverrideError.self) {
      try LeaseRun(stage.forge, journal).begin(plan, provenBy: "x", at: OverrideSamples.now)
    }
    #expect(error?.message.contains("required_approving_review_count: 2 is not 1") == true)
    #expect(stage.forge.made == [])
    #expect(try stage.open().isEmpty)
  }

  @Test("Each form of --relax reads back as it was written")
  func forms() throws {
    for word in OverrideSamples.relaxations + ["check=a=b/c (3.10)", "actor=1/Team:2"] {
      #expect(try #require(Relaxation(word)).text == word)
    }
    for word in [
      "", "check=", "check", "rule=7", "rule=x/y", "rule=7/", "actor=7/User", "actor=7/Pirate:1",
      "ruleset=-1", "ruleset=0", "Enforce-admins", "exempt",
    ] {
      #expect(Relaxation(word) == nil, "\(word)")
    }
  }
}

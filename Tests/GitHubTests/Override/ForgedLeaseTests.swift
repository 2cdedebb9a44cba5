import PolicyCore
import Testing

@testable import Evidence
@testable import GitHub

@Suite("Entries that somebody has made by hand, to have protection taken away")
struct ForgedLeaseTests {
  private let full = OverrideSamples.full

  /// What an end is, where an entry says that this stood and that this was made of it.
  private func end(
    _ controls: [String], before: ProtectionState, during: ProtectionState,
    now: ProtectionState = OverrideSamples.full, active: ProtectionState? = nil
  ) throws -> LeaseRestoration {
    let isFreeze = controls == ["lock", "enforce-admins"]
    let terms = LeaseTerms(
      isFreeze ? .freeze : .override, repository: "github.com/acme/shop", branch: "main",
      controls: controls, reason: "x", requester: "mallory", approver: "bob", duration: 60,
      number: 0)
    let stage = try OverrideStage(now)
    let journal = FakeJournal(stage.shelf)
    try journal.write(
      .begin(
        LeaseStart(
          terms, ends: OverrideSamples.now, approval: "https://x", snapshot: before.written,
          target: during.written)))
    if let active { try journal.write(.active(lease: terms.id, state: active.written)) }
    let content = try journal.read()
    return try LeaseRestoration(
      of: try #require(content.records.first), keeper: stage.forge, ledger: content)
  }

  @Test("An override that is said to have done nothing is held against what stands")
  func abandoned() throws {
    let stage = try OverrideStage()
    // It dies after its first call, of which the ledger knows nothing.
    #expect(throws: (any Error).self) {
      try stage.begin(
        try OverrideSamples.request(["enforce-admins"]), fate: Fate((4, .after)))
    }
    let journal = FakeJournal(stage.shelf)
    let start = try #require(try journal.read().records.first?.start)
    #expect(stage.forge.state.classic?.enforceAdmins == false)
    func ends(at now: Int64 = OverrideSamples.now) throws -> LeaseEnds {
      LeaseEnds(try journal.read(), by: stage.forge, at: now)
    }
    // While it is open, its end is still to come.
    #expect(try ends().doubted.isEmpty)
    try journal.write(.abandoned(lease: start.terms.id, nonce: try #require(start.nonce)))
    #expect(try stage.open().isEmpty)
    #expect(try ends().doubted.map(\.place) == ["classic.enforce_admins.enabled"])
    #expect(try ends(at: OverrideSamples.now + 31 * 86_400).doubted.isEmpty)
    try stage.restore()
    #expect(stage.forge.state == full)
    #expect(try ends().doubted.isEmpty)
  }

  private func changed(_ change: (inout ProtectionState) -> Void) -> ProtectionState {
    var state = full
    change(&state)
    return state
  }

  @Test("What never stood is not put back: the target is the snapshot without what was lifted")
  func target() throws {
    let open = changed {
      $0.classic?.reviews = nil
      $0.classic?.statusChecks = nil
      $0.classic?.enforceAdmins = false
      $0.classic?.switches.insert(.forcePushes)
    }
    let other = changed { $0.branch = "develop" }
    for (controls, before, during) in [
      (["enforce-admins"], open, full), (["lock", "enforce-admins"], open, full),
      (["enforce-admins"], full, full), (["whatever"], open, full),
      (["enforce-admins"], other, try other.relaxed([.enforceAdmins], at: "x")),
    ] {
      let error = #expect(throws: OverrideError.self) {
        try end(controls, before: before, during: during)
      }
      #expect(error?.cause == .refused)
      #expect(error?.message.contains("whose target is not its snapshot without") == true)
    }
  }

  @Test("Where both agree, what would become weaker is told: nobody ends that unseen")
  func weaker() throws {
    let cases: [(String, (inout ProtectionState) -> Void, [String])] = [
      (
        "reviews",
        { state in
          state.classic?.reviews?.count = 0
          state.classic?.reviews?.bypass = Actors(users: ["mallory"])
          state.classic?.reviews?.dismissal = Actors(users: ["mallory"])
        },
        ["required_reviews from 2 to 0", "restrict_pushes from nobody to user mallory"]
      ),
      ("review-count", { $0.classic?.reviews?.count = 1 }, ["required_reviews from 2 to 1"]),
      (
        "ruleset=7", { $0.rulesets[0].enforcement = .evaluate },
        ["ruleset 'main stays': enforcement from active to evaluate"]
      ),
    ]
    for (word, change, words) in cases {
      let before = changed(change)
      let relaxation = try #require(Relaxation(word))
      let found = try end(
        [word], before: before, during: try before.relaxed([relaxation], at: "x"))
      #expect(found.weakens == words, "\(word)")
    }
    // A freeze that never was: nothing is locked.
    let before = changed {
      $0.classic?.enforceAdmins = false
      $0.classic?.switches.remove(.lock)
    }
    let unlocked = changed { $0.classic?.switches.remove(.lock) }
    let freeze = try end(
      ["lock", "enforce-admins"], before: before, during: try before.frozen(), now: unlocked)
    #expect(freeze.weakens == ["enforce_admins from true to false"])
  }

  @Test("What a lease is said to have made takes away nothing that others have demanded since")
  func active() throws {
    let now = changed { $0.classic?.statusChecks?.checks.insert(.init("docs")) }
    let found = try end(
      ["enforce-admins"], before: full, during: try full.relaxed([.enforceAdmins], at: "x"),
      now: now, active: now)
    #expect(
      found.weakens == [
        "required_status_checks from build by app 15368, docs, lint, test (3.10) to "
          + "build by app 15368, lint, test (3.10)"
      ])
  }

  @Test("Another clone's beginning of the same lease counts only where it is sound")
  func twin() throws {
    let stage = try OverrideStage()
    try stage.begin(try OverrideSamples.request(["enforce-admins"]))
    let content = try FakeJournal(stage.shelf).read()
    let start = try #require(content.records.first?.start)
    let open = changed { $0.classic?.reviews = nil }
    try FakeJournal(stage.shelf).write(
      .begin(
        LeaseStart(
          start.terms, ends: start.ends, approval: start.approval, snapshot: open.written,
          target: full.written, nonce: "1")))
    #expect(try stage.restore()?.weakens == [])
    #expect(stage.forge.state == full)
  }

  @Test(
    "A lease of another repository is named where it is one, and no text of the ledger is a command"
  )
  func repository() throws {
    let cases: [(String, String?)] = [
      ("github.com/Acme/Shop", nil),
      (
        "github.com/acme/other",
        "name it: GH_REPO=github.com/acme/other policy override restore --lease "
      ),
      ("github.com/acme/shop; touch PWNED #\n::error::pwned", "look at it: git show "),
      ("github.com/acme/shop/x", "look at it: git show "),
    ]
    for (repository, help) in cases {
      let terms = LeaseTerms(
        .override, repository: repository, branch: "main", controls: ["enforce-admins"],
        reason: "x", requester: "alice", approver: "bob", duration: 60, number: 0)
      let during = try full.relaxed([.enforceAdmins], at: "x")
      let stage = try OverrideStage(during)
      try FakeJournal(stage.shelf).write(
        .begin(
          LeaseStart(
            terms, ends: OverrideSamples.now, approval: "https://x", snapshot: full.written,
            target: during.written)))
      guard let help else {
        try stage.restore()
        #expect(stage.forge.state == full)
        continue
      }
      let error = #expect(throws: OverrideError.self) { try stage.restore() }
      #expect(error?.help.hasPrefix(help) == true)
      #expect(error?.help.contains("PWNED") == false)
      #expect(stage.forge.state == during)
    }
  }

  @Test("Whoever passes a ruleset by already is nobody to be let pass")
  func actor() throws {
    let state = changed { $0.rulesets[0].bypassActors?.append(.init("User", id: 9, .always)) }
    let error = #expect(throws: OverrideError.self) {
      try state.relaxed([.actor(ruleset: 7, type: "User", id: 9)], at: "x")
    }
    #expect(error?.message.hasPrefix("'actor=7/User:9' is lifted already") == true)
  }

  @Test("What a state demands less than another is told of each part, and of nothing else")
  func parts() {
    let cases: [(String, (inout ProtectionState) -> Void)] = [
      ("enforce_admins", { $0.classic?.enforceAdmins = false }),
      ("require_signatures", { $0.classic?.requiredSignatures = false }),
      ("require_up_to_date", { $0.classic?.statusChecks?.strict = false }),
      ("require_code_owner_reviews", { $0.classic?.reviews?.codeOwners = false }),
      ("dismissal_restrictions", { $0.classic?.reviews?.dismissal?.users.append("eve") }),
      ("restrictions", { $0.classic?.restrictions?.users.append("eve") }),
      ("allow_force_pushes", { $0.classic?.switches.insert(.forcePushes) }),
      ("allow_deletions", { $0.classic?.switches.insert(.deletions) }),
      (
        "ruleset 'main stays': bypass", { $0.rulesets[0].bypassActors?[0].mode = .always }
      ),
      ("ruleset 'main stays': bypass", { $0.rulesets[0].bypassActors = nil }),
      ("ruleset 'main stays': refs", { $0.rulesets[0].conditions = .bool(true) }),
      (
        "ruleset 'main stays': workflows",
        { $0.rulesets[0].rules.removeAll { $0.type == "workflows" } }
      ),
      (
        "ruleset 'main stays': workflows",
        { state in
          let place = state.rulesets[0].rules.firstIndex { $0.type == "workflows" } ?? 0
          state.rulesets[0].rules[place].parameters = nil
        }
      ),
    ]
    let whole = changed {
      $0.classic?.restrictions = Actors(users: ["dave"])
      $0.classic?.reviews?.dismissal = Actors(users: ["dave"])
      $0.rulesets[0].rules.append(
        .init("workflows", .object([JSON.Member(name: "a", value: .null)])))
    }
    for (name, change) in cases {
      var less = whole
      change(&less)
      #expect(whole.weakenings(in: less).map(\.name) == [name])
      // The other way round it is more, but for what cannot be told.
      let other = less.weakenings(in: whole).map(\.name)
      #expect(other == [] || ["bypass", "refs", "workflows"].contains { name.hasSuffix($0) })
    }
    #expect(whole.weakenings(in: whole) == [])
  }
}

import PolicyCore
import Testing

@testable import Evidence
@testable import GitHub

@Suite("Freezes that somebody has made by hand, to have protection taken away")
struct ForgedFreezeTests {
  private func changed(_ change: (inout ProtectionState) -> Void) -> ProtectionState {
    var state = OverrideSamples.full
    change(&state)
    return state
  }

  /// A forged freeze, which says that this stood, with what came upon it, and what its end is while that
  /// stands; `signed` are the places of signed entries.
  private func thaw(
    before: ProtectionState, now: ProtectionState, lifting words: [String] = [],
    among others: Int = 0, signed: Set<Int> = [], demands: Set<String> = []
  ) throws -> LeaseRestoration {
    let stage = try OverrideStage(now)
    stage.shelf.signed = signed
    let journal = FakeJournal(stage.shelf)
    func begin(
      _ purpose: Lease.Purpose, _ controls: [String], _ old: ProtectionState, _ number: Int
    )
      throws -> ProtectionState
    {
      let new =
        purpose == .freeze
        ? try old.frozen()
        : try old.relaxed(controls.map { try #require(Relaxation($0)) }, at: "x")
      let terms = LeaseTerms(
        purpose, repository: "github.com/acme/shop", branch: "main", controls: controls,
        reason: "x", requester: "mallory", duration: 60, number: number)
      try journal.write(
        .begin(
          LeaseStart(
            terms, ends: OverrideSamples.now, approval: "https://x", snapshot: old.written,
            target: new.written)))
      return new
    }
    let closed = try begin(.freeze, OverrideSamples.freeze.controls, before, 0)
    if !words.isEmpty { _ = try begin(.override, words, closed, 1) }
    for number in 0..<others {
      _ = try begin(.freeze, OverrideSamples.freeze.controls, before, 2 + number)
    }
    let content = try journal.read()
    return try LeaseRestoration(
      of: try #require(content.records.first), keeper: stage.forge, ledger: content,
      demands: demands)
  }

  /// A branch that a ruleset alone protects, which lets nobody pass.
  private func guarded(isClosed: Bool) throws -> ProtectionState {
    var ruleset = Ruleset(
      "guard", conditions: Ruleset.conditions(refs: ["refs/heads/main"]),
      rules: [.init("deletion")])
    (ruleset.id, ruleset.bypassActors) = (7, [])
    var state = ProtectionState(branch: "main", inOrganization: false)
    state.rulesets = [ruleset]
    return isClosed ? try state.frozen() : state
  }

  @Test("A freeze that never was takes nothing away from a branch that is open")
  func openBranch() throws {
    let now = changed { $0.classic?.switches.remove(.lock) }
    let less = changed { $0.classic?.enforceAdmins = false }
    let unlocked = changed {
      $0.classic?.enforceAdmins = false
      $0.classic?.switches.remove(.lock)
    }
    // It says that the branch was locked before; an override is said to have unlocked it since.
    for (before, words) in [(less, []), (less, ["lock"]), (unlocked, ["lock"])] {
      let end = try thaw(before: before, now: now, lifting: words)
      #expect(end.weakens == ["enforce_admins from true to false"], "\(words)")
    }
    var off = try guarded(isClosed: false)
    off.rulesets[0].enforcement = .disabled
    for words in [[], ["rule=7/update"]] {
      let end = try thaw(before: off, now: try guarded(isClosed: false), lifting: words)
      #expect(
        end.weakens == ["ruleset 'guard': enforcement from active to disabled"], "\(words)")
    }
  }

  @Test("Unseen, a freeze takes the lock away again, and what else only where it is signed")
  func closedBranch() throws {
    var off = try guarded(isClosed: false)
    off.rulesets[0].enforcement = .disabled
    off.rulesets[0].bypassActors = [.init("User", id: 9, .always)]
    let closed = try guarded(isClosed: true)
    let more = [
      "ruleset 'guard': enforcement from active to disabled",
      "ruleset 'guard': bypass by user 9 (always)",
    ]
    let lock = [
      "ruleset 'guard': lock_branch from true to false",
      "ruleset 'guard': allow_fork_syncing from false to true",
      "ruleset 'guard': update to nothing",
    ]
    let plain = try guarded(isClosed: false)
    let cases: [(ProtectionState, Int, Set<Int>, Set<String>, [String])] = [
      (plain, 0, [], [], []), (plain, 0, [], ["lock_branch"], Array(lock.prefix(1))),
      // Somebody else's freeze lasts; others sign what they write.
      (plain, 1, [], [], lock), (plain, 1, [0], [], lock),
      (off, 0, [], [], more), (off, 0, [0], [], []),
    ]
    for (before, others, signed, demands, unproven) in cases {
      let end = try thaw(
        before: before, now: closed, among: others, signed: signed, demands: demands)
      #expect(end.weakens == [], "\(unproven)")
      #expect(end.unproven == unproven, "\(others) \(signed) \(demands)")
      #expect(end.target == before)
    }
    let unsigned = try thaw(before: plain, now: closed, lifting: ["rule=7/deletion"], signed: [1])
    #expect(unsigned.unproven == lock)
  }
}

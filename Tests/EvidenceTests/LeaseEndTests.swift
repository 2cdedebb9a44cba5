import PolicyCore
import Testing

@testable import Evidence

@Suite("Ends that the ledger tells of")
struct LeaseEndTests {
  private let lease = LeaseTerms.override().id

  @Test("A lease that was left alone is none; one for which a call was tried is, and stays open")
  func abandoned() async throws {
    let start = LeaseStart(
      .override(), ends: LedgerFixture.now, approval: "x", snapshot: .null, target: .null,
      nonce: "n")
    let call = LedgerEvent.call(LeaseCall(lease: lease, call: "DELETE x"))
    let active = LedgerEvent.active(lease: lease, state: .null)
    let abandoned = LedgerEvent.abandoned(lease: lease, nonce: "n")
    let flaw = "says that nothing was done for lease \(lease), and calls were made"
    let restoring = LedgerEvent.restoring(
      lease: lease, state: .null, target: .null, overwrites: [], keeps: [])
    let cases: [(events: [LedgerEvent], isOpen: Bool, flaws: [String])] = [
      ([abandoned], false, []), ([call, abandoned], true, [flaw]),
      ([active, abandoned], true, [flaw]), ([abandoned, call], true, [flaw]),
      ([abandoned, active, call], true, [flaw]),
      // Somebody else has ended it, before or after.
      ([abandoned, restoring, call], false, []),
      ([restoring, call, .end(lease), abandoned], false, []),
    ]
    for (events, isOpen, flaws) in cases {
      let fixture = try await LedgerFixture()
      try fixture.append(.begin(start))
      for event in events { try fixture.append(event) }
      let content = try fixture.content()
      let record = try #require(content.records.first)
      #expect((record.lease.closed == nil) == isOpen, "\(events)")
      #expect((record.lease.remediateBy == nil) == record.isAbandoned)
      #expect(content.book.flaws.map(\.message) == flaws, "\(events)")
    }
  }

  @Test("An end whose own state still has what was lifted ends nothing")
  func unrestored() async throws {
    func state(_ admins: Bool, _ checks: [String], _ count: Int = 2) -> Evidence.JSON {
      .object(of: [
        "enforce_admins": .bool(admins), "checks": .texts(checks),
        "reviews": .object(of: ["count": .number(String(count))]),
        "rulesets": .array([
          .object(of: ["id": .number("5"), "name": .string(admins ? "a" : "b")])
        ]),
      ])
    }
    let (stood, lifted) = (state(true, ["lint", "test"]), state(false, ["test"]))
    let start = LedgerEvent.begin(
      LeaseStart(
        .override(), ends: LedgerFixture.now, approval: "x", snapshot: stood, target: lifted))
    func flaw(_ place: String) -> [String] {
      ["closes lease \(lease), and says that what it changed still is: \(place)"]
    }
    let cases: [(Evidence.JSON, [String])] = [
      (stood, []), (lifted, flaw("checks.lint")),
      (state(true, ["test"]), flaw("checks.lint")),
      (state(false, ["lint", "test"]), flaw("enforce_admins")),
      // In another order, and with what others have made of the rest.
      (state(true, ["more", "test", "lint"], 1), []), (state(true, ["lint"], 1), []),
      // Nothing of the like is there.
      (.null, []), (.object(of: ["enforce_admins": .bool(true), "rulesets": .array([])]), []),
    ]
    for (state, flaws) in cases {
      let fixture = try await LedgerFixture()
      // What somebody says later that the lease has made of it changes nothing.
      try fixture.append(
        start, .active(lease: lease, state: lifted), .active(lease: lease, state: stood),
        .restored(lease: lease, state: state))
      let content = try fixture.content()
      #expect(content.book.flaws.map(\.message) == flaws)
      #expect((content.records.first?.lease.closed == nil) == !flaws.isEmpty)
    }
  }
}

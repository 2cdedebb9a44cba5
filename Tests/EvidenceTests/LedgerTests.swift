import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

@Suite("The ledger")
struct LedgerTests {
  private let lease = LeaseTerms.override().id

  @Test("Entries follow each other, and git shows them")
  func chain() async throws {
    let fixture = try await LedgerFixture()
    #expect(try fixture.ledger().read() == nil)
    try fixture.append(.start(), .call(LeaseCall(lease: lease, call: "DELETE x")), .end(lease))
    let content = try fixture.content()
    #expect(content.entries.map(\.sequence) == [1, 2, 3])
    #expect(content.book.flaws == [])
    #expect(content.heads == [content.entries[2].id])
    #expect(content.tip == content.entries[2].id)
    let record = try #require(content.records.first)
    #expect(record.lease.closed == LedgerFixture.now)
    #expect(record.calls == [LeaseCall(lease: lease, call: "DELETE x")])
    #expect(record.start.snapshot == .object(of: ["enforce_admins": .bool(true)]))
    let log = try await fixture.base.git("log", "--reverse", "--format=%s %an %ct", Ledger.ref)
    #expect(
      log == [
        "Begin override \(lease) of main C O Mitter \(LedgerFixture.now)",
        "Make a call for lease \(lease) C O Mitter \(LedgerFixture.now)",
        "Close lease \(lease) C O Mitter \(LedgerFixture.now)",
      ])
    try await fixture.base.git("fsck", "--strict", "--no-dangling")
  }

  @Test("A clock that is behind the last entry begins nothing, and keeps nothing from its end")
  func behind() async throws {
    let fixture = try await LedgerFixture()
    let (now, terms) = (LedgerFixture.now, LeaseTerms.override("develop"))
    let first = try #require(try fixture.append(.start(), at: now))
    let approval = LeaseApproval(digest: terms.digest, approver: "bob", signature: "none")
    for event in [
      .start(terms), .approve(approval), LedgerEvent.remediated(lease: lease, note: "tests"),
    ] {
      let refused = error { try fixture.append(event, at: now - 301) }
      #expect(
        refused?.message == "the clock says 2026-01-06T11:54:59Z, and the last entry \(first) was "
          + "written at 2026-01-06T12:00:00Z")
      #expect(refused?.help.hasPrefix("set the clock: ") == true)
    }
    #expect(try fixture.content().entries.count == 1)
    // As far as verification puts up with it, it is written, at the time of what it follows.
    try fixture.append(.start(terms), at: now - 300)
    try fixture.append(.call(LeaseCall(lease: lease, call: "DELETE x")), at: now - 9_000)
    try fixture.append(.end(lease), at: now - 9_000)
    let content = try fixture.content()
    #expect(content.book.flaws == [])
    #expect(content.entries.map(\.at) == [now, now, now, now])
    #expect(content.records.first?.lease.closed == now)
  }

  @Test("A lease is open, then overdue, until it is closed")
  func times() async throws {
    let fixture = try await LedgerFixture()
    try fixture.append(.start())
    let open = try #require(fixture.content().records.first?.lease)
    let end = LedgerFixture.now + 7_200
    #expect(open.isOpen(at: end + 1) && !open.isOverdue(at: end) && open.isOverdue(at: end + 1))
    #expect(!open.owesRemediation(at: LedgerFixture.now + 86_400))
    #expect(open.owesRemediation(at: LedgerFixture.now + 86_401))
    try fixture.append(.end(lease), .remediated(lease: lease, note: "tests"), at: end + 60)
    try fixture.append(.end(lease), at: end + 120)
    let closed = try #require(fixture.content(at: end + 120).records.first?.lease)
    #expect(closed.closed == end + 60)
    #expect(!closed.isOpen(at: end + 60) && closed.isOpen(at: end))
    #expect(!closed.owesRemediation(at: .max))
  }

  @Test("Any entry reads back as it was written", arguments: 0..<200)
  func roundTrip(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let content = LedgerEntry.Content.random(using: &random)
    #expect(try LedgerEntry.Content(text: content.text) == content)
    // One byte less is no entry any more, and never another.
    #expect(throws: LedgerEntry.Content.Fault.self) {
      try LedgerEntry.Content(text: content.text.dropLast(2))
    }
  }

  @Test("Terms that differ in anything have another digest")
  func digests() {
    let terms = LeaseTerms.override()
    var others: [LeaseTerms] = [terms]
    func add(_ change: (inout LeaseTerms) -> Void) {
      var other = terms
      change(&other)
      others.append(other)
    }
    add { $0.purpose = .freeze }
    add { $0.repository = "github.com/acme/other" }
    add { $0.branch = "develop" }
    add { $0.controls = ["enforce-admins", "reviews"] }
    add { $0.controls = ["enforce-admins, reviews"] }
    add { $0.reason = "" }
    add { $0.issue = nil }
    add { $0.requester = "mallory" }
    add { $0.approver = nil }
    add { $0.duration = 7_201 }
    add { $0.remediateBy = nil }
    add { $0.plan = "" }
    add { $0.number = 1 }
    #expect(Set(others.map(\.digest)).count == others.count)
    #expect(terms.digest.utf8.count == 64 && terms.digest.hasPrefix(terms.id))
  }

  @Test("Who writes at the same time loses nothing")
  func concurrent() async throws {
    let fixture = try await LedgerFixture()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          for number in 0..<5 {
            let terms = LeaseTerms.override("branch-\(writer)-\(number)")
            try fixture.append(.start(terms), .end(terms.id))
          }
        }
      }
      try await group.waitForAll()
    }
    let content = try fixture.content()
    #expect(content.entries.map(\.sequence) == Array(1...40))
    #expect(content.book.flaws == [] && content.conflicts == [])
    #expect(content.records.count == 20 && content.records.allSatisfy { $0.lease.closed != nil })
  }

  @Test("Entries are signed where git is set up to sign, as git itself checks it")
  func signed() async throws {
    var fixture = try await LedgerFixture()
    let key = try await fixture.base.key("alice-key")
    fixture.key = .file(fixture.base.folder.path + "/alice-key")
    try fixture.append(.start())
    #expect(try fixture.content().entries.map(\.signature) != [nil])
    try fixture.base.folder.write("alice \(key.text)\n".utf8, to: "allowed")
    try await fixture.base.git(
      "-c", "gpg.ssh.allowedSignersFile=\(fixture.base.folder.path)/allowed", "verify-commit",
      Ledger.ref)
    guard case .stranger? = try fixture.content().entries.first?.signature else {
      Issue.record("a key that nobody lists is a stranger's")
      return
    }
    fixture.signers = [Checker(name: "alice", key: key)]
    #expect(try fixture.content().entries.first?.signature == .by(fixture.signers))
    #expect(try fixture.flaws() == [])
    // The same signature over another entry is none.
    let raw = try await Git.run(["cat-file", "commit", Ledger.ref], in: fixture.base.path)
    let other = raw.text.replacing("Begin override", with: "Begin another")
    let made = try await Git.run(
      ["hash-object", "-t", "commit", "-w", "--stdin"], in: fixture.base.path,
      input: Array(other.utf8))
    try await fixture.base.git("update-ref", Ledger.ref, try #require(made.lines.first))
    #expect(try fixture.flaws() == ["has a wrong signature: it is of another text"])
  }

  @Test("A ref that stays locked is an error with the lock's name, and nothing is lost")
  func locked() async throws {
    let fixture = try await LedgerFixture()
    try fixture.append(.start())
    try fixture.base.folder.write([], to: "repo/.git/\(Ledger.ref).lock")
    let ledger = Ledger(
      try fixture.base.open(), signatures: Signatures(by: [], environment: [:]),
      now: LedgerFixture.now, tries: 2)
    let failure = error { try ledger.append(by: fixture.author, at: 0) { _ in .end(lease) } }
    #expect(failure?.help.hasSuffix("\(Ledger.ref).lock") == true)
    #expect(try fixture.content().entries.count == 1)
  }
}

extension LedgerEntry.Content {
  /// Any entry that there may be.
  static func random(using random: inout SeededGenerator) -> Self {
    func text() -> String {
      let words = ["main", "release/1.0", "é\u{202E}\"\\", "a b\n$(x)", "'", "{\"a\": 1}"]
      return words.randomElement(using: &random) ?? "x"
    }
    func json(_ depth: Int = 0) -> Evidence.JSON {
      switch Int.random(in: 0..<(depth > 3 ? 4 : 6), using: &random) {
      case 0: .null
      case 1: .bool(.random(using: &random))
      case 2: .number(String(Int.random(in: -9...9_999_999, using: &random)))
      case 3: .string(text())
      case 4: .array((0..<2).map { _ in json(depth + 1) })
      default:
        .object([
          .init(name: text(), value: json(depth + 1)), .init(name: "z", value: json(depth + 1)),
        ])
      }
    }
    let terms = LeaseTerms(
      Bool.random(using: &random) ? .override : .freeze, repository: text(), branch: text(),
      controls: [text(), text()], reason: text(), issue: Bool.random(using: &random) ? text() : nil,
      requester: text(), approver: Bool.random(using: &random) ? text() : nil,
      duration: .random(in: 0...1_000_000, using: &random),
      remediateBy: Bool.random(using: &random) ? 1_767_700_800 : nil,
      plan: Bool.random(using: &random) ? text() : nil,
      number: .random(in: 0...9, using: &random))
    let events: [LedgerEvent] = [
      .approve(LeaseApproval(digest: terms.digest, approver: text(), signature: text())),
      .begin(
        LeaseStart(
          terms, ends: 1_767_700_800, approval: Bool.random(using: &random) ? text() : nil,
          snapshot: json(), target: json(), nonce: Bool.random(using: &random) ? text() : nil)),
      .call(
        LeaseCall(
          lease: terms.id, call: text(), failure: Bool.random(using: &random) ? text() : nil)),
      .active(lease: terms.id, state: json()), .abandoned(lease: terms.id, nonce: text()),
      .restoring(
        lease: terms.id, state: json(), target: json(), overwrites: [text()], keeps: []),
      .restored(
        lease: terms.id, state: json(), lost: Bool.random(using: &random) ? [text()] : []),
      .remediated(lease: terms.id, note: text()),
      .merge,
    ]
    let ids = (0..<3).compactMap { _ in
      ObjectID(hex: (0..<40).map { _ in "0123456789abcdef".randomElement(using: &random) ?? "a" })
    }
    return LedgerEntry.Content(
      sequence: .random(in: 0...99, using: &random),
      at: .random(in: 0...4_000_000_000, using: &random), author: text(),
      previous: Array(ids.prefix(.random(in: 0...3, using: &random))),
      event: events.randomElement(using: &random) ?? .merge)
  }
}

extension ObjectID {
  fileprivate init?(hex digits: [Character]) { self.init(hex: String(digits)) }
}

import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

@Suite("A ledger that somebody has changed")
struct LedgerTamperTests {
  private let lease = LeaseTerms.override().id

  /// The text of an entry, and what is to be replaced in it.
  private func text(
    _ event: LedgerEvent, number: Int, over parents: [ObjectID], at: Int64 = LedgerFixture.now,
    replacing old: String = "", with new: String = ""
  ) -> [String: String] {
    let content = LedgerEntry.Content(
      sequence: number, at: at, author: "mallory", previous: parents, event: event)
    let text = String(decoding: content.text, as: UTF8.self)
    return ["entry.json": old.isEmpty ? text : text.replacing(old, with: new)]
  }

  @Test("An entry made by hand as it should be is one")
  func sound() async throws {
    let fixture = try await LedgerFixture()
    let first = try #require(try fixture.append(.start()))
    try await fixture.forge(text(.end(lease), number: 2, over: [first]), parents: [first])
    #expect(try fixture.flaws() == [])
  }

  @Test("Each change of an entry is found")
  func changes() async throws {
    let fixture = try await LedgerFixture()
    let first = try #require(try fixture.append(.start()))
    let other = try await fixture.base.commit().commit
    let now = LedgerFixture.now
    let end = LedgerEvent.end(lease)
    let cases: [(files: [String: String], at: Int64, flaw: String)] = [
      (
        text(end, number: 2, over: [other]), now,
        "follows other entries than it says: it was rewritten"
      ),
      (text(end, number: 2, over: []), now, "follows other entries than it says: it was rewritten"),
      (text(end, number: 3, over: [first]), now, "is number 3, and not the next one"),
      (text(end, number: 2, over: [first]), now - 60, "was committed at another time than it says"),
      (
        text(end, number: 2, over: [first], at: now - 301), now - 301,
        "is older than what it follows"
      ),
      (
        text(end, number: 2, over: [first], at: now + 301), now + 301,
        "lies in the future: it says 2026-01-06T12:05:01Z, and the clock here says "
          + "2026-01-06T12:00:00Z"
      ),
      (
        text(.merge, number: 2, over: [first]), now,
        "joins ledgers where it should not, or the other way round"
      ),
      (
        text(.end("0123456789ab"), number: 2, over: [first]), now,
        "tells of lease 0123456789ab, which has not begun"
      ),
      (text(.start(), number: 2, over: [first]), now, "begins lease \(lease) a second time"),
      (
        text(.start(.override("develop"), at: now + 1), number: 2, over: [first]), now,
        "lets lease \(LeaseTerms.override("develop").id) last longer than was approved"
      ),
      (
        text(
          .begin(
            LeaseStart(
              .override("develop"), ends: now, approval: nil, snapshot: .null, target: .null)
          ), number: 2, over: [first]), now,
        "begins lease \(LeaseTerms.override("develop").id), which nobody has approved"
      ),
      (
        ["entry.json": "{"], now,
        "is no entry: it is no JSON: it ends too early at byte 1"
      ),
      (["entry.json": "{}"], now, "is no entry: 'version' is no version"),
      (["entry.json": #"{"version": "2"}"#], now, "is no entry: 'version' is no version"),
      (["entry.json": #"{"version": 1.5}"#], now, "is no entry: 'version' is no version"),
      (["entry.json": #"{"version": -2}"#], now, "is no entry: 'version' is no version"),
      (["entry.json": #"{"version": 0}"#], now, "is no entry: 'version' is no version"),
      (["entry.json": "[2]"], now, "is no entry: 'version' is no version"),
      (
        text(end, number: 2, over: [first], replacing: "\"state\"", with: "\"stat\""), now,
        "is no entry: 'state' is missing"
      ),
      (
        text(end, number: 2, over: [first], replacing: "\"restored\"", with: "\"reviewed\""), now,
        "is no entry: 'event' is 'reviewed', which nobody knows"
      ),
      (
        text(end, number: 2, over: [first]).merging(["more": "x"]) { $1 }, now,
        "is no entry: it holds something other than the file entry.json"
      ),
      ([:], now, "is no entry: it holds something other than the file entry.json"),
    ]
    for (files, seconds, flaw) in cases {
      let made = try await fixture.forge(files, parents: [first], at: seconds)
      let found = try fixture.content().book.flaws
      #expect(found.map(\.message) == [flaw])
      #expect(found.first?.entry == made && found.first?.help.contains("\(made)") == true)
    }
  }

  @Test("An entry that was rewritten below others is found at its follower")
  func rewritten() async throws {
    let fixture = try await LedgerFixture()
    let first = try #require(try fixture.append(.start()))
    let second = try #require(try fixture.append(.end(lease)))
    let forged = try await fixture.forge(
      text(.start(.override(reason: "another")), number: 1, over: []), parents: [])
    let files = [
      "entry.json": try await fixture.base.git("show", "\(second):entry.json").joined() + "\n"
    ]
    try await fixture.forge(files, parents: [forged])
    #expect(
      try fixture.flaws() == [
        "follows other entries than it says: it was rewritten",
        "tells of lease \(lease), which has not begun",
      ])
    #expect(first != forged)
  }

  @Test("What cannot be read is unknown: a lost entry, a shallow clone")
  func unreadable() async throws {
    let fixture = try await LedgerFixture()
    let first = try #require(try fixture.append(.start()))
    try fixture.append(.end(lease))
    let path = "repo/.git/objects/\(first.hex.prefix(2))/\(first.hex.dropFirst(2))"
    let bytes = try #require(fixture.base.folder.read(path))
    try fixture.base.folder.remove(path)
    #expect(error { try fixture.content() }?.cause == .missingObject)
    try fixture.base.folder.write(bytes, to: path)
    #expect(try fixture.flaws() == [])
    try await fixture.base.git("symbolic-ref", Ledger.ref, "refs/policy/nowhere")
    #expect(error { try fixture.ledger().read() } != nil)
  }

  @Test(
    "An entry that nobody can read here is a doubt, and keeps nothing from its end",
    arguments: [
      ("{\"version\": 2}", "is of version 2: a newer policy wrote it"),
      ("{\"version\": 30, \"sequence\": 9}", "is of version 30: a newer policy wrote it"),
      (
        String(repeating: " ", count: LedgerEntry.longest + 1),
        "cannot be read: 'entry.json' has 1048577 bytes, more than 1048576"
      ),
    ])
  func doubted(_ file: String, _ words: String) async throws {
    let fixture = try await LedgerFixture()
    let now = LedgerFixture.now
    let first = try #require(try fixture.append(.start()))
    // Whatever time it claims: what follows it is dated by a clock.
    let newer = try await fixture.forge(
      ["entry.json": file], parents: [first], at: now + 1_000_000)
    try fixture.append(.end(lease), at: now + 60)
    let content = try fixture.content(at: now + 60)
    #expect(content.book.flaws == [])
    #expect(content.book.doubts.map(\.message) == [words])
    #expect(content.book.doubt?.message == "entry \(newer) \(words)")
    #expect(content.entries.map(\.sequence) == [1, 3] && content.entries.last?.at == now + 60)
    #expect(content.records.first?.lease.closed == now + 60)
    #expect(try fixture.content(at: now + 9_000).book.flaws == [])
  }

  @Test("An entry that is known to be wrong counts for nothing, nor do its number and its date")
  func known() async throws {
    let fixture = try await LedgerFixture()
    let now = LedgerFixture.now
    let first = try #require(try fixture.append(.start()))
    for (files, numbers) in [
      (["entry.json": "{}"], [1, 1]),
      (text(.end(lease), number: 7, over: [first], at: now + 1_000_000), [1, 8]),
      (["entry.json": "{\"version\": 2}"], [1, 3]),
    ] {
      let wrong = try await fixture.forge(files, parents: [first], at: now + 1_000_000)
      func ledger(at now: Int64) throws -> Ledger {
        Ledger(
          try fixture.base.open(), signatures: Signatures(by: [], environment: [:]),
          known: [wrong], now: now)
      }
      #expect(try ledger(at: now).read()?.records.first?.lease.closed == nil)
      try ledger(at: now + 60).append(by: fixture.author, at: now + 60) { _ in .end(lease) }
      let content = try #require(try ledger(at: now + 9_000).read())
      #expect(content.known == [wrong])
      #expect(content.book.flaws == [] && content.book.doubts == [])
      #expect(content.entries.map(\.sequence) == numbers)
      #expect(content.records.first?.lease.closed == now + 60)
    }
  }

  @Test("A signature that nobody can check here is a doubt of its entry alone")
  func unchecked() async throws {
    var fixture = try await LedgerFixture()
    let key = try await fixture.base.key("alice-key")
    fixture.key = .file(fixture.base.folder.path + "/alice-key")
    fixture.signers = [Checker(name: "alice", key: key)]
    let first = try #require(try fixture.append(.start()))
    let content = try #require(
      try Ledger(
        try fixture.base.open(),
        signatures: Signatures(by: fixture.signers, environment: ["PATH": "/nowhere"]),
        now: LedgerFixture.now
      ).read())
    #expect(content.records.count == 1 && content.book.flaws == [])
    #expect(content.doubts.map(\.entry) == [first])
    #expect(
      content.doubts.first?.message.hasPrefix("has a signature that cannot be checked: ") == true)
  }

  @Test("Two clones that both went on keep both, and say what they did not know of each other")
  func merged() async throws {
    let fixture = try await LedgerFixture()
    let theirs = Ledger.ref(ofRemote: "origin")
    try fixture.append(.start())
    let base = try await fixture.base.id("rev-parse", Ledger.ref)
    try fixture.append(.end(lease), .start(.override(number: 1, reason: "theirs")))
    let their = try await fixture.base.id("rev-parse", Ledger.ref)
    try await fixture.base.git("update-ref", Ledger.ref, "\(base)")
    try fixture.append(.start(.override("develop", number: 1)))
    try await fixture.base.git("update-ref", theirs, "\(their)")
    // Before anything is written, both are read.
    #expect(try fixture.content().records.count == 3)
    #expect(try fixture.content().heads.count == 2)
    let our = try await fixture.base.id("rev-parse", Ledger.ref)
    #expect(try fixture.ledger().merge(by: fixture.author, at: LedgerFixture.now))
    #expect(
      try await fixture.base.git("rev-parse", Ledger.ref + "^@") == ["\(our)", "\(their)"])
    #expect(try !fixture.ledger().merge(by: fixture.author, at: LedgerFixture.now))
    let content = try fixture.content()
    #expect(content.book.flaws == [] && content.conflicts == [])
    #expect(content.entries.last?.sequence == 4)
    // The same branch, twice: both are kept, and it is said.
    try await fixture.base.git("update-ref", Ledger.ref, "\(base)")
    let (one, two) = (
      LeaseTerms.override(number: 1, reason: "theirs"), LeaseTerms.override(number: 1)
    )
    // Who writes joins what went apart before.
    try fixture.append(.end(lease), .start(two))
    #expect(try !fixture.ledger().merge(by: fixture.author, at: LedgerFixture.now))
    let both = try fixture.content()
    #expect(Set(both.records.map(\.lease.id)) == [lease, one.id, two.id])
    #expect(both.conflicts.count == 1 && both.book.flaws == [])
    #expect(both.conflicts.first?.hasSuffix("of main were open at the same time") == true)
  }

  @Test("A ledger that only the remote has is taken as it stands")
  func fastForward() async throws {
    let fixture = try await LedgerFixture()
    let tip = try #require(try fixture.append(.start()))
    try await fixture.base.git("update-ref", Ledger.ref(ofRemote: "origin"), "\(tip)")
    try await fixture.base.git("update-ref", "-d", Ledger.ref)
    #expect(try fixture.content().tip == nil)
    #expect(try fixture.ledger().merge(by: fixture.author, at: LedgerFixture.now))
    #expect(try await fixture.base.id("rev-parse", Ledger.ref) == tip)
    let next = try #require(try fixture.append(.end(lease)))
    #expect(try await fixture.base.id("rev-parse", "\(next)^") == tip)
  }
}

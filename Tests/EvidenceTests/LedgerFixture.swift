import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

/// A repository with a ledger that the library writes, and the real git to look at it.
struct LedgerFixture {
  static let now = EvidenceFixture.now

  let base: EvidenceFixture
  var key: SigningKey?
  var signers: [Checker] = []

  init() async throws { base = try await EvidenceFixture() }

  var author: LedgerAuthor {
    LedgerAuthor(
      login: "alice", identity: EvidenceFixture.identity, key: key, environment: base.environment)
  }

  func ledger(at now: Int64 = Self.now) throws -> Ledger {
    Ledger(
      try base.open(), signatures: Signatures(by: signers, environment: base.environment), now: now)
  }

  @discardableResult
  func append(_ events: LedgerEvent..., at now: Int64 = Self.now) throws -> ObjectID? {
    var last: ObjectID?
    for event in events {
      last = try ledger(at: now).append(by: author, at: now) { _ in event }
    }
    return last
  }

  func content(at now: Int64 = Self.now) throws -> LedgerContent {
    try #require(try ledger(at: now).read())
  }

  /// What is wrong with the ledger, each in its words.
  func flaws(at now: Int64 = Self.now) throws -> [String] {
    try content(at: now).book.flaws.map(\.message)
  }

  /// Lets the ledger end in a commit that the real git made of a file, over these parents.
  @discardableResult
  func forge(
    _ files: [String: String], parents: [ObjectID], at seconds: Int64 = Self.now,
    message: String = "Forged"
  ) async throws -> ObjectID {
    var stream = "commit \(Ledger.ref)\ncommitter M <m@example.com> \(seconds) +0000\n"
    stream += "data \(message.utf8.count)\n\(message)\n"
    if let first = parents.first { stream += "from \(first)\n" }
    for parent in parents.dropFirst() { stream += "merge \(parent)\n" }
    stream += "deleteall\n"
    for (file, text) in files {
      stream += "M 100644 inline \(file)\ndata \(text.utf8.count)\n\(text)\n"
    }
    if parents.isEmpty { stream = "reset \(Ledger.ref)\n" + stream }
    try await Git.run(
      ["fast-import", "--quiet", "--force"], in: base.path, input: Array(stream.utf8))
    return try await base.id("rev-parse", Ledger.ref)
  }
}

extension LeaseTerms {
  /// An override of a branch.
  static func override(
    _ branch: String = "main", number: Int = 0, reason: String = "the site is down"
  ) -> LeaseTerms {
    LeaseTerms(
      .override, repository: "github.com/acme/shop", branch: branch, controls: ["enforce-admins"],
      reason: reason, issue: "https://github.com/acme/shop/issues/7", requester: "alice",
      approver: "bob", duration: 7_200, remediateBy: LedgerFixture.now + 86_400, number: number)
  }
}

extension LedgerEvent {
  /// The beginning of an override.
  static func start(_ terms: LeaseTerms = .override(), at now: Int64 = LedgerFixture.now) -> Self {
    .begin(
      LeaseStart(
        terms, ends: now + terms.duration, approval: "https://github.com/acme/shop/issues/7#1",
        snapshot: .object(of: ["enforce_admins": .bool(true)]),
        target: .object(of: ["enforce_admins": .bool(false)])))
  }

  /// The end of a lease.
  static func end(_ lease: String) -> Self {
    .restored(lease: lease, state: .object(of: ["enforce_admins": .bool(true)]))
  }
}

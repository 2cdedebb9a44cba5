import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

@Suite("Trailers as evidence")
struct TrailersTests {
  private static let message = "Work\n\nReviewed-by: Bob <bob@example.com>\n"

  private func reviews(
    _ fixture: EvidenceFixture, on subject: Tested, by checkers: [Checker]
  ) throws -> [Review] {
    let signatures = Signatures(by: checkers, environment: fixture.environment)
    return try TrailersSource(fixture.open(), signatures: signatures).reviews(of: [subject.subject])
  }

  /// A commit of the author's, signed with the key in a file of this name.
  private func commit(
    _ fixture: EvidenceFixture, _ message: String = message, signedBy key: String? = nil,
    options: [String] = []
  ) async throws -> Tested {
    var arguments = ["-c", "gpg.format=ssh"]
    if let key { arguments += ["-c", "user.signingKey=\(fixture.folder.path)/\(key)"] }
    arguments += ["commit", "-q", "--allow-empty", "-m", message] + options
    if key != nil { arguments.append("-S") }
    try await Git.run(arguments, in: fixture.path)
    return Tested(
      commit: try await fixture.id("rev-parse", "HEAD"),
      tree: try await fixture.id("rev-parse", "HEAD^{tree}"))
  }

  @Test(
    "A trailer is proof where the reviewer signed the commit",
    arguments: ["bob@example.com", "BOB@Example.com"])
  func proof(name: String) async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [Checker(name: name, key: try await fixture.key("bob"))]
    let subject = try await commit(fixture, signedBy: "bob")
    let review = try #require(try reviews(fixture, on: subject, by: checkers).first)
    #expect(review.standing == .proof)
    #expect((review.reviewer, review.state) == ("bob@example.com", .approved))
    #expect((review.commit, review.source) == (subject.commit, "trailers"))
  }

  @Test("A trailer without an address is its own")
  func bare() async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [Checker(name: "bob", key: try await fixture.key("bob"))]
    let subject = try await commit(fixture, "Work\n\nReviewed-by: Bob\n", signedBy: "bob")
    let review = try #require(try reviews(fixture, on: subject, by: checkers).first)
    #expect((review.reviewer, review.standing) == ("Bob", .proof))
  }

  @Test(
    "A name before an address proves nothing: one signer is not as many reviewers as they write",
    arguments: ["Bob", "bob@example.com"])
  func names(checker: String) async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [Checker(name: checker, key: try await fixture.key("bob"))]
    let message = "Work\n\nReviewed-by: Bob <x@example.com>\nReviewed-by: Bob <y@example.com>\n"
    let subject = try await commit(fixture, message, signedBy: "bob")
    #expect(
      try reviews(fixture, on: subject, by: checkers).map(\.standing)
        == Array(
          repeating: .claim(why: "the commit is signed by \(checker), not by the reviewer"),
          count: 2))
  }

  @Test(
    "An author approves nothing, whatever they are called in the trailer",
    arguments: [
      ("Bob <bob@example.com>", "the author wrote it"),
      ("Robert <BOB@Example.com>", "the author wrote it"),
      ("bob <b@example.com>", "the author wrote it"),
      (
        "Robert <b@example.com>",
        "the commit is signed by its author, bob@example.com, b@example.com"
      ),
    ])
  func author(author: String, why: String) async throws {
    let fixture = try await EvidenceFixture()
    let key = try await fixture.key("bob")
    let checkers = ["bob@example.com", "b@example.com"].map { Checker(name: $0, key: key) }
    let subject = try await commit(fixture, signedBy: "bob", options: ["--author=\(author)"])
    #expect(
      try reviews(fixture, on: subject, by: checkers).map(\.standing) == [.claim(why: why)])
  }

  @Test("Anybody else's trailer is a claim")
  func claims() async throws {
    let fixture = try await EvidenceFixture()
    let checkers = [
      Checker(name: "bob@example.com", key: try await fixture.key("bob")),
      Checker(name: "carol@example.com", key: try await fixture.key("carol")),
    ]
    _ = try await fixture.key("mallory")
    func why(_ subject: Tested) throws -> String? {
      let review = try #require(try reviews(fixture, on: subject, by: checkers).first)
      guard case .claim(let why) = review.standing else { return nil }
      return why
    }
    #expect(try why(try await commit(fixture)) == "the commit is not signed")
    let stranger = try why(try await commit(fixture, signedBy: "mallory"))
    #expect(stranger?.hasSuffix("which is no checker's key") == true)
    #expect(
      try why(try await commit(fixture, signedBy: "carol"))
        == "the commit is signed by carol@example.com, not by the reviewer")
    let own = try await commit(
      fixture, signedBy: "bob", options: ["--author=Bob <bob@example.com>"])
    #expect(try why(own) == "the author wrote it")
    // A signature that was carried over from another commit.
    let signed = try await commit(fixture, signedBy: "bob")
    let raw = try await Git.run(["cat-file", "commit", "\(signed.commit)"], in: fixture.path).text
    let moved = try await Git.run(
      ["hash-object", "-t", "commit", "-w", "--stdin"], in: fixture.path,
      input: Array(raw.replacing("Work", with: "Evil").utf8))
    let forged = try #require(moved.lines.first.flatMap { ObjectID(hex: $0) })
    #expect(
      try why(Tested(commit: forged, tree: signed.tree))
        == "the commit's signature is not right: it is of another text")
  }

  @Test("A commit that cannot be read is unknown; one that was never to be here has no trailers")
  func missing() async throws {
    let fixture = try await EvidenceFixture()
    let subject = Tested(commit: RecordTests.commit, tree: RecordTests.tree)
    #expect(error { try reviews(fixture, on: subject, by: []) }?.cause == .missingObject)
    let head = EvidenceSubject(commit: RecordTests.commit, tree: nil)
    let signatures = Signatures(by: [], environment: fixture.environment)
    #expect(
      try TrailersSource(fixture.open(), signatures: signatures).reviews(of: [head]) == [])
  }

  @Test(
    "Trailers are the last paragraph, and nothing else is",
    arguments: [
      ("s\n\nReviewed-by: A <a@b>\nReviewed-by: B <b@c>\n", ["A <a@b>", "B <b@c>"]),
      ("s\n\nbody\n\nreviewed-BY:A <a@b>\nSigned-off-by: X <x@y>\n\n\n", ["A <a@b>"]),
      ("s\r\n\r\nReviewed-by: A <a@b>\r\n", ["A <a@b>"]),
      ("s\n\nReviewed-by: A\n <a@b>\n", ["A <a@b>"]),
      ("Reviewed-by: A <a@b>\n", []), ("s\nReviewed-by: A <a@b>\n", []),
      ("s\n\nReviewed-by: A <a@b>\n\nmore\n", []),
      ("s\n\nNot a trailer\nReviewed-by: A <a@b>\n", []), ("", []), ("\n\n", []),
      ("s\n\n> Reviewed-by: A <a@b>\n", []), ("s\n\nReviewed by: A <a@b>\n", []),
    ])
  func values(message: String, values: [String]) {
    #expect(Self.reviewers(message) == values)
  }

  @Test(
    "Where the paragraph is one, git finds the same trailers",
    arguments: [
      "s\n\nReviewed-by: A <a@b>\nReviewed-by: B <b@c>\n", "s\n\nbody\n\nReviewed-by: A <a@b>\n",
      "s\n\nReviewed-by: A\n <a@b>\n", "Reviewed-by: A <a@b>\n",
      "s\n\nReviewed-by: A <a@b>\n\nmore\n",
    ])
  func oracle(message: String) async throws {
    let folder = try TemporaryFolder()
    let said = try await Git.run(
      ["interpret-trailers", "--parse"], in: folder.path, input: Array(message.utf8))
    #expect(Self.reviewers(message).map { "Reviewed-by: \($0)" } == said.lines)
  }

  private static func reviewers(_ message: String) -> [String] {
    TrailerBlock(Array(message.utf8)).trailers.filter { $0.has(key: "Reviewed-by") }
      .map { String(decoding: $0.value, as: UTF8.self) }
  }
}

import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import Evidence
@testable import GitHub

@Suite("Who approved an override")
struct ProofTests {
  private let forge: FakeForge
  private let terms: LeaseTerms
  private let other: LeaseTerms

  init() throws {
    forge = try FakeForge(OverrideSamples.full)
    let journal = FakeJournal(.init())
    func terms(_ words: [String], _ forge: FakeForge) throws -> LeaseTerms {
      try LeasePlan(
        try OverrideSamples.request(words), by: OverrideSamples.policy, keeper: forge,
        ledger: try journal.read(), at: OverrideSamples.now
      ).terms
    }
    self.terms = try terms(["enforce-admins"], forge)
    other = try terms(["enforce-admins", "reviews"], forge)
  }

  private func proof(
    _ comments: [IssueComment], _ policy: OverrideTerms = OverrideSamples.policy
  ) throws -> String? {
    forge.comments = comments
    return try LeaseProof(of: terms, by: policy).find(
      keeper: forge, ledger: LedgerContent(), signatures: Signatures(by: [], environment: [:]))
  }

  private func comment(_ author: String?, _ body: String, edited: Bool = false) -> IssueComment {
    IssueComment(by: author, body, isEdited: edited, url: "https://x/\(author ?? "")")
  }

  @Test("A comment of the approver that quotes the digest is proof")
  func comments() throws {
    #expect(try proof([comment("Bob", "> approve \(terms.digest)\nfine")]) == "https://x/Bob")
    #expect(
      try proof([
        comment("bob", "approve \(terms.digest)", edited: true),
        comment("bob", "approve \(terms.digest)"),
      ]) == "https://x/bob")
  }

  @Test("Nothing else is")
  func none() throws {
    let cases: [([IssueComment], String)] = [
      ([], "'bob' has not approved it"),
      ([comment("mallory", "approve \(terms.digest)")], "'bob' has not approved it"),
      ([comment(nil, "approve \(terms.digest)")], "'bob' has not approved it"),
      ([comment("bob", "approve \(terms.id)")], "'bob' has not approved it"),
      ([comment("bob", "approve \(other.digest)")], "'bob' has not approved it"),
      (
        [comment("bob", "approve \(terms.digest)", edited: true)],
        "the comment of 'bob' was edited, which others may have done"
      ),
    ]
    for (comments, message) in cases {
      let error = #expect(throws: OverrideError.self) { try proof(comments) }
      #expect(error?.message == message && error?.cause == .refused)
      #expect(error?.help.contains(terms.digest) == true)
    }
  }

  @Test("A signed entry of the ledger is proof where the policy lists its key")
  func entries() async throws {
    let folder = try TemporaryFolder()
    let environment = HermeticEnvironment.variables(home: folder.path)
    for name in ["bob", "mallory"] {
      let made = try await Program.run(
        "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", folder.path + "/" + name],
        in: folder.path)
      try #require(made.status == 0)
    }
    let text = String(decoding: try #require(folder.read("bob.pub")), as: UTF8.self)
    var policy = OverrideSamples.policy
    policy.approvers[0].key = CheckerKey(String(text.dropLast()))
    let signatures = Signatures(by: policy.keys, environment: environment)
    func found(
      _ digest: String, signedFor signed: String, by key: String, as login: String
    ) throws -> String? {
      let signature = try signatures.sign(
        LeaseApproval.text(approving: signed, by: login),
        with: .file(folder.path + "/" + key), for: LeaseApproval.namespace)
      let shelf = FakeJournal.Shelf()
      let journal = FakeJournal(shelf)
      try journal.write(
        .approve(LeaseApproval(digest: digest, approver: login, signature: signature)))
      return try LeaseProof(of: terms, by: policy).find(
        keeper: forge, ledger: try journal.read(), signatures: signatures)
    }
    let digest = terms.digest
    #expect(
      try found(digest, signedFor: digest, by: "bob", as: "bob")?.hasPrefix("entry ") == true)
    for (digest, signed, key, login) in [
      (digest, digest, "mallory", "bob"), (digest, other.digest, "bob", "bob"),
      (other.digest, other.digest, "bob", "bob"), (digest, digest, "mallory", "mallory"),
    ] {
      #expect(throws: OverrideError.self) {
        try found(digest, signedFor: signed, by: key, as: login)
      }
    }
  }

  @Test("Who approves their own may do so where the policy says it, and nowhere else")
  func own() throws {
    var request = try OverrideSamples.request(["enforce-admins"])
    request.approver = "alice"
    var policy = OverrideSamples.policy
    let ledger = LedgerContent()
    #expect(throws: OverrideError.self) {
      try LeasePlan(
        request, by: policy, keeper: forge, ledger: ledger, at: OverrideSamples.now)
    }
    policy.selfApproval = true
    let plan = try LeasePlan(
      request, by: policy, keeper: forge, ledger: ledger, at: OverrideSamples.now)
    let proof = try LeaseProof(of: plan.terms, by: policy).find(
      keeper: forge, ledger: ledger, signatures: Signatures(by: [], environment: [:]))
    #expect(proof == "self-approval of alice, which the policy allows")
  }

  @Test("What approved one lease approves no other, not even one with the same words")
  func replay() throws {
    let stage = try OverrideStage()
    let request = try OverrideSamples.request(["enforce-admins"])
    let first = try stage.begin(request)
    try stage.restore()
    #expect(try stage.begin(request) != first)
  }
}

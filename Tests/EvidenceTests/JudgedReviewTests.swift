import GitModel
import GitStore
import PolicyCore
import TestSupport
import Testing

@testable import Evidence

@Suite("What required-reviews makes of a file that tells of reviews")
struct JudgedReviewTests {
  /// A proposal of two commits, the first by Alice and the second by Bob, and what was before it.
  private struct Proposal {
    let fixture: EvidenceFixture
    let base: ObjectID, first: ObjectID, second: ObjectID

    init() async throws {
      fixture = try await EvidenceFixture()
      base = try await fixture.commit("Begin").commit
      var made: [ObjectID] = []
      for (name, address) in [("alice", "Alice@x.org"), ("Bob B", "bob@x.org")] {
        try fixture.folder.write(name.utf8, to: "repo/" + name)
        try await fixture.git("add", "--all")
        try await fixture.git(
          "commit", "-q", "-m", "Work", "--author", "\(name) <\(address)>")
        made.append(try await fixture.id("rev-parse", "HEAD"))
      }
      (first, second) = (made[0], made[1])
    }

    /// How required-reviews judges that it asks to land, by what a file outside tells.
    func verdict(_ reviews: String, dismissesStale: Bool = false) throws -> String {
      try fixture.folder.write(
        "{\"version\": 1, \"reviews\": [\(reviews)]}".utf8, to: "evidence.json")
      var policy = Policy()
      var main = Kind(try Glob("main"), from: nil)
      main.protection.requiredReviews = 1
      main.protection.dismissStaleReviews = dismissesStale
      policy.kinds = [main]
      policy.evidence = ["file:../evidence.json"]
      let repository = try fixture.open()
      let own = RepositorySources(
        repository, checkers: [], environment: fixture.environment, now: EvidenceFixture.now)
      let update = RefUpdate(
        .pullRequest, of: try #require(RefName("refs/heads/main")), from: base, to: second,
        head: RefUpdate.Head(branch: try #require(BranchName("story-1"))))
      let scene = Scene(
        policy: policy, history: repository, branches: [], updates: [update],
        now: EvidenceFixture.now,
        evidence: EvidenceBook(policy.evidence.compactMap { own.source($0) }))
      switch RequiredReviews().verdict(on: update, in: scene) {
      case nil: return "not asked"
      case .kept?: return "kept"
      case .broken(let findings)?: return findings.map(\.message).joined(separator: "; ")
      case .unknown(let why)?: return "unknown: \(why.message)"
      }
    }

    func review(
      _ reviewer: String, _ state: String = "approved", on commit: ObjectID? = nil
    ) -> String {
      """
      {"commit": "\(commit ?? second)", "reviewer": "\(reviewer)", "state": "\(state)"}
      """
    }
  }

  @Test("Whoever wrote some of what lands has not reviewed it, by name or by address")
  func authors() async throws {
    let proposal = try await Proposal()
    #expect(try proposal.verdict(proposal.review("carol")) == "kept")
    for author in ["alice", "ALICE", "alice@x.org", "bob b", "bob@x.org"] {
      #expect(
        try proposal.verdict(proposal.review(author))
          == "has 0 of 1 approval, and no pull request is known", "\(author)")
    }
    #expect(
      try proposal.verdict(proposal.review("bob@x.org", on: proposal.first))
        == "has 0 of 1 approval, and no pull request is known")
  }

  @Test("A review of what the proposal was before counts where stale ones do")
  func stale() async throws {
    let proposal = try await Proposal()
    let early = proposal.review("carol", on: proposal.first)
    #expect(try proposal.verdict(early) == "kept")
    #expect(
      try proposal.verdict(early, dismissesStale: true)
        == "has 0 of 1 approval, and no pull request is known; what carol approved has changed since"
    )
    let asked = proposal.review("dave", "changes_requested", on: proposal.first)
    #expect(
      try proposal.verdict("\(asked), \(proposal.review("carol"))")
        == "'dave' requested changes, and nobody tells when")
    // What stood on the branch before is no state of the proposal.
    #expect(
      try proposal.verdict(proposal.review("carol", on: proposal.base))
        == "has 0 of 1 approval, and no pull request is known")
  }
}

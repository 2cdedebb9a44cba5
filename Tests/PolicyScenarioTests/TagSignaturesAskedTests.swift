import GitModel
import PolicyCore
import Testing

@testable import PolicyScenario

/// How often somebody is asked about the signatures of tags.
@Suite struct TagSignaturesAskedTests {
  /// Everybody's signature is right.
  private final class Asked: CommitSignatures {
    var tags: [[ObjectID]] = []

    func signatures(
      of commits: [ObjectID], by signers: [Signer]
    ) throws(GitError) -> [CommitSignature] { commits.map { _ in .by([]) } }

    func signatures(
      ofTags tags: [ObjectID], by signers: [Signer]
    ) throws(GitError) -> [CommitSignature] {
      self.tags.append(tags)
      return tags.map { _ in .by([]) }
    }
  }

  @Test("All tags of a kind are asked about together, and none that bears no signature")
  func together() throws {
    let scenario = try Scenario(
      Drawing(
        """
        A; B after A; main at B; tag v1 at A signed by alice; tag v2 at B signed by alice;
        tag v3 at B annotated; tag v4 at B; tag w1 at A signed by alice; audit tag v1
        """), policy: Policy.storyFlow(changedBy: "tags: {v*: {signed: true}, w*: {signed: true}}"))
    var updates = scenario.tagRefs.map { RefUpdate(.standing, of: $0.name, from: nil, to: $0.tag) }
    let absent = try #require(ObjectID(hex: String(repeating: "ab", count: 20)))
    let name = try #require(RefName("refs/tags/v5"))
    updates.append(RefUpdate(.standing, of: name, from: nil, to: absent))
    let asked = Asked()
    let scene = Scene(
      policy: scenario.policy, history: scenario.history(), branches: scenario.branches,
      updates: updates, now: scenario.now, signatures: asked)
    let judgements = Judge(rules: [TagSigned.self]).judge(updates, in: scene)
    let ids = Dictionary(
      scenario.tagRefs.map { ($0.name.text, $0.tag) }, uniquingKeysWith: { first, _ in first })
    let expected = [["v1", "v2"], ["w1"]].map { $0.compactMap { ids["refs/tags/\($0)"] } }
    #expect(asked.tags == expected)
    let verdicts = Dictionary(
      judgements.map { ($0.update.ref.text, $0.verdict) }, uniquingKeysWith: { first, _ in first })
    #expect(verdicts["refs/tags/v2"] == .kept && verdicts["refs/tags/w1"] == .kept)
    #expect(verdicts["refs/tags/v3"] != .kept)
    guard case .unknown = verdicts["refs/tags/v5"] else {
      Issue.record("\(String(describing: verdicts["refs/tags/v5"]))")
      return
    }
  }
}

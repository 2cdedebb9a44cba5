import GitModel
import PolicyCore
import Testing

@testable import PolicyScenario

/// What evidence says when it is told in another order, late, or from elsewhere.
@Suite struct EvidenceOrderTests {
  private static func scenario(_ policy: String, _ drawing: String) throws -> Scenario {
    try Scenario(Drawing(drawing), policy: .storyFlow(changedBy: policy))
  }

  @Test(
    "Of several doubts and several apps the same one is named each time",
    arguments: [
      ("ci", "claimed", "D: 'ci' is only claimed to have passed: a"),
      ("{context: ci, app: own}", "by", "D: 'ci' is reported by a only, not by the app that must"),
    ])
  func names(check: String, word: String, because: String) throws {
    let checks = "hgfedcba".map { "check ci: success on D \(word) \($0)" }
    let scenario = try Self.scenario(
      "checks: {evidence: [github]}\nbranches: {main: {required_status_checks: [\(check)]}}",
      "A; D after A; main at A; develop at D; \(checks.joined(separator: "; ")); "
        + "pull develop into main")
    let answer = scenario.answer(of: RequiredChecks.self, over: scenario.history())
    #expect(answer == .broken([because]))
  }

  private static let oneApproval = """
    checks: {evidence: [github]}
    branches: {main: {required_reviews: 1, dismiss_stale_reviews: true}}
    """

  @Test(
    "What is said in a file after the landing has not let it land; a trailer landed with its commit",
    arguments: [
      ("file", 2, true, "of 7 "), ("file", 4, false, "of 7 "), ("trailers", 4, true, "of 7 "),
      ("file", 2, true, ""), ("file", 4, false, ""), ("trailers", 4, true, ""),
    ])
  func late(source: String, day: Int, isKept: Bool, request: String) throws {
    let scenario = try Self.scenario(
      Self.oneApproval,
      """
      A; S after A; B after A tree of S; main at B; request 7: S into main by alice;
      landing main: A -> B \(request)at day 3; now day 9;
      review of \(request.isEmpty ? "B" : "S"): approved by bob at day \(day); audit main
      """)
    let book = EvidenceBook([RelabelledSource(scenario.source, reviewsFrom: source)])
    let answer = scenario.answer(of: RequiredReviews.self, over: scenario.history(), by: book)
    let lack = "B: has 0 of 1 approval" + (request.isEmpty ? ", and no pull request is known" : "")
    #expect(answer == (isKept ? .kept : .broken([lack])))
  }

  @Test("What two have approved is compared once")
  func asked() throws {
    let counts = try [["bob"], ["bob", "carol", "dave"]].map { reviewers in
      let reviews = reviewers.map { "review 7: approved by \($0) on G" }
      let scenario = try Self.scenario(
        Self.oneApproval,
        """
        A; G after A; H after G; main at A; hotfix/1 at H; request 7: H into main by alice;
        \(reviews.joined(separator: "; ")); pull hotfix/1 into main
        """)
      let history = FailingHistory(scenario.history())
      _ = scenario.answer(of: RequiredReviews.self, over: history)
      return history.asked
    }
    #expect(counts.first == counts.last)
  }

  @Test("What was approved and not fetched is fetched by its id, in a shallow clone too")
  func shallow() throws {
    let scenario = try Self.scenario(
      Self.oneApproval,
      """
      A; G after A; H after A edits g.txt; main at A; hotfix/1 at H; shallow at A;
      request 7: H into main by alice; review 7: approved by bob on G; pull hotfix/1 into main
      """)
    let judgement = scenario.judgement(of: RequiredReviews.self, over: scenario.history())
    guard case .unknown(let why)? = judgement?.verdict else {
      Issue.record("\(String(describing: judgement))")
      return
    }
    let approved = try #require(scenario.id(of: "G"))
    #expect(why.cause == .shallow)
    #expect(why.help.hasPrefix("fetch what was reviewed: git fetch origin \(approved);"))
    #expect(why.help.hasSuffix(GitError.Cause.shallow.cure))
  }
}

/// A source whose reviews outside pull requests come from another one.
private final class RelabelledSource: EvidenceSource {
  private let whole: DrawnSource
  private let reviewSource: String
  let name = "github"
  let tellsReviewsOfCommits = true

  init(_ whole: DrawnSource, reviewsFrom source: String) {
    (self.whole, reviewSource) = (whole, source)
  }

  func checks(on commits: [EvidenceSubject]) throws(GitError) -> [CheckResult] {
    try whole.checks(on: commits)
  }

  func reviews(of commits: [EvidenceSubject]) throws(GitError) -> [Review] {
    try whole.reviews(of: commits).map { review in
      var review = review
      review.source = reviewSource
      return review
    }
  }

  func landings(
    on branch: BranchName, among steps: [ObjectID]
  ) throws(GitError) -> [PolicyCore.Landing]? {
    try whole.landings(on: branch, among: steps)
  }
}

import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import GitHub

/// Protection that is weaker than a policy asks, as GitHub tells.
@Suite struct DriftTests {
  private static func gaps(
    _ shop: GitHubWorld.Repository, of name: String = "main",
    _ change: (inout Protection) -> Void
  ) throws -> Result<[ProtectionGap]?, GitError> {
    let asked = try AskedGitHub(GitHubWorld([shop]))
    var policy = Policy()
    var kind = Kind(try Glob("main"))
    change(&kind.protection)
    policy.kinds = [kind]
    let branch = try #require(BranchName(name))
    let evidence = try asked.evidence()
    return Result { () throws(GitError) in
      try evidence.protectionGaps(of: branch, under: policy)
    }
  }

  @Test("Each control that is weaker is told, in the words of its key")
  func weaker() throws {
    var shop = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.reviews = .init()
    rule.checks = .init(strict: true, [.init("build", 77)])
    shop.rules = [rule]
    let told = try Self.gaps(shop) { protection in
      protection.requiredReviews = 2
      protection.enforceAdmins = true
      protection.requiredStatusChecks = [
        .init(context: "build", app: "ci"), .init(context: "lint"),
      ]
    }.get()
    #expect(
      told == [
        ProtectionGap("required_reviews", live: "1", wanted: "2"),
        ProtectionGap(
          "required_status_checks", live: "build by ci", wanted: "build by ci, lint"),
        ProtectionGap("enforce_admins", live: "false", wanted: "true"),
      ])
  }

  @Test("Protection that is stricter is no gap, and a branch without a kind has none")
  func none() throws {
    var shop = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.reviews = .init()
    shop.rules = [rule]
    #expect(try Self.gaps(shop) { $0.requiredReviews = 1 }.get() == [])
    #expect(try Self.gaps(shop, of: "other") { $0.requiredReviews = 9 }.get() == [])
  }

  @Test("A ruleset that hides who passes it by makes it unknown, and nothing that is weaker")
  func unseen() throws {
    var shop = GitHubWorld.Repository()
    shop.rulesets = [
      StoredRuleset(
        7, "all", on: ["refs/heads/main"],
        ["required_linear_history", "deletion", "non_fast_forward"].map {
          .object(["type": .string($0)])
        }, organization: "acme")
    ]
    shop.rulesets[0].showsBypass = false
    let failure = try #require(throws: GitError.self) {
      try Self.gaps(shop) { $0.requireLinearHistory = true }.get()
    }
    #expect(failure.message.contains("holds on 'main' is not shown"))
    #expect(failure.help.contains("use a token that may write it"), "\(failure.help)")
    let told = try Self.gaps(shop) {
      $0.requireLinearHistory = true
      $0.requiredReviews = 1
    }.get()
    #expect(told?.first == ProtectionGap("required_reviews", live: "0", wanted: "1"))
  }

  @Test("A token that is not told makes it unknown, and nothing else")
  func hidden() throws {
    var shop = GitHubWorld.Repository()
    shop.isAdmin = false
    shop.rules = [ClassicRule("main")]
    let failure = try #require(throws: GitError.self) {
      try Self.gaps(shop) { $0.requiredReviews = 1 }.get()
    }
    #expect(failure.cause == .noEvidence && !failure.help.isEmpty)
  }
}

import PolicyCore
import Reports
import TestSupport
import Testing

@testable import GitHub

/// A plan that is made is kept, and on the way nothing is weaker than at both ends.
@Suite struct PlannerTests {
  private static let path = "repos/acme/shop/branches/main/protection"

  /// What stands at GitHub, as the reader puts it together.
  private static func state(_ github: inout DirectGitHub) throws -> ProtectionState {
    let shop = github.world.repositories[0]
    var state = ProtectionState(branch: "main", inOrganization: shop.isOrganization)
    if let rule = shop.rules.first {
      state.classic = try ClassicProtection(AnswerValue(body: github.send("GET", path).body))
      state.rule = .init(rule.pattern)
    }
    for ruleset in shop.rulesets {
      let body = github.send("GET", "repos/acme/shop/rulesets/\(ruleset.id)").body
      state.rulesets.append(try Ruleset(AnswerValue(body: body)))
    }
    return state
  }

  private static func controls(
    _ github: inout DirectGitHub, _ kind: Kind, _ target: ProtectionTarget
  ) throws -> [PlannedControl] {
    CountedProtection(
      try state(&github), binding: kind.protection.enforceAdmins, in: target
    ).controls(kind, and: CommitDemands(), apps: GeneratedDemands.apps)
  }

  @Test("Whatever stands there and is wanted: what is planned holds afterwards", arguments: 0..<12)
  func generated(part: UInt64) throws {
    for seed in (part * 100)..<(part * 100 + 100) {
      var numbers = GeneratedDemands(seed: seed)
      let kind = try numbers.kind()
      var github = DirectGitHub(GitHubWorld([numbers.repository(seed: seed)]))
      let target: ProtectionTarget = seed % 2 == 0 ? .classic : .rulesets
      let repository = try #require(
        GitHubRepository(host: "github.com", owner: "acme", name: "shop"))
      let planner = Planner(
        repository, target: target, isExact: seed % 3 == 0, apps: GeneratedDemands.apps)
      let before = try Self.controls(&github, kind, target)
      let plan = planner.plan(try Self.state(&github), for: kind)
      for call in plan.calls {
        let reply = github.send(call.method.rawValue, call.path, body: call.body?.line ?? [])
        try #require(
          (200..<300).contains(reply.status),
          "seed \(seed): \(call.why): \(String(decoding: reply.body, as: UTF8.self))")
        let now = try Self.controls(&github, kind, target)
        for (index, control) in now.enumerated() {
          try #require(
            control.live.isAtLeast(before[index].live)
              || control.live.isAtLeast(plan.controls[index].planned),
            "seed \(seed): \(control.control.key) is weaker after \(call.why)")
        }
      }
      let after = planner.plan(try Self.state(&github), for: kind)
      try #require(after.calls.isEmpty, "seed \(seed): \(after.calls.map(\.why))")
      for (control, planned) in zip(after.controls, plan.controls) {
        let key = control.control.key
        try #require(control.live == planned.planned, "seed \(seed): \(key)")
        let isSaid = after.obstacles.contains { $0.hasPrefix(key + ":") }
        switch control.standing {
        case .weaker: try #require(isSaid, "seed \(seed): \(key) is weaker, and nothing says why")
        case .stricter: try #require(isSaid || !planner.isExact, "seed \(seed): \(key)")
        case .unknown: try #require(after.staysUnknown, "seed \(seed): \(key)")
        case .equal: continue
        }
      }
    }
  }
}

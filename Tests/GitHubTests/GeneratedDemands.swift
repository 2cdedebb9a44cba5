import PolicyCore
import TestSupport

@testable import GitHub

/// Policies for `main` and rulesets beside its classic protection, made up from numbers.
struct GeneratedDemands {
  private var numbers: SeededGenerator

  init(seed: UInt64) { numbers = SeededGenerator(seed: seed &+ 77_000_000) }

  static let apps = ["ci": 77, "github-actions": 15_368]

  private mutating func flip(_ one: Int = 2) -> Bool {
    Int.random(in: 0..<one, using: &numbers) == 0
  }

  /// A kind `main` that demands something.
  mutating func kind() throws -> Kind {
    var kind = Kind(try Glob("main"))
    var protection = Protection()
    if flip() { protection.requiredReviews = Int.random(in: 0...7, using: &numbers) }
    for path in Self.switches where flip(3) { protection[keyPath: path] = true }
    if flip(3) { protection.allowForcePushes = true }
    if flip(3) { protection.allowDeletions = true }
    if flip() {
      for number in 0..<Int.random(in: 1...3, using: &numbers) {
        let app = [nil, "ci", "github-actions"].randomElement(using: &numbers) ?? nil
        protection.requiredStatusChecks.append(.init(context: "build\(number)", app: app))
      }
    }
    if flip(3) {
      protection.restrictPushes = .init(
        users: flip() ? ["bob"] : [], teams: flip() ? ["acme/core"] : [])
    }
    if flip(5) { protection.requiredDeployments = ["staging"] }
    for pattern in Protection.patterns where flip(4) {
      protection[keyPath: pattern.path] = try patterns()
    }
    kind.protection = protection
    return kind
  }

  /// Patterns of every operator, some turned round and some with names.
  private mutating func patterns() throws -> [TextPattern] {
    let texts = ["^x", "a.b", "é", "'\"\\\\#: ", "[a-z]+@example[.]com$", "two words"]
    var found: [TextPattern] = []
    for _ in 0..<Int.random(in: 1...3, using: &numbers) {
      let comparison = TextPattern.Operator.allCases.randomElement(using: &numbers) ?? .regex
      let pattern = try TextPattern(
        comparison, texts.randomElement(using: &numbers) ?? "", isNegated: flip(),
        name: flip() ? "n #1" : nil)
      if !found.contains(pattern) { found.append(pattern) }
    }
    return found
  }

  private static let switches: [any WritableKeyPath<Protection, Bool> & Sendable] = [
    \.dismissStaleReviews, \.requireCodeOwnerReviews, \.requireLastPushApproval,
    \.requireConversationResolution, \.requireMergeQueue, \.requireUpToDate,
    \.requireLinearHistory, \.requireSignatures, \.blockCreations, \.lockBranch, \.enforceAdmins,
    \.allowForkSyncing,
  ]

  /// A repository with classic protection or without, and rulesets that somebody may pass by or nobody,
  /// the own one among them or not.
  mutating func repository(seed: UInt64) -> GitHubWorld.Repository {
    var generated = GeneratedProtection(seed: seed)
    var shop = GitHubWorld.Repository()
    shop.isOrganization = generated.isOrganization
    if flip() { shop.rules = [generated.rule("main")] }
    for id in 1...3 where flip() {
      var ruleset = generated.ruleset(id)
      if flip() { ruleset.settings["bypass_actors"] = .array([]) }
      if id == 1 { ruleset.settings["name"] = .string("policy: main") }
      if id == 2, flip() { ruleset.organization = "acme" }
      if id == 2, flip() { ruleset.showsBypass = false }
      shop.rulesets.append(ruleset)
    }
    return shop
  }
}

import PolicyCore
import PolicyFile
import TestSupport
import Testing

/// Three cycles of ordinary work under each preset, with each way to land a pull request: no rule
/// may call any of it broken, and what each says at each step is on a page of its own.
struct ThreeCycles {
  static let ways: [(preset: String, landing: Landing)] = PolicyFile.presetNames.flatMap { preset in
    Landing.allCases.map { (preset, $0) }
  }

  @Test("Three cycles of ordinary work break nothing", arguments: ways)
  func ordinaryWork(preset: String, landing: Landing) async throws {
    let text = try #require(PolicyFile.preset(preset))
    let policy = try PolicyFile.parse(String(decoding: text, as: UTF8.self), name: preset)
    let team = try await Team(under: policy)
    for cycle in 1...3 {
      switch preset {
      case "story-flow": try await storyFlow(team, cycle, landing)
      case "git-flow": try await gitFlow(team, cycle, landing)
      case "github-flow": try await githubFlow(team, cycle, landing)
      case "trunk": try await trunk(team, cycle, landing)
      default: Issue.record("no cycle is written for the preset \(preset)")
      }
    }
    #expect(team.complaints == [])
    let page = """
      # Three cycles under \(preset), pull requests landed by \(landing)

      What each rule says at each step. Nothing here is broken; what only advises says so.

      \(team.log.map { "- \($0)" }.joined(separator: "\n"))

      """
    try RecordedText(file: "docs/cycles/\(preset)-\(landing).md").expect(page)
  }

  /// Stories and a bug fix on develop, a hotfix on main, the way back, a release, the way back.
  private func storyFlow(_ team: Team, _ cycle: Int, _ landing: Landing) async throws {
    if cycle == 1 { try await team.make("develop", from: "main") }
    // Main is linear: what lands there by a merge commit elsewhere is squashed here.
    let onMain = landing == .merge ? Landing.squash : landing
    try await team.start("story-\(cycle).1", from: "develop")
    try await team.start("story-\(cycle).2", from: "develop")
    try await team.land("story-\(cycle).1", on: "develop", by: landing)
    try await team.start("bugfix/\(cycle)", from: "develop", commits: 1)
    try await team.land("bugfix/\(cycle)", on: "develop", by: landing, keeping: cycle == 2)
    team.wait(days: 3)
    try await team.start("hotfix/\(cycle)", from: "main", commits: cycle)
    try await team.land("hotfix/\(cycle)", on: "main", by: onMain, keeping: true)
    if cycle == 2 {
      // A hotfix may also go to both branches as a pull request each.
      try await team.land("hotfix/\(cycle)", on: "develop", by: landing, keeping: true)
      team.wait(days: 10)
      try await team.audit("ten days later")
    }
    try await team.delete("hotfix/\(cycle)")
    try await team.mergeBack("main", into: "develop")
    try await team.land("story-\(cycle).2", on: "develop", by: landing)
    try await team.land("develop", on: "main", by: onMain)
    team.wait(days: 1)
    try await team.mergeBack("main", into: "develop")
    team.wait(days: 20)
    try await team.audit("weeks later")
  }

  /// Features, a release branch with fixes of its own, a hotfix; releases and hotfixes land twice, and
  /// not by the same method.
  private func gitFlow(_ team: Team, _ cycle: Int, _ landing: Landing) async throws {
    if cycle == 1 { try await team.make("develop", from: "main") }
    try await team.start("feature/\(cycle).1", from: "develop")
    try await team.start("feature/\(cycle).2", from: "develop")
    try await team.land("feature/\(cycle).1", on: "develop", by: landing)
    try await team.start("release/\(cycle)", from: "develop", commits: cycle)
    try await team.land("feature/\(cycle).2", on: "develop", by: landing)
    try await team.land("release/\(cycle)", on: "main", by: .merge, keeping: true)
    try await team.land("release/\(cycle)", on: "develop", by: landing, keeping: cycle == 2)
    team.wait(days: 3)
    try await team.start("hotfix/\(cycle)", from: "main", commits: cycle)
    try await team.land("hotfix/\(cycle)", on: "main", by: .merge, keeping: true)
    try await team.land("hotfix/\(cycle)", on: "develop", by: landing)
    team.wait(days: 20)
    try await team.audit("weeks later")
  }

  private func githubFlow(_ team: Team, _ cycle: Int, _ landing: Landing) async throws {
    try await team.start("feature-\(cycle)", from: "main")
    try await team.start("fix/\(cycle)", from: "main", commits: 1)
    try await team.land("feature-\(cycle)", on: "main", by: landing, keeping: cycle == 2)
    team.wait(days: 2)
    try await team.land("fix/\(cycle)", on: "main", by: landing)
    team.wait(days: 5)
    try await team.audit("days later")
  }

  private func trunk(_ team: Team, _ cycle: Int, _ landing: Landing) async throws {
    // The trunk is linear.
    let onMain = landing == .merge ? Landing.squash : landing
    try await team.start("change-\(cycle)", from: "main", commits: 1)
    try await team.land("change-\(cycle)", on: "main", by: onMain)
    try await team.make("release/\(cycle)", from: "main")
    try await team.audit("a release is cut")
    try await team.start("fix-\(cycle)", from: "main", commits: 1)
    try await team.land("fix-\(cycle)", on: "main", by: onMain)
    team.wait(days: 20)
    try await team.audit("weeks later")
  }
}

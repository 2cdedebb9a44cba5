import TestSupport
import Testing

/// One push of several refs comes in exactly where pushes of them one by one could.
@Suite struct SeveralRefsTests {
  /// main and develop on one commit, A; develop goes on to D.
  private static let policy = """
    version: 1
    extends: story-flow
    branches:
      main: {restrict_pushes: false, require_linear_history: false}
      develop: {restrict_pushes: false}

    """

  private func server(_ more: String = "") async throws -> PolicedServer {
    let server = try await PolicedServer(policy: Self.policy + more)
    try server.install("reference-transaction")
    return server
  }

  @Test("A story comes together with the develop that it is cut from")
  func storyBesideDevelop() async throws {
    let server = try await server()
    let develop = try await server.commit("D", on: "main")
    let story = try await server.commit("S", on: develop)
    let answer = try await server.push("\(develop):develop", "\(story):refs/heads/story-1")
    #expect(answer.status == 0, "\(answer.errors)")
  }

  @Test("A story that merges what the same push brings to develop answers for its own commits")
  func storyMergingDevelop() async throws {
    let server = try await server("commits: {max_count: 1}\n")
    let story = try await server.commit("S", on: "main")
    try await server.run("push", "--quiet", "origin", "\(story):refs/heads/story-1")
    let develop = try await server.commit("D", on: "main")
    let merge = try await server.commit("Merge", on: story, develop)
    let alone = try await server.push("\(merge):refs/heads/story-1")
    #expect(alone.errors.contains("error[commit-count]: "), "\(alone.errors)")
    let together = try await server.push("\(develop):develop", "\(merge):refs/heads/story-1")
    #expect(together.status == 0, "\(together.errors)")
  }

  @Test("A release comes together with the develop that it merges")
  func releaseBesideDevelop() async throws {
    let server = try await server()
    let work = try await server.commit("D", on: "main")
    // The story is still there: develop was brought forward to it, and is what main merges.
    try await server.run("push", "--quiet", "origin", "\(work):refs/heads/story-1")
    let release = try await server.commit("Release", on: "main", work)
    let alone = try await server.push("\(release):main")
    #expect(alone.errors.contains("error[branch-flow]: "), "\(alone.errors)")
    // Whichever Git lists first; it sorts them by name.
    let tip = try await server.run("rev-parse", "main")
    let swapped = try await server.hook(
      "pre-receive",
      "\(tip) \(release) refs/heads/main\n\(tip) \(work) refs/heads/develop\n",
      changing: ["GIT_OBJECT_DIRECTORY": server.work + "/.git/objects"])
    #expect(swapped.status == 0, "\(swapped.errors)")
    let together = try await server.push("\(work):develop", "\(release):main")
    #expect(together.status == 0, "\(together.errors)")
  }

  @Test("A hotfix comes together with the branches that it lands on by a fast forward")
  func hotfixBesideItsLandings() async throws {
    let server = try await server()
    let fix = try await server.commit("H", on: "main")
    let answer = try await server.push("\(fix):refs/heads/hotfix/1", "\(fix):develop")
    #expect(answer.status == 0, "\(answer.errors)")
  }

  @Test("A branch that is made where another moves to has no commits of its own to answer for")
  func madeBesideMoved() async throws {
    let server = try await server("  stable: {restrict_pushes: true}\n")
    let next = try await server.commit("D", on: "main")
    let alone = try await server.push("\(next):refs/heads/stable", by: "alice")
    #expect(alone.errors.contains("error[restricted-push]: "), "\(alone.errors)")
    let together = try await server.push(
      "\(next):develop", "\(next):refs/heads/stable", by: "alice")
    #expect(together.status == 0, "\(together.errors)")
  }

  @Test("Of two branches that are made of the same new commits, neither hides them for the other")
  func bothMade() async throws {
    let server = try await server(
      """
        stable: {restrict_pushes: true}
        legacy: {restrict_pushes: true}

      """)
    let next = try await server.commit("D", on: "main")
    let answer = try await server.push(
      "\(next):refs/heads/stable", "\(next):refs/heads/legacy", by: "alice")
    #expect(answer.errors.contains("error[restricted-push]: "), "\(answer.errors)")
    #expect(try await server.refs().count == 2)
  }

  @Test("Two long-lived branches whose names differ in case do not come together")
  func collidingMade() async throws {
    let server = try await server("  stable: {}\n  Stable: {}\n")
    let answer = try await server.push("main:refs/heads/stable", "main:refs/heads/Stable")
    #expect(answer.errors.contains("error[ref-collision]: "), "\(answer.errors)")
  }

  @Test("Two stories whose names differ in case do not come together, one for the other does")
  func collidingStories() async throws {
    let server = try await server()
    let both = try await server.push("main:refs/heads/story-x", "main:refs/heads/story-X")
    #expect(both.errors.contains("error[ref-collision]: "), "\(both.errors)")
    try await server.run("push", "--quiet", "origin", "main:refs/heads/story-x")
    let renamed = try await server.push("main:refs/heads/story-X", ":refs/heads/story-x")
    #expect(renamed.status == 0, "\(renamed.errors)")
  }

  @Test("What a push deletes proves what the same push merges")
  func deletedBesideItsMerge() async throws {
    let server = try await server()
    let work = try await server.commit("S", on: "main")
    try await server.run("push", "--quiet", "origin", "\(work):refs/heads/story-1")
    let merge = try await server.commit("Merge", on: "main", work)
    let answer = try await server.push("\(merge):main", ":refs/heads/story-1")
    #expect(answer.errors.contains("error[branch-flow]: "), "\(answer.errors)")
    #expect(try await server.tip("refs/heads/main") != merge)
  }

  @Test("A story that comes with the merge into main that lands it is refused")
  func storyBesideItsMerge() async throws {
    let server = try await server()
    let work = try await server.commit("S", on: "main")
    let merge = try await server.commit("Merge", on: "main", work)
    let answer = try await server.push("\(merge):main", "\(work):refs/heads/story-1")
    #expect(answer.errors.contains("error["), "\(answer.errors)")
    #expect(try await server.refs().count == 2)
  }

  @Test("Two merges that would hide each other's proof do not come together")
  func crissCross() async throws {
    let server = try await server("  stable: {into: []}\n  legacy: {into: []}\n")
    let (left, right) = (
      try await server.commit("L", on: "main"), try await server.commit("R", on: "main")
    )
    try await server.run(
      "push", "--quiet", "origin", "\(left):refs/heads/stable", "\(right):refs/heads/legacy")
    let stable = try await server.commit("Merge", on: left, right)
    let legacy = try await server.commit("Merge", on: right, left)
    let answer = try await server.push("\(stable):stable", "\(legacy):legacy")
    #expect(answer.errors.contains("error[branch-flow]: "), "\(answer.errors)")
    #expect(try await server.tip("refs/heads/stable") == left)
  }

  @Test("A finished hotfix lands on main and develop and goes, all in one push")
  func finishedHotfix() async throws {
    let server = try await server()
    let fix = try await server.commit("H", on: "main")
    try await server.run("push", "--quiet", "origin", "\(fix):refs/heads/hotfix/1")
    let main = try await server.commit("Release", on: "main", fix)
    let develop = try await server.commit("Return", on: "main", main)
    try await server.run("tag", "v1", main)
    let answer = try await server.push(
      "\(main):main", "\(develop):develop", ":hotfix/1", "refs/tags/v1")
    #expect(answer.status == 0, "\(answer.errors)")
  }
}

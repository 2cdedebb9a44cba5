import TestSupport
import Testing

/// The first push of a project that stood elsewhere, and what is judged from the second on.
@Suite struct ImportTests {
  private static let policy = """
    version: 1
    extends: story-flow
    branches:
      feature/*: {from: develop, into: [develop]}
      legacy: {lock_branch: true}

    """

  /// An empty server with all its hooks, and a project whose main has a merge, as every linear history
  /// forbids: a feature cut from main, a locked branch, and tags.
  private func project(policy: String = Self.policy) async throws -> PolicedServer {
    let server = try await PolicedServer(policy: policy, isEmpty: true)
    try server.install("reference-transaction")
    let side = try await server.commit("Sell", on: "main")
    let merge = try await server.commit("Merge", on: "main", side)
    let feature = try await server.commit("Buy", on: merge)
    for (name, tip) in [
      ("main", merge), ("develop", side), ("feature/buy", feature), ("legacy", "main~1"),
    ] {
      try await server.run("update-ref", "refs/heads/\(name)", tip)
    }
    try await server.run("tag", "v1", side)
    try await server.run("tag", "-a", "-m", "Release", "v2", merge)
    return server
  }

  static let pushes = [
    ["--all"], ["--mirror"], ["main"], ["main", "develop", "--tags"], ["--atomic", "--all"],
    ["feature/buy", "main"],
  ]

  @Test("A project with merges comes in, and its own policy judges what follows", arguments: pushes)
  func comesIn(arguments: [String]) async throws {
    let server = try await project()
    let options = arguments.filter { $0.hasPrefix("--") }
    let first = try await server.git(
      ["push"] + options + ["origin"] + arguments.filter { !$0.hasPrefix("--") })
    #expect(first.status == 0, "\(first.errors)")
    #expect(try await server.tip("refs/heads/main") != nil)
    if options.contains("--mirror") {
      #expect(try await server.refs().count == 6)
    }
    // From here on the policy stands.
    let next = try await server.commit("Return", on: "main", "develop")
    let merged = try await server.push("\(next):main", by: "alice")
    #expect(merged.errors.contains("error[linear-history]: "), "\(merged.errors)")
    #expect(merged.errors.contains("error[restricted-push]: "), "\(merged.errors)")
    let odd = try await server.push("main:refs/heads/odd")
    #expect(odd.errors.contains("error[branch-name]: "), "\(odd.errors)")
    let feature = try await server.push("\(next):refs/heads/feature/next")
    let isWithDevelop = try await server.tip("refs/heads/develop") != nil
    #expect(feature.errors.contains("[branch-point]: "), "\(isWithDevelop) \(feature.errors)")
    let deleted = try await server.push(":main")
    #expect(deleted.errors.contains("error[deletion]: "), "\(deleted.errors)")
  }

  @Test("Names are judged by the policy that arrives, and nothing of a refused push comes in")
  func misnamed() async throws {
    let server = try await project()
    try await server.run("branch", "odd", "main")
    for arguments in [["--all"], ["--mirror"], ["--all", "--atomic"]] {
      let answer = try await server.git(["push"] + arguments + ["origin"])
      #expect(answer.errors.contains("error[branch-name]: "), "\(answer.errors)")
      #expect(answer.errors.contains("--> refs/heads/odd"), "\(answer.errors)")
      #expect(answer.errors.contains("judged by .policy.yml at the push"), "\(answer.errors)")
      #expect(try await server.refs().isEmpty)
    }
  }

  @Test(
    "What comes without the default branch is told to bring it",
    arguments: [["odd"], ["feature/buy"], ["develop"], ["develop", "legacy"]])
  func withoutDefault(names: [String]) async throws {
    let server = try await project()
    try await server.run("branch", "odd", "main")
    let answer = try await server.git(["push", "origin"] + names)
    #expect(answer.status == 1)
    #expect(answer.said.contains("does not bring 'main', where the policy lies"))
    #expect(answer.errors.contains("git push origin main"), "\(answer.errors)")
    #expect(try await server.refs().isEmpty)
    // Both cures.
    if names == ["develop"] {
      try await Git.run(["symbolic-ref", "HEAD", "refs/heads/develop"], in: server.path)
      #expect(try await server.push("develop").status == 0)
    } else {
      #expect(try await server.push("main").status == 0)
    }
  }

  @Test("Tags alone begin nothing: the project comes in after them")
  func tagsFirst() async throws {
    let server = try await project()
    #expect(try await server.push("--tags").status == 0)
    let answer = try await server.push("--all")
    #expect(answer.status == 0, "\(answer.errors)")
  }

  @Test("The server's own policy file outranks the one that arrives")
  func configured() async throws {
    let server = try await project()
    try server.folder.write("version: 1\nextends: story-flow\n".utf8, to: "server.git/own.yml")
    try await Git.run(["config", "policy.file", "own.yml"], in: server.path)
    let answer = try await server.push("--all")
    #expect(answer.errors.contains("--> refs/heads/feature/buy"), "\(answer.errors)")
    #expect(answer.errors.contains("judged by own.yml"), "\(answer.errors)")
    let main = try await server.push("main")
    #expect(main.status == 0, "\(main.errors)")
  }

  @Test("A branch that cannot be read is no empty repository", arguments: ["no id\n", ""])
  func brokenBranch(content: String) async throws {
    let server = try await project()
    try server.folder.write(content.utf8, to: "server.git/refs/heads/story-1")
    let tip = try await server.run("rev-parse", "main")
    let answer = try await server.hook(
      "pre-receive", "\(String(repeating: "0", count: 40)) \(tip) refs/heads/main\n",
      changing: ["GIT_OBJECT_DIRECTORY": server.work + "/.git/objects"])
    #expect(answer.status != 0, "\(answer.errors)")
    #expect(answer.errors.contains("linear-history"), "\(answer.errors)")
  }

  @Test("A client's hook lets the same pushes leave", arguments: [["--all"], ["main"]])
  func client(arguments: [String]) async throws {
    let server = try await project()
    try server.folder.write(
      "#!/bin/sh\nexec policy hook pre-push \"$@\"\n".utf8, to: "work/.git/hooks/pre-push")
    try server.folder.makeExecutable("work/.git/hooks/pre-push")
    let first = try await server.git(["push", "origin"] + arguments)
    #expect(first.status == 0, "\(first.errors)")
    let next = try await server.commit("Return", on: "main", "develop")
    let merged = try await server.push("\(next):main", by: "alice")
    #expect(merged.errors.contains("policy refuses this push"), "\(merged.errors)")
    #expect(merged.errors.contains("error[linear-history]: "), "\(merged.errors)")
    #expect(!merged.errors.contains("remote:"), "\(merged.errors)")
  }
}

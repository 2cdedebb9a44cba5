import TestSupport
import Testing

/// Pushes to a server with its hooks: what comes in, and that what is refused leaves no trace.
@Suite struct ServerPushTests {
  @Test("A story comes in, and its objects leave the quarantine")
  func story() async throws {
    let server = try await PolicedServer()
    let story = try await server.commit("Sell", on: "main")
    let answer = try await server.push("\(story):refs/heads/story-1")
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(try await server.tip("refs/heads/story-1") == story)
  }

  @Test("What is refused is not there, and neither are its objects")
  func refused() async throws {
    let server = try await PolicedServer()
    let before = try await server.refs()
    let odd = try await server.commit("Sell", on: "main")
    let answer = try await server.push("\(odd):refs/heads/odd")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("remote: error[branch-name]: "), "\(answer.errors)")
    #expect(answer.errors.contains("(pre-receive hook declined)"))
    #expect(try await server.refs() == before)
    #expect(try await server.tip("\(odd)^{commit}") == nil)
  }

  @Test(
    "What a refused push is told fits into 80 columns, in at most ten lines",
    arguments: [
      "main:refs/heads/Story/one", "story:main", "merge:main", "main^{tree}:refs/heads/story-1",
      "orphan:refs/heads/story-1", ":develop", "+orphan:develop", "main:refs/replace/1",
      "main:refs/heads/odd-\u{202e}x", "main:refs/heads/Develop", "policy:main",
    ])
  func columns(refspec: String) async throws {
    let server = try await PolicedServer()
    let story = try await server.commit("Sell", on: "main")
    for (name, id) in [
      ("story", story), ("merge", try await server.commit("Merge", on: "main", story)),
      (
        "policy",
        try await server.commit("Break", on: "main", files: [".policy.yml": "version: 3"])
      ),
      (
        "orphan",
        try await Git.run(["commit-tree", "main^{tree}", "-m", "Root"], in: server.work).lines[0]
      ),
    ] {
      try await server.run("branch", name, id)
    }
    let answer = try await server.git(["-c", "push.default=nothing", "push", "origin", refspec])
    #expect(answer.status != 0)
    let lines = answer.errors.split(separator: "\n").filter { $0.hasPrefix("remote: ") }
    #expect((2...11).contains(lines.count), "\(answer.errors)")
    for line in lines {
      #expect(line.reversed().drop { $0 == " " }.count <= 80, "\(line)")
    }
  }

  @Test("One ref that is refused keeps the others out", arguments: [[], ["--atomic"]])
  func several(options: [String]) async throws {
    let server = try await PolicedServer()
    let before = try await server.refs()
    let story = try await server.commit("Sell", on: "main")
    let answer = try await server.git(
      ["push"] + options + ["origin"]
        + ["story-1", "story-2", "odd"].map { "\(story):refs/heads/\($0)" })
    #expect(answer.status == 1)
    #expect(answer.errors.contains("--> refs/heads/odd"), "\(answer.errors)")
    #expect(!answer.errors.contains("--> refs/heads/story"), "\(answer.errors)")
    #expect(try await server.refs() == before)
    let good = try await server.git(
      ["push"] + options + ["origin", "\(story):refs/heads/story-1", "\(story):refs/heads/story-2"])
    #expect(good.status == 0, "\(good.errors)")
    #expect(try await server.refs().count == before.count + 2)
  }

  @Test("A story goes away, develop stays")
  func deletions() async throws {
    let server = try await PolicedServer()
    try await server.run("push", "--quiet", "origin", "main:refs/heads/story-1")
    let story = try await server.push(":story-1")
    #expect(story.status == 0, "\(story.errors)")
    #expect(try await server.tip("refs/heads/story-1") == nil)
    let develop = try await server.push(":develop")
    #expect(develop.errors.contains("remote: error[deletion]: "), "\(develop.errors)")
    #expect(try await server.tip("refs/heads/develop") != nil)
  }

  @Test("A forced push to develop is refused, one to a story is not")
  func forced() async throws {
    let server = try await PolicedServer()
    let first = try await server.commit("Sell", on: "main")
    let second = try await server.commit("Buy", on: "main")
    try await server.run(
      "push", "--quiet", "origin", "\(first):develop", "\(first):refs/heads/story-1")
    let develop = try await server.push("+\(second):develop")
    #expect(develop.errors.contains("remote: error[non-fast-forward]: "), "\(develop.errors)")
    let story = try await server.push("+\(second):story-1")
    #expect(story.status == 0, "\(story.errors)")
  }

  @Test("Tags of everything come in, alone and beside a branch")
  func tags() async throws {
    let server = try await PolicedServer()
    let story = try await server.commit("Sell", on: "main")
    try await server.run("tag", "light", story)
    try await server.run("tag", "-a", "-m", "Release", "noted", story)
    try await server.run("tag", "-a", "-m", "Release", "twice", "noted")
    try await server.run("tag", "tree", "\(story)^{tree}")
    try await server.run("tag", "file", "\(story):.policy.yml")
    let names = ["light", "noted", "twice", "tree", "file"]
    for name in names {
      let answer = try await server.push("refs/tags/\(name)")
      #expect(answer.status == 0, "\(name): \(answer.errors)")
    }
    let gone = try await server.git(["push", "origin", "--delete"] + names)
    #expect(gone.status == 0, "\(gone.errors)")
    let together = try await server.push(
      "--tags", "\(story):refs/heads/story-1", "\(story):develop")
    #expect(together.status == 0, "\(together.errors)")
    #expect(try await server.refs().count == 8)
  }

  @Test("A mirror of what belongs on a server fills an empty one, and follows later")
  func mirror() async throws {
    let server = try await PolicedServer(isEmpty: true)
    let mirror = server.folder.path + "/mirror.git"
    try await Git.run(
      ["clone", "--quiet", "--mirror", server.work, mirror], in: server.folder.path)
    func push() async throws -> ProgramOutput {
      try await server.git(["-C", mirror, "push", "--mirror", server.path])
    }
    try await Git.run(["tag", "v1", "main"], in: mirror)
    try await Git.run(["branch", "develop", "main"], in: mirror)
    let first = try await push()
    #expect(first.status == 0, "\(first.errors)")
    #expect(try await server.refs().count == 3)
    let story = try await server.commit("Sell", on: "main")
    try await Git.run(["fetch", "--quiet", server.work, "\(story):story-1"], in: mirror)
    try await Git.run(["tag", "-d", "v1"], in: mirror)
    let second = try await push()
    #expect(second.status == 0, "\(second.errors)")
    #expect(
      try await server.refs().keys.sorted() == [
        "refs/heads/develop", "refs/heads/main", "refs/heads/story-1",
      ])
    try await Git.run(["branch", "-D", "develop"], in: mirror)
    let third = try await push()
    #expect(third.errors.contains("remote: error[deletion]: "), "\(third.errors)")
    #expect(try await server.tip("refs/heads/develop") != nil)
  }

  @Test("A mirror push from an ordinary clone is told what to push instead, and that works")
  func ordinaryMirror() async throws {
    let server = try await PolicedServer()
    try await server.run("fetch", "--quiet")
    try await server.run("branch", "develop", "origin/develop")
    try await server.run("update-ref", "refs/stash", try await server.commit("Stash", on: "main"))
    let answer = try await server.git(["push", "--mirror", "origin"])
    #expect(answer.status == 1)
    #expect(answer.errors.contains("remote: error[ref-namespace]: "), "\(answer.errors)")
    let help = try #require(
      answer.said.split(separator: "help: push branches and tags only: git push ").dropFirst().first
    )
    // The remote, branches and tags.
    let refspecs = help.split { $0 == " " || $0 == "\n" }.prefix(3).map { $0.filter { $0 != "'" } }
    try await server.run("branch", "story-1")
    // Only who pushes knows the remote's name.
    #expect(refspecs.first == "REMOTE")
    let cure = try await server.git(["push", "origin"] + refspecs.dropFirst())
    #expect(cure.status == 0, "\(cure.errors)")
    #expect(try await server.tip("refs/heads/story-1") != nil)
  }

  static let firsts = [
    ["main"], ["main", "main:refs/heads/develop", "main:refs/heads/story-1"],
    ["main:refs/heads/develop", "main:refs/heads/main"],
  ]

  @Test("The first push into an empty repository comes in", arguments: firsts)
  func first(refspecs: [String]) async throws {
    let server = try await PolicedServer(isEmpty: true)
    let answer = try await server.git(["push", "origin"] + refspecs)
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(try await server.refs().count == refspecs.count)
    let second = try await server.push(
      "\(try await server.commit("Sell", on: "main")):main", by: "alice")
    #expect(second.errors.contains("remote: error[restricted-push]: "), "\(second.errors)")
  }

  @Test("Push options and a skip in the server's environment change nothing")
  func environment() async throws {
    let server = try await PolicedServer()
    try await Git.run(["config", "receive.advertisePushOptions", "true"], in: server.path)
    let odd = try await server.commit("Sell", on: "main")
    let answer = try await server.push(
      "--push-option=POLICY_SKIP=branch-name:because", "--push-option=policy.skip",
      "\(odd):refs/heads/odd", changing: ["POLICY_SKIP": "branch-name:because"])
    #expect(answer.status == 1)
    #expect(answer.errors.contains("remote: error[branch-name]: "), "\(answer.errors)")
    let good = try await server.push("--push-option=x", "\(odd):refs/heads/story-1")
    #expect(good.status == 0, "\(good.errors)")
  }

  @Test("An exempt branch brings no commits to main past the rules of main")
  func smuggling() async throws {
    let server = try await PolicedServer(
      policy: PolicedServer.policy + "exempt: [gh-pages]\n")
    let side = try await server.commit("Sell", on: "main")
    let merge = try await server.commit("Merge", on: "main", side)
    let exempt = try await server.push("\(merge):refs/heads/gh-pages")
    #expect(exempt.status == 0, "\(exempt.errors)")
    for refspecs in [["\(merge):main"], ["\(merge):main", ":gh-pages"]] {
      let answer = try await server.git(["push", "origin"] + refspecs, by: "merge-bot")
      #expect(answer.errors.contains("remote: error[linear-history]: "), "\(answer.errors)")
    }
  }

  @Test("A push to a symbolic ref is judged as one to what it stands for")
  func symbolic() async throws {
    let server = try await PolicedServer(
      policy: PolicedServer.policy + "exempt: [latest]\n")
    try await Git.run(["symbolic-ref", "refs/heads/latest", "refs/heads/main"], in: server.path)
    let before = try await server.refs()
    let next = try await server.commit("Sell", on: "main")
    for refspec in ["\(next):latest", ":latest"] {
      let answer = try await server.push(refspec, by: "alice")
      #expect(answer.errors.contains("--> refs/heads/main"), "\(answer.errors)")
      #expect(try await server.refs() == before)
    }
  }

  @Test("A replacement is refused, and the deletion that mends the server is let through")
  func replacements() async throws {
    let server = try await PolicedServer()
    let other = try await server.commit("Sell", on: "main")
    let name = "refs/replace/\(try await server.run("rev-parse", "main"))"
    let made = try await server.push("\(other):\(name)")
    #expect(made.errors.contains("remote: error[ref-namespace]: "), "\(made.errors)")
    #expect(try await server.tip(name) == nil)
    // It came in before there were hooks: now nothing that asks for history can be told.
    try await Git.run(["fetch", "--quiet", server.work, "\(other)"], in: server.path)
    try await Git.run(["update-ref", name, other], in: server.path)
    let blocked = try await server.push("\(other):refs/heads/story-1")
    #expect(blocked.errors.contains("remote: unknown["), "\(blocked.errors)")
    let cure = try await server.push(":\(name)")
    #expect(cure.status == 0, "\(cure.errors)")
    #expect(try await server.push("\(other):refs/heads/story-1").status == 0)
  }
}

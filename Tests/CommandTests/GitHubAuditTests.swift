import TestSupport
import Testing

/// A pull request and what landed, judged by what GitHub tells: the real policy, git and gh, and an
/// emulated server.
@Suite struct GitHubAuditTests {
  /// A clone of `acme/shop` with a story, and GitHub as it stands.
  private struct Shop {
    let folder = Result { try TemporaryFolder() }
    let path: String
    let ids: [String: String]
    var repository = GitHubWorld.Repository()

    init(
      protection: String = "required_reviews: 1", more: String = "", owners: String? = nil,
      remote: String? = "https://alice:ghp_inTheAddress@github.com/acme/shop.git"
    ) async throws {
      let path = try folder.get().path
      self.path = path
      func git(_ arguments: String...) async throws -> String {
        try await Git.run(arguments, in: path).lines.first ?? ""
      }
      var ids: [String: String] = [:]
      func commit(_ name: String) async throws {
        _ = try await git("commit", "--quiet", "--allow-empty", "-m", name)
        ids[name] = try await git("rev-parse", "HEAD")
      }
      _ = try await git("init", "--quiet", "--initial-branch=main")
      try folder.get().write(
        "on: [push, pull_request]\njobs: {build: {runs-on: x, steps: [{run: make}]}}\n".utf8,
        to: ".github/workflows/ci.yml")
      try folder.get().write(
        """
        version: 1
        extends: story-flow
        baseline: {commits: [BASE]}
        branches: {develop: {\(protection), required_status_checks: [build]}}
        checks: {evidence: [github]}
        \(more)
        """.utf8, to: "policy.yml")
      if let owners { try folder.get().write(owners.utf8, to: ".github/CODEOWNERS") }
      _ = try await git("add", ".github")
      try await commit("Begin")
      _ = try await git("switch", "--quiet", "-c", "develop")
      _ = try await git("switch", "--quiet", "-c", "story-1")
      try folder.get().write("records\n".utf8, to: "shop.txt")
      _ = try await git("add", "shop.txt")
      try await commit("Sell records")
      if let remote { _ = try await git("remote", "add", "origin", remote) }
      // Every branch is here, although no fetch brought them.
      _ = try await git("config", "policy.complete", "true")
      let policy = try #require(folder.get().read("policy.yml"))
      try folder.get().write(
        String(decoding: policy, as: UTF8.self)
          .replacing("BASE", with: try #require(ids["Begin"])).utf8, to: "policy.yml")
      for (name, id) in ids {
        let tree = try await git("rev-parse", "\(id)^{tree}")
        repository.commits[id] = .init(tree: tree, parent: name == "Begin" ? nil : ids["Begin"])
      }
      self.ids = ids
      let head = try #require(ids["Sell records"])
      repository.pullRequests = [.init(7, into: "develop", from: ("story-1", head))]
    }

    var head: String { ids["Sell records"] ?? "" }

    mutating func check(_ run: GitHubWorld.CheckRun) {
      repository.commits[head]?.checkRuns.append(run)
    }

    mutating func review(_ state: String, by login: String) {
      repository.pullRequests[0].reviews.append(.init(state, by: login, of: head))
    }

    /// The story lands as it is, by a move that GitHub saw.
    mutating func land(_ type: String) async throws {
      try await Git.run(["update-ref", "refs/heads/develop", head], in: path)
      repository.activity = [
        .init(type, "refs/heads/develop", from: ids["Begin"] ?? "", to: head)
      ]
      guard type == "pr_merge" else {
        repository.pullRequests = []
        return
      }
      repository.pullRequests[0].state = "MERGED"
      repository.pullRequests[0].mergeCommit = head
      repository.pullRequests[0].mergedAt = "2026-01-05T12:30:00Z"
    }

    /// Whose teams there are.
    var teams: [String: [String]] = [:]

    func audit(
      _ subject: [String] = ["--base", "develop", "--head", "story-1"],
      changing changes: [String: String?] = [:],
      fault: @escaping @Sendable (HTTPRequest, Int) -> GitHubServer.Fault? = { _, _ in nil }
    ) async throws -> ProgramOutput {
      var world = GitHubWorld([repository])
      world.teams = teams
      let server = try GitHubServer(world, fault: fault)
      defer { withExtendedLifetime(server) {} }
      let result = try await PolicyProgram.run(
        ["audit", "--policy", "policy.yml", "--now", "1767700800"] + subject, in: path,
        changing: server.variables.merging(changes) { $1 })
      #expect(!(result.text + result.errors).contains("ghp_"), "a token is shown")
      return result
    }
  }

  @Test("A pull request that was checked and approved is kept")
  func kept() async throws {
    var shop = try await Shop()
    shop.check(.init("build", "SUCCESS"))
    shop.review("APPROVED", by: "bob")
    let result = try await shop.audit()
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(!result.text.contains("off: required-checks"))
  }

  @Test("What GitHub did not see has not happened")
  func missing() async throws {
    let result = try await Shop().audit()
    #expect(result.status == 1)
    #expect(result.text.contains("error[required-checks]: 'build'"), "\(result.text)")
    #expect(result.text.contains("error[required-reviews]:"), "\(result.text)")
  }

  @Test(
    "A check counts as GitHub counts it",
    arguments: [
      ("SUCCESS", "github-actions", "SUCCESS", 0), ("SKIPPED", "github-actions", "SUCCESS", 0),
      ("NEUTRAL", nil, nil, 0), ("FAILURE", "github-actions", nil, 1),
      ("CANCELLED", "github-actions", nil, 1), (nil, "github-actions", nil, 1),
      // A check and a status of one name must both pass.
      ("SUCCESS", "github-actions", "FAILURE", 1), ("SUCCESS", "github-actions", "PENDING", 1),
    ] as [(String?, String?, String?, Int)])
  func checks(run: String?, app: String?, status: String?, expected: Int) async throws {
    var shop = try await Shop()
    shop.check(.init("build", run, app: app))
    if let status { shop.repository.commits[shop.head]?.statuses = [.init("build", status)] }
    shop.review("APPROVED", by: "bob")
    let result = try await shop.audit()
    #expect(result.status == expected, "\(result.text)\(result.errors)")
    #expect(result.text.contains("error[required-checks]") == (expected == 1), "\(result.text)")
  }

  @Test(
    "An approval counts as GitHub counts it",
    arguments: [
      ([("APPROVED", "alice")], 1), ([("COMMENTED", "bob")], 1), ([("DISMISSED", "bob")], 1),
      ([("APPROVED", "bob"), ("CHANGES_REQUESTED", "bob")], 1),
      ([("CHANGES_REQUESTED", "bob"), ("APPROVED", "bob")], 0),
      ([("APPROVED", "bob"), ("COMMENTED", "bob")], 0),
    ] as [([(String, String)], Int)])
  func reviews(said: [(String, String)], expected: Int) async throws {
    var shop = try await Shop()
    shop.check(.init("build", "SUCCESS"))
    for (state, login) in said { shop.review(state, by: login) }
    let result = try await shop.audit()
    #expect(result.status == expected, "\(result.text)\(result.errors)")
  }

  @Test("A conversation that nobody resolved keeps a pull request from landing")
  func conversations() async throws {
    for (isResolved, status) in [(true, 0), (false, 1)] {
      var shop = try await Shop(
        protection: "required_reviews: 0, require_conversation_resolution: true")
      shop.check(.init("build", "SUCCESS"))
      shop.repository.pullRequests[0].threads = [
        (isResolved: isResolved, at: "2026-01-05T12:00:00Z")
      ]
      let result = try await shop.audit()
      #expect(result.status == status, "\(result.text)\(result.errors)")
      let message = "has 1 conversation that nobody resolved"
      #expect(result.text.contains(message) == !isResolved, "\(result.text)")
    }
  }

  @Test(
    "A team owns what changed: its members are asked of GitHub, and unknown where it hides them",
    arguments: [(["bob"], 0), (["carol"], 1), (nil, 2)] as [([String]?, Int)])
  func team(members: [String]?, expected: Int) async throws {
    var shop = try await Shop(
      protection: "required_reviews: 1, require_code_owner_reviews: true",
      owners: "* @acme/core\n")
    shop.check(.init("build", "SUCCESS"))
    shop.review("APPROVED", by: "bob")
    if let members { shop.teams["acme/core"] = members }
    let result = try await shop.audit()
    #expect(result.status == expected, "\(result.text)\(result.errors)")
    #expect(result.text.contains("no owner has approved: @acme/core") == (expected == 1))
    #expect(result.text.contains("gh auth refresh") == (expected == 2), "\(result.text)")
  }

  @Test("A merge group is judged by the pull request that its branch names")
  func mergeGroup() async throws {
    for (reviewer, status) in [("bob", 0), ("alice", 1)] {
      var shop = try await Shop()
      shop.check(.init("build", "SUCCESS"))
      shop.review("APPROVED", by: reviewer)
      let begin = shop.ids["Begin"] ?? ""
      try shop.folder.get().write(
        """
        {"merge_group": {"base_ref": "refs/heads/develop", "base_sha": "\(begin)",
          "head_ref": "refs/heads/gh-readonly-queue/develop/pr-7-\(begin)",
          "head_sha": "\(shop.head)"}, "repository": {"default_branch": "main"}}
        """.utf8, to: "event.json")
      let result = try await shop.audit(
        ["--format", "text"],
        changing: [
          "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "merge_group",
          "GITHUB_EVENT_PATH": "event.json",
        ])
      #expect(result.status == status, "\(result.text)\(result.errors)")
      #expect(result.text.contains("error[required-reviews]") == (status == 1), "\(result.text)")
    }
  }

  @Test("A landing by a pull request is covered by what its head had, a push by nothing")
  func landings() async throws {
    var merged = try await Shop()
    merged.check(.init("build", "SUCCESS"))
    merged.review("APPROVED", by: "bob")
    try await merged.land("pr_merge")
    let kept = try await merged.audit(["--branch", "develop"])
    #expect(kept.status == 0, "\(kept.text)\(kept.errors)")
    var pushed = try await Shop()
    pushed.check(.init("build", "SUCCESS"))
    try await pushed.land("push")
    let broken = try await pushed.audit(["--branch", "develop"])
    #expect(broken.status == 1, "\(broken.text)\(broken.errors)")
    #expect(broken.text.contains("error[required-reviews]"), "\(broken.text)")
    #expect(!broken.text.contains("[required-checks]"), "\(broken.text)")
  }

  @Test("After the merge button was pressed, the event of the push is judged by the pull request")
  func pushEvent() async throws {
    for (type, status) in [("pr_merge", 0), ("push", 1)] {
      var shop = try await Shop()
      shop.check(.init("build", "SUCCESS"))
      shop.review("APPROVED", by: "bob")
      try await shop.land(type)
      try shop.folder.get().write(
        """
        {"ref": "refs/heads/develop", "before": "\(shop.ids["Begin"] ?? "")",
         "after": "\(shop.head)", "repository": {"default_branch": "main"}}
        """.utf8, to: "event.json")
      let result = try await shop.audit(
        [],
        changing: [
          "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push",
          "GITHUB_EVENT_PATH": "event.json",
        ])
      #expect(result.status == status, "\(type): \(result.text)\(result.errors)")
    }
  }

  @Test("Who passes classic protection by is found, unless the policy lets them")
  func bypass() async throws {
    for (pushers, admins, status) in [("[bob]", true, 0), ("[]", true, 1), ("[bob]", false, 1)] {
      var shop = try await Shop(
        protection: "restrict_pushes: {users: \(pushers), teams: [core]}",
        more: "rules: {bypass-actors: error, required-checks: off}")
      var rule = ClassicRule("develop")
      rule.reviews = .init()
      rule.reviews?.bypass = .init(users: ["bob"])
      rule.enforceAdmins = admins
      shop.repository.rules = [rule]
      let result = try await shop.audit(["--branch", "develop"])
      #expect(result.status == status, "\(result.text)\(result.errors)")
      let message =
        admins ? "user bob passes classic protection by with a push" : "every administrator"
      #expect(result.text.contains(message) == (status == 1), "\(result.text)")
    }
  }

  @Test("A GitHub that does not answer leaves it unknown, with the cure")
  func noAnswer() async throws {
    var shop = try await Shop()
    shop.check(.init("build", "SUCCESS"))
    shop.review("APPROVED", by: "bob")
    let server = try await shop.audit { _, _ in .answer(.refusal(500, "Server Error")) }
    #expect(server.status == 2, "\(server.text)\(server.errors)")
    #expect(server.text.contains("unknown[required-checks]"), "\(server.text)")
    #expect(server.text.contains("github.com answered 500: Server Error"), "\(server.text)")
    let half = try await shop.audit { _, _ in .half }
    #expect(half.status == 2, "\(half.text)\(half.errors)")
    let limit = try await shop.audit { _, _ in
      .answer(.refusal(429, "Slow down", headers: ["Retry-After": "3600"]))
    }
    #expect(limit.status == 2)
    #expect(limit.text.contains("the rate limit is reached until"), "\(limit.text)")
  }

  @Test("No gh, no login, or no repository leaves it unknown, with the cure")
  func noAccess() async throws {
    var shop = try await Shop()
    shop.check(.init("build", "SUCCESS"))
    shop.review("APPROVED", by: "bob")
    let missing = try await shop.audit(changing: ["PATH": "/nowhere"])
    #expect(missing.status == 2)
    #expect(missing.text.contains("help: install gh (https://cli.github.com)"), "\(missing.text)")
    let loggedOut = try await shop.audit(changing: ["GH_TOKEN": nil])
    #expect(loggedOut.status == 2)
    #expect(loggedOut.text.contains("gh auth login --hostname github.com"), "\(loggedOut.text)")
    let elsewhere = try await Shop(remote: "https://alice:ghp_secret@git.example.org/acme/shop")
    let strange = try await elsewhere.audit()
    #expect(strange.status == 2)
    #expect(strange.text.contains("no GitHub server that gh knows"), "\(strange.text)")
    let local = try await Shop(remote: nil).audit()
    #expect(local.status == 2)
    #expect(local.text.contains("GH_REPO=OWNER/NAME"), "\(local.text)")
    let named = try await Shop(remote: nil).audit(changing: ["GH_REPO": "acme/shop"])
    #expect(named.status == 1)
  }

  @Test(
    "Who stops policy while gh waits for the server stops gh, too",
    arguments: ["INT", "TERM", "HUP"])
  func stopped(signal: String) async throws {
    let shop = try await Shop()
    let server = try GitHubServer(GitHubWorld([shop.repository])) { _, _ in .silence }
    defer { withExtendedLifetime(server) {} }
    let folder = try shop.folder.get()
    let gh = try await Program.run("/bin/sh", ["-c", "command -v gh"], in: shop.path)
    // The real gh, which says first who it is.
    try folder.write(
      "#!/bin/sh\necho $$ > \(shop.path)/gh.pid\nexec \(gh.lines.first ?? "") \"$@\"\n".utf8,
      to: "bin/gh")
    try folder.makeExecutable("bin/gh")
    // What a shell starts behind itself ignores SIGINT, and what a thread of the tests starts may have
    // signals held back, until somebody says otherwise.
    let attentive = """
      import os, signal, sys
      for number in (signal.SIGINT, signal.SIGQUIT): signal.signal(number, signal.SIG_DFL)
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      os.execvp(sys.argv[1], sys.argv[1:])
      """
    try folder.write(attentive.utf8, to: "attentive.py")
    let script = """
      /usr/bin/python3 -I attentive.py policy audit --policy policy.yml --base develop --head story-1 >/dev/null 2>&1 &
      tries=400
      while [ ! -s gh.pid ] && [ $tries -gt 0 ]; do sleep 0.05; tries=$((tries - 1)); done
      kill -\(signal) $!
      wait $!
      echo $?
      kill -0 $(cat gh.pid) 2>/dev/null && echo alive
      """
    let path = try PolicyProgram.path()
    let result = try await Program.run(
      "/bin/sh", ["-c", script], in: shop.path,
      changing: server.variables.merging(["PATH": "\(shop.path)/bin:\(path)"]) { $1 })
    let number = ["HUP": 129, "INT": 130, "TERM": 143]
    #expect(result.lines.last == number[signal].map { "\($0)" }, "\(result.text)\(result.errors)")
  }
}

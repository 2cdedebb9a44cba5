import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import GitHub

/// Which updates a long-lived branch had, as GitHub tells.
@Suite struct LandingTests {
  private static let branch = "refs/heads/develop"

  /// Commits 1 to 6 in a line; 1 stands before the steps, the others are the steps.
  private static func world(
    activity: [GitHubWorld.Activity], requests: [GitHubWorld.PullRequest] = []
  ) -> GitHubWorld {
    var repository = GitHubWorld.Repository()
    for number in 1...6 {
      repository.commits[EvidenceTests.id(number)] = .init(
        tree: EvidenceTests.id(number + 500),
        parent: number == 1 ? nil : EvidenceTests.id(number - 1))
    }
    repository.activity = activity
    repository.pullRequests = requests
    return GitHubWorld([repository])
  }

  private static func move(
    _ type: String, _ old: Int, _ new: Int, by actor: String = "alice"
  ) -> GitHubWorld.Activity {
    .init(type, branch, from: EvidenceTests.id(old), to: EvidenceTests.id(new), by: actor)
  }

  private static func merged(
    _ number: Int, head: Int, as commit: Int, into base: String = "develop"
  ) -> GitHubWorld.PullRequest {
    var request = GitHubWorld.PullRequest(
      number, into: base, from: ("story-\(number)", EvidenceTests.id(head)))
    request.state = "MERGED"
    request.mergeCommit = EvidenceTests.id(commit)
    request.mergedAt = "2026-01-05T12:00:00Z"
    return request
  }

  private func landings(
    _ world: GitHubWorld, steps: ClosedRange<Int> = 2...6, newestFirst: Bool = false,
    fault: @escaping @Sendable (HTTPRequest, Int) -> GitHubServer.Fault? = { _, _ in nil }
  ) throws -> [String]? {
    let asked = try AskedEvidence(world, fault: fault)
    let develop = try #require(BranchName("develop"))
    let ids = try steps.map { try EvidenceTests.subject($0).commit }
    func number(_ id: ObjectID?) -> String {
      id.flatMap { id in (1...99).first { EvidenceTests.id($0) == id.hex } }.map { "\($0)" } ?? "-"
    }
    let landings = try asked.evidence.landings(
      on: develop, among: newestFirst ? ids.reversed() : ids)
    return landings?.map { landing in
      let all = landing.earlier + [landing.pullRequest].compactMap { $0 }
      let request = all.map { " #\($0.number)" }.joined()
      return "\(number(landing.old))..\(number(landing.new))\(request) \(landing.actor ?? "-")"
    }
  }

  @Test("Pushes and merges of pull requests, oldest first")
  func moves() throws {
    let world = Self.world(
      activity: [
        Self.move("pr_merge", 5, 6, by: "bob"), Self.move("push", 3, 5),
        Self.move("pr_merge", 1, 3), Self.move("push", 90, 1),
      ],
      requests: [Self.merged(1, head: 21, as: 3), Self.merged(2, head: 22, as: 6)])
    #expect(try landings(world) == ["1..3 #1 alice", "3..5 alice", "5..6 #2 bob"])
    #expect(
      try landings(world, newestFirst: true) == ["1..3 #1 alice", "3..5 alice", "5..6 #2 bob"])
  }

  @Test("Pull requests that a merge queue landed with one move are all in its landing")
  func mergeGroup() throws {
    let world = Self.world(
      activity: [Self.move("merge_queue_merge", 1, 6)],
      requests: [
        Self.merged(1, head: 21, as: 3), Self.merged(2, head: 22, as: 4),
        Self.merged(3, head: 23, as: 6), Self.merged(4, head: 24, as: 5, into: "main"),
      ])
    #expect(try landings(world) == ["1..6 #1 #2 #3 alice"])
    #expect(try landings(world, newestFirst: true) == ["1..6 #1 #2 #3 alice"])
  }

  @Test("A pull request into another branch, or one that is not merged, has not landed here")
  func otherRequests() throws {
    var open = Self.merged(2, head: 22, as: 6)
    open.state = "OPEN"
    let world = Self.world(
      activity: [Self.move("pr_merge", 1, 6)],
      requests: [Self.merged(1, head: 21, as: 6, into: "main"), open])
    #expect(try landings(world) == ["1..6 alice"])
  }

  @Test("The list is read page by page, as far as the steps go")
  func pages() throws {
    var activity = [Self.move("pr_merge", 4, 6)]
    // Moves that were taken back, so that none of them ended on a step.
    activity += (0..<230).map { _ in Self.move("force_push", 70, 71) }
    activity += [Self.move("push", 1, 4)]
    activity += (0..<500).map { _ in Self.move("push", 80, 1) }
    let asked = try AskedEvidence(Self.world(activity: activity))
    let develop = try #require(BranchName("develop"))
    let ids = try (2...6).map { try EvidenceTests.subject($0).commit }
    #expect(try asked.evidence.landings(on: develop, among: ids)?.count == 2)
    let paths = try asked.asked.server.requests().map(\.path)
    #expect(paths == ["/graphql"] + Array(repeating: "/repos/acme/shop/activity", count: 3))
  }

  @Test("A step that the list does not reach is in a landing only where its pull request tells")
  func beyondTheList() throws {
    // 2 and 3 were rebased by #1, whose head was 21; 4 came by nobody knows what.
    var rebased = Self.merged(1, head: 2, as: 3)
    rebased.head.branch = "story-1"
    let world = Self.world(activity: [Self.move("push", 4, 6)], requests: [rebased])
    #expect(try landings(world) == ["1..3 #1 -", "4..6 alice"])
    #expect(try landings(world, newestFirst: true) == ["1..3 #1 -", "4..6 alice"])
  }

  @Test("A force push that dropped commits brought what no earlier move did")
  func forced() throws {
    let world = Self.world(
      activity: [
        Self.move("push", 5, 6), Self.move("force_push", 70, 5), Self.move("push", 3, 70),
        Self.move("push", 1, 3),
      ])
    #expect(try landings(world) == ["1..3 alice", "3..5 alice", "5..6 alice"])
  }

  @Test("A branch that was made has no place before")
  func made() throws {
    var made = Self.move("branch_creation", 1, 4)
    made.before = String(repeating: "0", count: 40)
    let world = Self.world(activity: [Self.move("push", 4, 6), made])
    #expect(try landings(world, steps: 1...6) == ["-..4 alice", "4..6 alice"])
  }

  @Test("Where the list may not be read, pull requests still tell; where they do not, nothing does")
  func forbidden() throws {
    let request = [Self.merged(1, head: 21, as: 4)]
    let fault: @Sendable (HTTPRequest, Int) -> GitHubServer.Fault? = { request, _ in
      request.path.hasSuffix("/activity") ? .answer(.refusal(403, "Forbidden")) : nil
    }
    #expect(
      try landings(Self.world(activity: [], requests: request), fault: fault) == ["3..4 #1 -"])
    #expect(try landings(Self.world(activity: []), fault: fault) == nil)
    let elsewhere = [Self.merged(1, head: 21, as: 4, into: "main")]
    #expect(try landings(Self.world(activity: [], requests: elsewhere), fault: fault) == nil)
    #expect(try landings(Self.world(activity: [])) == [])
  }

  @Test("A list that breaks off, or names no commits, is unknown")
  func broken() throws {
    for body in [
      "[{", "{}",
      #"[{"before": "x", "after": "y", "timestamp": "", "#
        + #""activity_type": "push", "actor": null}]"#,
      #"[{"before": "\#(EvidenceTests.id(5))", "after": "\#(EvidenceTests.id(6))", "#
        + #""timestamp": "yesterday", "activity_type": "push", "actor": null}]"#,
    ] {
      let error = try #require(throws: GitError.self) {
        try landings(Self.world(activity: [])) { request, _ in
          request.path.hasSuffix("/activity")
            ? .answer(HTTPReply(200, body: Array(body.utf8))) : nil
        }
      }
      #expect(error.cause == .noEvidence, "\(error)")
    }
  }
}

extension LandingTests {
  @Test("Of what landed, the head's check suites tell who pushed last")
  func lastPusher() throws {
    var world = Self.world(
      activity: [Self.move("pr_merge", 1, 6)], requests: [Self.merged(1, head: 21, as: 6)])
    var head = GitHubWorld.Commit(tree: EvidenceTests.id(700))
    head.pushers = ["carol"]
    head.checkRuns = [.init("build", "SUCCESS")]
    world.repositories[0].commits[EvidenceTests.id(21)] = head
    let asked = try AskedEvidence(world)
    let develop = try #require(BranchName("develop"))
    let ids = try (2...6).map { try EvidenceTests.subject($0).commit }
    let landing = try #require(try asked.evidence.landings(on: develop, among: ids)?.first)
    #expect(landing.pullRequest?.lastPusher == "carol")
    let calls = try asked.calls
    #expect(try asked.evidence.checks(on: [try EvidenceTests.subject(21)]).count == 1)
    #expect(try asked.calls == calls)
  }
}

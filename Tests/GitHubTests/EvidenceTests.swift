import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import GitHub

/// What GitHub tells, read through the real gh, page by page.
@Suite struct EvidenceTests {
  /// An id made of one number.
  static func id(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 39 - digits.count) + digits + "a"
  }

  static func subject(_ number: Int) throws -> EvidenceSubject {
    let id = try #require(ObjectID(hex: id(number)))
    return EvidenceSubject(commit: id, tree: id)
  }

  /// A world with one commit, 1.
  static func world(_ change: (inout GitHubWorld.Commit) -> Void) -> GitHubWorld {
    var repository = GitHubWorld.Repository()
    var commit = GitHubWorld.Commit(tree: id(500))
    change(&commit)
    repository.commits[id(1)] = commit
    return GitHubWorld([repository])
  }

  @Test("Check runs and statuses, with app, conclusion, tree and date")
  func checks() throws {
    let asked = try AskedEvidence(
      Self.world { commit in
        commit.checkRuns = [
          .init("build", "SUCCESS", at: "2026-01-05T10:00:00Z"),
          .init("build", "FAILURE", at: "2026-01-05T09:00:00Z", app: "circleci-checks"),
          .init("lint 🎉 \"a\"\n::error::", nil), .init("gone app", "TIMED_OUT", app: nil),
        ]
        commit.statuses = [
          .init("build", "PENDING"), .init("deploy", "ERROR", by: "netlify[bot]"),
          .init("expected", "EXPECTED", by: nil),
        ]
      })
    let results = try asked.evidence.checks(on: [try Self.subject(1)])
    #expect(
      results.map(\.summary) == [
        "check build success github-actions 1767607200",
        "check build failure circleci-checks 1767603600",
        "check lint 🎉 \"a\"\n::error:: pending github-actions nil",
        "check gone app timed_out nil 1767614400", "status build pending nil 1767614400",
        "status deploy error netlify 1767614400", "status expected pending nil 1767614400",
      ])
    #expect(results.allSatisfy { $0.standing.isProof && $0.source == "github" })
    #expect(results.allSatisfy { $0.tree?.hex == Self.id(500) && $0.commit.hex == Self.id(1) })
    #expect(try asked.calls == 1)
  }

  @Test("Each conclusion that GitHub has is known")
  func conclusions() throws {
    let words = [
      "ACTION_REQUIRED", "CANCELLED", "FAILURE", "NEUTRAL", "SKIPPED", "STALE", "STARTUP_FAILURE",
      "SUCCESS", "TIMED_OUT",
    ]
    let asked = try AskedEvidence(
      Self.world { $0.checkRuns = words.map { .init($0, $0) } })
    let results = try asked.evidence.checks(on: [try Self.subject(1)])
    #expect(results.map { $0.conclusion.rawValue.uppercased() } == words)
    #expect(
      results.filter(\.conclusion.passes).map(\.context) == ["NEUTRAL", "SKIPPED", "SUCCESS"])
  }

  @Test("Runs of one name are told apart by workflow and event, and by when they began")
  func series() throws {
    let (early, late) = ("2026-01-05T10:00:00Z", "2026-01-05T11:00:00Z")
    let push = (file: "ci.yml", event: "push")
    let asked = try AskedEvidence(
      Self.world { commit in
        commit.checkRuns = [
          .init("build", "CANCELLED", at: late, from: early, of: push),
          .init("build", "SUCCESS", at: late, from: late, of: (file: "ci.yml", event: "issues")),
          .init("build", nil, from: late, of: push), .init("build", "SUCCESS", app: "jenkins"),
        ]
      })
    let results = try asked.evidence.checks(on: [try Self.subject(1)])
    #expect(
      results.map(\.series) == ["ci.yml on push", "ci.yml on issues", "ci.yml on push", nil])
    #expect(
      results.map(\.began) == [1_767_607_200, 1_767_610_800, 1_767_610_800, 1_767_614_400])
    #expect(results.map(\.at) == [1_767_610_800, 1_767_610_800, 1_767_610_800, 1_767_614_400])
  }

  @Test("A conclusion that nobody knows is unknown, not success")
  func newConclusion() throws {
    let asked = try AskedEvidence(Self.world { $0.checkRuns = [.init("build", "SPLENDID")] })
    let error = try #require(throws: GitError.self) {
      try asked.evidence.checks(on: [try Self.subject(1)])
    }
    #expect(error.cause == .noEvidence)
    #expect(error.message.contains("the conclusion 'SPLENDID' of a completed check run"))
  }

  @Test("A hundred commits are one call, and no commit is asked twice")
  func batches() throws {
    var repository = GitHubWorld.Repository()
    for number in 1...250 {
      var commit = GitHubWorld.Commit(tree: Self.id(number + 1_000))
      commit.checkRuns = [.init("build", "SUCCESS")]
      repository.commits[Self.id(number)] = commit
    }
    let asked = try AskedEvidence(GitHubWorld([repository]))
    let subjects = try (1...250).map(Self.subject)
    #expect(try asked.evidence.checks(on: subjects).count == 250)
    #expect(try asked.calls == 3)
    #expect(try asked.evidence.checks(on: subjects).count == 250)
    #expect(try asked.evidence.deployments(of: subjects).isEmpty)
    #expect(try asked.calls == 3)
  }

  @Test("Every connection is read to its end")
  func pages() throws {
    var world = Self.world { commit in
      commit.checkRuns = (0..<250).map { .init("run \($0)", "SUCCESS") }
      commit.deployments = (0..<25).map {
        .init("env \($0)", [("SUCCESS", "2026-01-05T12:00:00Z")])
      }
      commit.deployments[0].statuses =
        [("SUCCESS", "2026-01-01T12:00:00Z")]
        + (0..<120).map { _ in ("INACTIVE", "2026-01-02T12:00:00Z") }
    }
    world.repositories[0].pullRequests = (1...120).map { number in
      var request = GitHubWorld.PullRequest(
        number, into: "develop", from: ("story-\(number)", Self.id(1)))
      request.reviews = (0..<(number == 120 ? 230 : 1)).map { _ in
        .init("COMMENTED", by: "bob", of: Self.id(1))
      }
      request.threads = (0..<(number == 120 ? 230 : 0)).map {
        (isResolved: $0 < 228, at: "2026-01-05T12:00:00Z")
      }
      return request
    }
    let asked = try AskedEvidence(world)
    let subject = try Self.subject(1)
    let contexts = Set(try asked.evidence.checks(on: [subject]).map(\.context))
    #expect(contexts == Set((0..<250).map { "run \($0)" }))
    let deployments = try asked.evidence.deployments(of: [subject])
    #expect(deployments.count == 25 && deployments.allSatisfy(\.isSuccess))
    let develop = try #require(BranchName("develop"))
    let request = try #require(
      try asked.evidence.pullRequest(from: subject.commit, into: develop))
    #expect(request.number == 120)
    #expect(request.reviews.count == 230)
    #expect(request.openConversations == 2)
  }

  @Test("A commit that GitHub does not have has nothing")
  func unknownCommit() throws {
    let asked = try AskedEvidence(Self.world { $0.statuses = [.init("a", "SUCCESS")] })
    #expect(try asked.evidence.checks(on: [try Self.subject(2)]).isEmpty)
    #expect(try asked.evidence.checks(on: [try Self.subject(1)]).count == 1)
  }

  @Test("A deployment counts by its newest status, or by what it was before it became inactive")
  func deployments() throws {
    let (early, late) = ("2026-01-05T12:00:00Z", "2026-01-05T12:30:00Z")
    let asked = try AskedEvidence(
      Self.world { commit in
        commit.deployments = [
          .init("none", []), .init("going", [("QUEUED", early), ("IN_PROGRESS", late)]),
          .init("done", [("IN_PROGRESS", early), ("SUCCESS", early)]),
          .init("failed", [("SUCCESS", early), ("FAILURE", late)]),
          .init("again", [("FAILURE", early), ("SUCCESS", late)]),
          .init("replaced", [("SUCCESS", early), ("INACTIVE", late)]),
          .init("replaced failure", [("FAILURE", early), ("INACTIVE", late)]),
          .init("either", [("SUCCESS", early), ("ERROR", early), ("INACTIVE", late)]),
        ]
      })
    let deployments = try asked.evidence.deployments(of: [try Self.subject(1)])
    #expect(
      deployments.filter(\.isSuccess).map(\.environment) == ["done", "again", "replaced"])
    #expect(deployments.count == 8)
    #expect(deployments[5].at == 1_767_614_400)
  }

  @Test("The open pull request of a head, its reviews in order and who pushed last")
  func pullRequest() throws {
    var world = Self.world { $0.pushers = ["carol", "carol"] }
    var request = GitHubWorld.PullRequest(7, into: "develop", from: ("story-1", Self.id(1)))
    request.testMerge = Self.id(2)
    world.repositories[0].commits[Self.id(2)] = .init(tree: Self.id(501))
    request.reviews = [
      .init("APPROVED", by: "bob", of: Self.id(1), at: "2026-01-05T12:00:00Z"),
      .init("CHANGES_REQUESTED", by: nil, of: nil, at: "2026-01-04T12:00:00Z", canPush: false),
    ]
    var closed = GitHubWorld.PullRequest(8, into: "develop", from: ("story-1", Self.id(1)))
    closed.state = "CLOSED"
    let elsewhere = GitHubWorld.PullRequest(9, into: "main", from: ("story-1", Self.id(1)))
    world.repositories[0].pullRequests = [request, closed, elsewhere]
    let asked = try AskedEvidence(world)
    let head = try Self.subject(1).commit
    let develop = try #require(BranchName("develop"))
    let found = try #require(try asked.evidence.pullRequest(from: head, into: develop))
    #expect(found.number == 7)
    #expect(found.author == "alice" && found.lastPusher == "carol")
    #expect(found.testMerge?.hex == Self.id(2) && found.merged == nil)
    #expect(found.reviews.map(\.reviewer) == ["ghost", "bob"])
    #expect(found.reviews.map(\.state) == [.changesRequested, .approved])
    #expect(found.reviews.map(\.canWrite) == [false, true])
    #expect(found.reviews.map { $0.commit?.hex } == [nil, Self.id(1)])
    #expect(try asked.calls == 1)
    let story = try #require(BranchName("story-2"))
    #expect(try asked.evidence.pullRequest(from: head, into: story) == nil)
  }

  @Test("A pull request by its number, with who pushed last")
  func numbered() throws {
    var world = Self.world { $0.pushers = ["carol"] }
    var request = GitHubWorld.PullRequest(7, into: "develop", from: ("story-1", Self.id(1)))
    request.reviews = (0..<120).map { _ in .init("APPROVED", by: "bob", of: Self.id(1)) }
    request.threads = [(isResolved: false, at: "2026-01-05T12:00:00Z")]
    world.repositories[0].pullRequests = [request]
    let asked = try AskedEvidence(world)
    let found = try #require(try asked.evidence.pullRequest(numbered: 7))
    #expect(found.lastPusher == "carol" && found.reviews.count == 120)
    #expect(found.openConversations == 1)
    #expect(throws: GitError.self) {
      try AskedEvidence(world).evidence.pullRequest(numbered: 8)
    }
  }

  @Test("A conversation that began after the merge has not been open before it")
  func lateConversation() throws {
    var world = Self.world { _ in }
    var request = GitHubWorld.PullRequest(7, into: "develop", from: ("story-1", Self.id(1)))
    request.state = "MERGED"
    request.mergeCommit = Self.id(1)
    request.mergedAt = "2026-01-05T12:00:00Z"
    request.threads = [
      (isResolved: false, at: "2026-01-05T11:59:59Z"),
      (isResolved: false, at: "2026-01-05T12:00:01Z"),
      (isResolved: true, at: "2026-01-05T11:00:00Z"),
    ]
    world.repositories[0].pullRequests = [request]
    let found = try AskedEvidence(world).evidence.pullRequest(numbered: 7)
    #expect(found?.openConversations == 1)
  }

  @Test(
    "Where check suites name nobody or several, the head's repository tells who pushed last",
    arguments: [
      ([], "acme", "dave"), (["carol", "erin"], "acme", "dave"), ([], "gone", nil),
    ] as [([String], String, String?)])
  func lastPusher(pushers: [String], owner: String, pusher: String?) throws {
    var world = Self.world { $0.pushers = pushers }
    var request = GitHubWorld.PullRequest(7, into: "develop", from: ("story-1", Self.id(1)))
    request.fork = "\(owner)/shop"
    world.repositories[0].pullRequests = [request]
    world.repositories[0].activity = [
      .init("push", "refs/heads/story-1", from: Self.id(1), to: Self.id(3), by: "erin"),
      .init("push", "refs/heads/story-1", from: Self.id(2), to: Self.id(1), by: "dave"),
    ]
    let asked = try AskedEvidence(world)
    let develop = try #require(BranchName("develop"))
    let found = try asked.evidence.pullRequest(from: try Self.subject(1).commit, into: develop)
    #expect(found?.lastPusher == pusher)
  }
}

extension CheckResult {
  fileprivate var summary: String {
    "\(form) \(context) \(conclusion.rawValue) \(app ?? "nil") \(at.map { "\($0)" } ?? "nil")"
  }
}

/// The evidence of an emulated repository.
struct AskedEvidence {
  let asked: AskedGitHub
  let evidence: GitHubEvidence

  init(
    _ world: GitHubWorld,
    fault: @escaping @Sendable (HTTPRequest, Int) -> GitHubServer.Fault? = { _, _ in nil }
  ) throws {
    asked = try AskedGitHub(world, fault: fault)
    evidence = try asked.evidence()
  }

  var calls: Int { get throws { try asked.server.requests().count } }
}

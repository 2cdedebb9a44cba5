import TestSupport
import Testing

/// What GitHub has kept, held against the ledger.
@Suite struct OverrideTrailTests {
  private static let commit = String(repeating: "a", count: 40)
  private static let policy =
    "override: {approvers: [bob], max_duration: 4h, remediation_within: 7d}\n"

  /// A repository where rules were passed by at noon, when a lease begins, and a day before.
  private static var repository: GitHubWorld.Repository {
    var repository = GitHubWorld.Repository()
    repository.rulesets = [
      StoredRuleset(5, "main stays", on: ["~ALL"], [.object(["type": .string("deletion")])])
    ]
    repository.rulesets[0].versions = 3
    repository.rulesets[0].changes = [
      2: "2026-01-04T12:00:00Z", 3: "2026-01-06T14:30:00.350+02:00",
    ]
    repository.ruleSuites = [
      .init("bypass", "refs/heads/main", to: commit, at: "2026-01-06T12:30:00Z", by: "alice"),
      .init("bypass", "refs/heads/main", to: commit, at: "2026-01-05T12:00:00Z", by: "mallory"),
      .init("bypass", "refs/heads/story-x", to: commit, at: "2026-01-05T12:00:00Z", by: "carol"),
      .init("pass", "refs/heads/main", to: commit, at: "2026-01-05T12:00:00Z", by: "dave"),
    ]
    return repository
  }

  private func lifted(_ repository: GitHubWorld.Repository) async throws -> OverrideShop {
    let shop = try await OverrideShop(repository)
    _ = try shop.approve(try await shop.policy(shop.begin("enforce-admins", apply: false)))
    #expect(try await shop.policy(shop.begin("enforce-admins")).status == 0)
    return shop
  }

  @Test("Bypasses that have no lease are told, and make the log end with 1")
  func bypasses() async throws {
    let shop = try await lifted(Self.repository)
    let plain = try await shop.policy(["override", "log"], at: OverrideShop.now + 3_600)
    #expect(plain.status == 0 && !plain.text.contains("without a lease"), "\(plain.text)")
    let log = try await shop.policy(["override", "log", "--github"], at: OverrideShop.now + 3_600)
    #expect(log.status == 1, "\(log.text)\(log.errors)")
    let lines = log.lines.filter { $0.hasPrefix("without a lease: ") }
    #expect(
      lines == [
        "without a lease: user 1 changed ruleset 'main stays' (version 2) at 2026-01-04T12:00:00Z",
        "without a lease: main: mallory passed rules by with aaaaaaaaaaaa at 2026-01-05T12:00:00Z",
      ])
    let json = try await shop.policy(["override", "log", "--github", "--format", "json"])
    #expect(json.text.contains(#""kind": "bypass", "branch": "main", "actor": "mallory""#))
  }

  @Test("A freeze permits nothing: what lands during one is told, before the thaw and after")
  func frozen() async throws {
    var repository = Self.repository
    repository.activity = [
      .init(
        "push", "refs/heads/main", from: Self.commit, to: Self.commit,
        at: "2026-01-06T12:40:00Z", by: "mallory")
    ]
    let shop = try await OverrideShop(repository)
    try shop.folder.write(
      "version: 1\nbranches: {main: {restrict_pushes: true}}\n\(Self.policy)".utf8,
      to: "work/policy.yml")
    let freeze = ["freeze", "--reason", "broken", "--for", "2d", "--apply"]
    #expect(try await shop.policy(freeze).status == 0)
    for end in [nil, ["thaw", "--apply"]] {
      let later = OverrideShop.now + 7_200
      if let end { #expect(try await shop.policy(end, at: later).status == 0) }
      let log = try await shop.policy(
        ["override", "log", "--github", "--policy", "policy.yml"], at: later)
      #expect(log.status == 1, "\(log.text)\(log.errors)")
      for deed in ["alice passed rules by with", "mallory pushed"] {
        #expect(log.text.contains("without a lease: main: \(deed)"), "\(log.text)")
      }
      // That it changed a ruleset itself, as a freeze may do, is no more than before.
      #expect(!log.text.contains("(version 3)"), "\(log.text)")
    }
  }

  @Test("A direct push to a branch that only pull requests may change is told")
  func pushes() async throws {
    var repository = GitHubWorld.Repository()
    repository.activity = [
      .init(
        "pr_merge", "refs/heads/main", from: Self.commit, to: Self.commit,
        at: "2026-01-05T13:00:00Z"),
      .init(
        "force_push", "refs/heads/main", from: Self.commit, to: Self.commit,
        at: "2026-01-05T12:00:00Z", by: "mallory"),
    ]
    let shop = try await OverrideShop(repository)
    // The policy asks for no pull request.
    let open = try await shop.policy(["override", "log", "--github"])
    #expect(open.status == 0, "\(open.text)\(open.errors)")
    #expect(open.text.contains("GitHub tells of nothing that has no lease"), "\(open.text)")
    try shop.folder.write(
      "version: 1\nbranches: {main: {restrict_pushes: true}}\n\(Self.policy)".utf8,
      to: "work/policy.yml")
    let closed = try await shop.policy(["override", "log", "--github", "--policy", "policy.yml"])
    #expect(closed.status == 1, "\(closed.text)\(closed.errors)")
    #expect(
      closed.text.contains(
        "without a lease: main: mallory forced aaaaaaaaaaaa at 2026-01-05T12:00:00Z\n"))
    // Pushes that the policy allows are no bypass.
    for allowance in ["restrict_pushes: {users: [mallory]}", "restrict_pushes: false"] {
      try shop.folder.write(
        "version: 1\nbranches: {main: {required_reviews: 1, \(allowance)}}\n\(Self.policy)".utf8,
        to: "work/policy.yml")
      let allowed = try await shop.policy(
        ["override", "log", "--github", "--policy", "policy.yml"])
      let isClosed = allowance.hasSuffix("false")
      #expect(allowed.status == (isClosed ? 1 : 0), "\(allowance): \(allowed.text)")
    }
  }

  @Test("Branches that a pattern of the policy names are looked at as those of a name of their own")
  func patterns() async throws {
    var repository = Self.repository
    // The list has more than one page; the branch that is gone is not on it.
    repository.branches.formUnion((1...150).map { "other-\($0)" } + ["release/1", "story-x"])
    repository.rulesets = []
    for branch in ["release/1", "release/0", "other-9", "story-x"] {
      repository.activity.append(
        .init(
          "push", "refs/heads/\(branch)", from: Self.commit, to: Self.commit,
          at: "2026-01-05T13:00:00Z", by: "mallory"))
    }
    let shop = try await OverrideShop(repository)
    try shop.folder.write(
      """
      version: 1
      branches:
        main: {required_reviews: 0}
        release/*: {restrict_pushes: true}
        story-*: {from: main, into: [main]}
      exempt: ['other-*']
      \(Self.policy)
      """.utf8, to: "work/policy.yml")
    let command = ["override", "log", "--github", "--policy", "policy.yml"]
    let log = try await shop.policy(command)
    #expect(log.status == 1, "\(log.text)\(log.errors)")
    #expect(
      log.lines.filter { $0.hasPrefix("without a lease: ") } == [
        "without a lease: main: mallory passed rules by with aaaaaaaaaaaa at 2026-01-05T12:00:00Z",
        "without a lease: story-x: carol passed rules by with aaaaaaaaaaaa at 2026-01-05T12:00:00Z",
        "without a lease: release/1: mallory pushed aaaaaaaaaaaa at 2026-01-05T13:00:00Z",
        "without a lease: main: alice passed rules by with aaaaaaaaaaaa at 2026-01-06T12:30:00Z",
      ], "\(log.text)")
    let cut = try await OverrideShop(repository) { request, _ in
      request.path.hasSuffix("/branches") ? .half : nil
    }
    try cut.folder.write(try #require(shop.folder.read("work/policy.yml")), to: "work/policy.yml")
    let broken = try await cut.policy(command)
    #expect(broken.text.contains("unknown: read which branches are in"), "\(broken.text)")
  }

  @Test("What GitHub does not tell is unknown, and no clean record")
  func gaps() async throws {
    var repository = Self.repository
    repository.isAdmin = false
    let shop = try await OverrideShop(repository)
    let log = try await shop.policy(["override", "log", "--github"])
    #expect(log.status == 2, "\(log.text)\(log.errors)")
    #expect(log.text.contains("unknown: read which rules were passed by in"), "\(log.text)")
    #expect(!log.text.contains("nothing that has no lease"), "\(log.text)")
    let cut = try await OverrideShop(Self.repository) { request, _ in
      request.path.contains("/rule-suites") ? .half : nil
    }
    let broken = try await cut.policy(["override", "log", "--github"])
    #expect(broken.status == 2, "\(broken.text)\(broken.errors)")
  }

  @Test("Landings are those of GitHub's record, where it has one, and not of dates anybody chooses")
  func landings() async throws {
    let shop = try await OverrideShop(
      policy: Self.policy + "checks: {evidence: [github]}\n")
    _ = try shop.approve(try await shop.policy(shop.begin("enforce-admins", apply: false)))
    #expect(try await shop.policy(shop.begin("enforce-admins")).status == 0)
    // The first is dated before the lease and landed under it, the second the other way round.
    let made = try await shop.shell(
      """
      git rev-parse HEAD
      GIT_COMMITTER_DATE='1767600000 +0000' git commit -q --allow-empty -m Early
      git rev-parse HEAD
      GIT_COMMITTER_DATE='1767704400 +0000' git commit -q --allow-empty -m Late
      git rev-parse HEAD
      git push -q origin main && git fetch -q
      """)
    let ids = made.lines
    let end = OverrideShop.now + 7_000
    #expect(try await shop.policy(["override", "restore", "--apply"], at: end).status == 0)
    let dated = try await shop.policy(["audit"], at: end + 9_000)
    #expect(
      dated.text.contains("landed, by their dates: \(ids[2].prefix(12)); "), "\(dated.text)")
    shop.server.change {
      $0.repositories[0].activity = [
        .init(
          "push", "refs/heads/main", from: ids[1], to: ids[2], at: "2026-01-06T16:00:00Z"),
        .init(
          "push", "refs/heads/main", from: ids[0], to: ids[1], at: "2026-01-06T13:00:00Z"),
      ]
    }
    let told = try await shop.policy(["audit"], at: end + 9_000)
    #expect(told.text.contains("landed: \(ids[1].prefix(12)); they break no rule"), "\(told.text)")
    #expect(!told.text.contains("by their dates"), "\(told.text)")
  }

  /// A shop under these settings of main, where a merge lands under an override.
  private func merged(
    _ main: String, _ more: String = "",
    fault: @escaping @Sendable (HTTPRequest, Int) -> GitHubServer.Fault? = { _, _ in nil }
  ) async throws -> (shop: OverrideShop, side: String) {
    let shop = try await OverrideShop(fault: fault)
    try shop.folder.write(
      "version: 1\nbranches: {main: {\(main)}}\n\(Self.policy)\(more)".utf8, to: "work/.policy.yml")
    try await shop.shell("git commit -q -a -m Policy && git push -q origin main && git fetch -q")
    _ = try shop.approve(try await shop.policy(shop.begin("enforce-admins", apply: false)))
    #expect(try await shop.policy(shop.begin("enforce-admins")).status == 0)
    let side = try await shop.shell(
      """
      export GIT_COMMITTER_DATE='1767704400 +0000'
      git switch -q -c side && git commit -q --allow-empty -m 'Say far too much in one line'
      git rev-parse HEAD
      git switch -q main && git merge -q --no-ff -m Merge side
      git push -q origin main && git fetch -q && git branch -q -D side
      """)
    return (shop, try #require(side.lines.first))
  }

  @Test("What a merge brought in landed with it, and the rules that it breaks are told")
  func merge() async throws {
    let (shop, side) = try await merged("required_reviews: 0", "commits: {subject_max: 20}\n")
    let audit = try await shop.policy(["audit"], at: OverrideShop.now + 7_000)
    #expect(audit.status == 1, "\(audit.text)\(audit.errors)")
    let line = try #require(
      audit.lines.first { $0.contains("landed, by their dates: ") }, "\(audit.text)")
    #expect(line.contains(side.prefix(12)), "\(line)")
    #expect(line.contains("they break commit-message"), "\(line)")
  }

  @Test("Where a rule is unknown, nobody is told that what landed breaks none")
  func unknown() async throws {
    let (shop, _) = try await merged(
      "required_status_checks: [build]", "checks: {evidence: [github]}\n"
    ) { request, _ in
      let asked = String(decoding: request.body, as: UTF8.self)
      return request.path.hasSuffix("graphql") && !asked.contains("query Protection")
        ? .answer(.refusal(403, "Forbidden")) : nil
    }
    let audit = try await shop.policy(["audit"], at: OverrideShop.now + 7_000)
    #expect(
      audit.text.contains("which rules they break is not all known"),
      "\(audit.text)\(audit.errors)")
  }
}

import TestSupport
import Testing

/// What is here of the ledger, and what its remote has.
@Suite struct OverrideLedgerTests {
  private func begin(_ shop: OverrideShop, in place: String = "work") async throws {
    let words = shop.begin("enforce-admins", apply: false)
    _ = try shop.approve(try await shop.policy(words, in: place))
    let begun = try await shop.policy(shop.begin("enforce-admins"), in: place)
    try #require(begun.status == 0, "\(begun.text)\(begun.errors)")
    #expect(shop.rule()?.enforceAdmins == false)
  }

  /// A shop whose policy wants what stands.
  private func strictShop() async throws -> OverrideShop {
    let shop = try await OverrideShop()
    try shop.folder.write(
      """
      version: 1
      branches: {main: {required_reviews: 2, enforce_admins: true}}
      override: {approvers: [bob]}

      """.utf8, to: "work/.policy.yml")
    try await shop.shell("git commit -q -a -m Policy && git push -q origin main && git fetch -q")
    return shop
  }

  @Test("A remote whose ledger was replaced keeps nothing open, and sync joins both ledgers")
  func replaced() async throws {
    let shop = try await OverrideShop(.withDevelop)
    try await shop.shell("policy install")
    try await begin(shop)
    try await shop.shell("git update-ref -d refs/policy/ledger", in: "server.git")
    try await shop.makeOtherClone()
    let freeze = ["freeze", "--branch", "develop", "--reason", "z", "--apply"]
    let frozen = try await shop.policy(freeze, in: "other")
    #expect(frozen.status == 0, "\(frozen.text)\(frozen.errors)")
    let told = try await shop.policy(["override", "status"])
    #expect(told.status == 1, "\(told.text)\(told.errors)")
    let restored = try await shop.policy(["override", "restore", "--apply"])
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(restored.text.contains("the remote does not know of it yet"), "\(restored.text)")
    #expect(shop.rule() == OverrideShop.rule)
    // The cure, as it is told.
    let start = try #require(told.errors.firstRange(of: "policy override sync"))
    let end = try #require(told.errors.firstRange(of: " joins it"))
    let cure = told.errors[start.lowerBound..<end.lowerBound]
    try await shop.shell("\(cure) --now \(OverrideShop.now)")
    for clone in ["work", "other"] {
      let verified = try await shop.policy(["override", "verify"], in: clone)
      #expect(verified.status == 0, "\(verified.text)\(verified.errors)")
      let log = try await shop.policy(["override", "log"], in: clone)
      #expect(log.text.contains("override of main: closed"), "\(log.text)")
      #expect(log.text.contains("freeze of develop: open"), "\(log.text)")
    }
  }

  @Test(
    "A remote that has lost entries has them again by the end of what is open, and that is said",
    arguments: ["refs/policy/ledger refs/policy/ledger~2", "-d refs/policy/ledger"])
  func rewound(_ change: String) async throws {
    let shop = try await OverrideShop()
    try await begin(shop)
    try await shop.shell("git update-ref \(change)", in: "server.git")
    let restored = try await shop.policy(["override", "restore", "--apply"])
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(!restored.text.contains("does not know of it yet"), "\(restored.text)")
    #expect(
      restored.text.contains(
        "entries were taken back; the remote has them again: ask who did it\n"),
      "\(restored.text)")
    let both = try await shop.shell(
      "git ls-remote -q origin refs/policy/ledger && git show-ref ledger")
    #expect(Set(both.lines.map { $0.prefix(40) }).count == 1, "\(both.text)")
    #expect(try await shop.policy(["override", "verify"]).status == 0)
  }

  @Test("Where the remote was not asked, nobody is told that nothing is open")
  func unasked() async throws {
    let shop = try await OverrideShop()
    try await begin(shop)
    try await shop.makeOtherClone()
    // One that has never heard of the ledger, and one in whose old ledger nothing is open.
    for place in ["other", "work"] {
      if place == "work" {
        #expect(try await shop.policy(["override", "restore", "--apply"]).status == 0)
        try await begin(shop, in: "other")
      }
      try await shop.shell("mv server.git away.git", in: ".")
      for command in [
        ["override", "restore", "--apply"], ["override", "restore", "--format", "json"],
        ["override", "restore", "--overdue", "--apply"], ["thaw", "--apply"],
        ["override", "restore", "--lease", "0123"], ["override", "status"],
      ] {
        let told = try await shop.policy(command, in: place)
        #expect(told.status == 2, "\(place) \(command): \(told.text)\(told.errors)")
        #expect(
          (told.text + told.errors).contains(
            "help: see that the remote can be reached: git ls-remote origin\n"),
          "\(place) \(command): \(told.text)\(told.errors)")
        #expect(!told.text.contains("is open") && !told.text.contains("past its end"))
      }
      try await shop.shell("mv away.git server.git", in: ".")
    }
  }

  @Test("What ends in time ends, whatever became of the remote's ledger")
  func replacedOverdue() async throws {
    let shop = try await OverrideShop()
    try await begin(shop)
    try await shop.shell("git update-ref -d refs/policy/ledger", in: "server.git")
    let ended = try await shop.policy(
      ["override", "restore", "--overdue", "--apply"], at: OverrideShop.now + 7_201)
    #expect(ended.status == 0, "\(ended.text)\(ended.errors)")
    #expect(ended.errors.contains("git push origin refs/policy/seen/origin:"), "\(ended.errors)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("No call is made behind the back of an override that another clone has begun")
  func elsewhere() async throws {
    let shop = try await strictShop()
    try await begin(shop)
    try await shop.makeOtherClone()
    let lifted = shop.rule()
    func expectHeld(in place: String) async throws {
      for command in ["apply", "plan"] {
        let held = try await shop.policy(["github", command], in: place)
        #expect(held.status == 1, "\(held.text)\(held.errors)")
        #expect(held.text.contains("nothing is changed while override "), "\(held.text)")
        #expect(shop.rule() == lifted)
      }
    }
    // One that has never heard of the ledger, and one that has an old one.
    try await expectHeld(in: "other")
    #expect(try await shop.policy(["override", "restore", "--apply"]).status == 0)
    try await begin(shop, in: "other")
    try await expectHeld(in: "work")
  }

  @Test("A clone that knows the ledger fetches it from then on; without, what is here may be old")
  func old() async throws {
    let shop = try await OverrideShop()
    try await begin(shop)
    #expect(try await shop.policy(["override", "restore", "--apply"]).status == 0)
    let fetched = try await shop.shell("git config --get-all remote.origin.fetch")
    #expect(fetched.lines.count { $0.contains("ledger") } == 1, "\(fetched.text)")
    try await shop.makeOtherClone()
    try await begin(shop, in: "other")
    try await shop.shell("git fetch -q")
    let late = OverrideShop.now + 9_000
    let overdue = try await shop.policy(["audit"], at: late)
    #expect(overdue.status == 1, "\(overdue.text)\(overdue.errors)")
    #expect(overdue.text.contains("is still under override"), "\(overdue.text)")
    // As an older policy left it.
    try await shop.shell("git config --unset-all remote.origin.fetch ledger")
    let old = try await shop.policy(["audit"])
    #expect(old.status == 2, "\(old.text)\(old.errors)")
    #expect(old.text.contains("may be old: no fetch brings what 'origin' has"), "\(old.text)")
    let cure = try #require(old.text.firstRange(of: "git config --add remote.origin.fetch "))
    try await shop.shell(String(old.text[cure.lowerBound...].prefix { $0 != "\n" }))
    let cured = try await shop.policy(["audit"])
    #expect(cured.status == 0, "\(cured.text)\(cured.errors)")
  }

  @Test("Where nobody can tell whether an override is open, no call is made")
  func unknown() async throws {
    let shop = try await strictShop()
    try await begin(shop)
    let lifted = shop.rule()
    // The last commit of main has every check, so that nobody would wait for it.
    let tip = String(repeating: "a", count: 40)
    shop.server.change {
      $0.repositories[0].commits[tip] = .init(tree: String(repeating: "b", count: 40))
      $0.repositories[0].commits[tip]?.checkRuns = [.init("test", "SUCCESS")]
    }
    try await shop.makeOtherClone()
    try await shop.shell("mv server.git away.git", in: ".")
    let renamed = try await shop.policy(["github", "rename-check", "build", "test"], in: "other")
    #expect(renamed.status == 2, "\(renamed.text)\(renamed.errors)")
    #expect(
      renamed.text.contains("whether an override is open cannot be told: "), "\(renamed.text)")
    #expect(renamed.text.contains("see that the remote can be reached: git ls-remote origin"))
    #expect(renamed.text.contains("no call is printed while an override may be open"))
    #expect(!renamed.text.contains("--method"), "\(renamed.text)")
    for command in ["apply", "plan"] {
      let held = try await shop.policy(["github", command], in: "other")
      #expect(held.status == 2, "\(held.text)\(held.errors)")
      #expect(held.text.contains("whether an override is open cannot be told: "), "\(held.text)")
      #expect(held.text.contains("nothing is changed while an override may be open"))
      #expect(!held.text.contains("--method"), "\(held.text)")
      #expect(shop.rule() == lifted)
    }
  }

  @Test("Who asks brings no approvers along")
  func approvers() async throws {
    let shop = try await OverrideShop()
    try shop.folder.write(
      """
      version: 1
      branches: {main: {required_reviews: 0}}
      override: {approvers: [alice], self_approval: true}

      """.utf8, to: "work/.policy.yml")
    try await shop.shell("cp .policy.yml ../own.yml; git commit -q -a -m Mine")
    let own = shop.begin("enforce-admins").map { $0 == "bob" ? "alice" : $0 }
    let cases = [
      ([], 1, "'alice' is not among the approvers of the policy"),
      (["--policy", "../own.yml"], 64, "who may approve is what the remote's default branch says"),
      (["--policy-ref", "HEAD"], 64, "who may approve is what the remote's default branch says"),
    ]
    for (options, status, words) in cases {
      let refused = try await shop.policy(own + options)
      #expect(refused.status == status, "\(refused.text)\(refused.errors)")
      #expect(refused.errors.contains(words), "\(refused.errors)")
      #expect(shop.rule() == OverrideShop.rule)
    }
    try await shop.shell("git update-ref -d refs/remotes/origin/main")
    let unseen = try await shop.policy(own)
    #expect(unseen.status == 2, "\(unseen.text)\(unseen.errors)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("What nothing protects is protected by its name, where the policy has a kind for it")
  func unprotected() async throws {
    var repository = GitHubWorld.Repository()
    repository.branches = ["main", "release/1.0", "x/y"]
    let shop = try await OverrideShop(repository)
    try shop.folder.write(
      "version: 1\nbranches: {main: {}, 'release/*': {}}\n".utf8, to: "work/.policy.yml")
    try await shop.shell("git commit -q -a -m Policy && git push -q origin main && git fetch -q")
    for (branch, words) in [
      ("release/1.0", "protect it first"),
      ("x/y", "give it a kind in the policy, then protect it"),
    ] {
      let refused = try await shop.policy(["freeze", "--branch", branch, "--reason", "z"])
      #expect(refused.status == 1, "\(refused.text)\(refused.errors)")
      #expect(
        refused.errors.contains("help: \(words): policy github apply --branch \(branch)\n"),
        "\(refused.errors)")
    }
  }
}

import TestSupport
import Testing

/// An emergency from its beginning to its end: the real policy, git and gh, and an emulated server.
@Suite struct OverrideTests {
  @Test("A full emergency: shown, approved, begun, overdue, restored, repaired")
  func emergency() async throws {
    let shop = try await OverrideShop()
    let shown = try await shop.policy(shop.begin("enforce-admins", "review-count", apply: false))
    #expect(shown.status == 0, "\(shown.text)\(shown.errors)")
    #expect(shown.text.contains("DELETE"), "\(shown.text)")
    #expect(shop.rule() == OverrideShop.rule)
    // Nobody has approved it.
    let early = try await shop.policy(shop.begin("enforce-admins", "review-count"))
    #expect(early.status == 1)
    #expect(early.errors.contains("error: 'bob' has not approved it"), "\(early.errors)")
    #expect(shop.rule() == OverrideShop.rule)
    // Somebody else's word does not count.
    _ = try shop.approve(shown, by: "mallory")
    #expect(try await shop.policy(shop.begin("enforce-admins", "review-count")).status == 1)
    let digest = try shop.approve(shown)
    let begun = try await shop.policy(shop.begin("enforce-admins", "review-count"))
    #expect(begun.status == 0, "\(begun.text)\(begun.errors)")
    #expect(begun.text.contains("issuecomment-2"), "\(begun.text)")
    var relaxed = OverrideShop.rule
    relaxed.enforceAdmins = false
    relaxed.reviews?.count = 0
    #expect(shop.rule() == relaxed)
    #expect(shop.rule() != OverrideShop.rule)
    // It stands at the remote, and in git's own log.
    let log = try await shop.shell("git log --format=%s refs/policy/ledger", in: "server.git")
    #expect(log.lines.last == "Begin override \(digest.prefix(12)) of main", "\(log.text)")
    let open = try await shop.policy(["override", "status"])
    #expect(open.status == 0 && open.text.contains("open until 2026-01-06T14:00:00Z"))
    let kept = try await shop.policy(["audit"])
    #expect(kept.status == 0, "\(kept.text)\(kept.errors)")
    // Somebody lands, it ends, and nobody closes it.
    try await shop.shell(
      """
      GIT_COMMITTER_DATE='1767704400 +0000' git commit -q --allow-empty -m Repair
      git push -q origin main && git fetch -q
      """)
    let end = OverrideShop.now + 7_201
    let red = try await shop.policy(["audit"], at: end + 3_600)
    #expect(red.status == 1, "\(red.text)\(red.errors)")
    #expect(red.text.contains("error[override-closed]: is still under override"), "\(red.text)")
    #expect(red.text.contains("of main landed, by their dates: "), "\(red.text)")
    #expect(try await shop.policy(["override", "status"], at: end).status == 1)
    let restored = try await shop.policy(["override", "restore", "--apply"], at: end)
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(shop.rule() == OverrideShop.rule)
    let again = try await shop.policy(
      ["override", "restore", "--lease", String(digest.prefix(12)), "--apply"], at: end)
    #expect(again.status == 0 && again.text.contains("closed"), "\(again.text)\(again.errors)")
    let green = try await shop.policy(["audit"], at: end)
    #expect(green.status == 0, "\(green.text)\(green.errors)")
    // Its repairs are due on the 10th.
    let due = OverrideShop.now + 5 * 86_400
    #expect(try await shop.policy(["audit"], at: due).text.contains("is not repaired after"))
    let repaired = try await shop.policy(
      ["override", "remediated", "--lease", String(digest.prefix(8)), "--note", "tests"], at: due)
    #expect(repaired.status == 0, "\(repaired.text)\(repaired.errors)")
    #expect(try await shop.policy(["audit"], at: due).status == 0)
    let whole = try await shop.policy(["override", "verify"], at: due)
    #expect(whole.status == 0 && whole.text.contains("nothing is wrong"), "\(whole.text)")
    let all = try await shop.policy(["override", "log", "--format", "json"], at: due)
    #expect(all.text.contains("\"remediated\": \"2026-01-11T"), "\(all.text)")
    #expect(all.text.contains("\"plan\": null"), "\(all.text)")
    let told = try await shop.policy(["override", "log"], at: due)
    #expect(told.text.contains("\n  repaired: tests\n"), "\(told.text)")
    // No token stands in any object that was pushed.
    let objects = try await shop.shell(
      "git cat-file --batch-all-objects --batch | grep -c ghp_ || true", in: "server.git")
    #expect(objects.lines == ["0"])
  }

  @Test("Another clone ends it, from the ledger alone; nobody pushes what it does not know")
  func elsewhere() async throws {
    let shop = try await OverrideShop()
    _ = try shop.approve(try await shop.policy(shop.begin("checks", apply: false)))
    #expect(try await shop.policy(shop.begin("checks")).status == 0)
    try await shop.makeOtherClone()
    let unknown = try await shop.policy(["audit"], in: "other")
    #expect(unknown.status == 2, "\(unknown.text)\(unknown.errors)")
    #expect(unknown.text.contains("unknown[override-closed]"), "\(unknown.text)")
    #expect(
      unknown.text.contains("what landed under overrides is unknown: read ledger: no ledger"),
      "\(unknown.text)")
    let second = try await shop.policy(shop.begin("signatures"), in: "other")
    #expect(second.status == 1)
    #expect(second.errors.contains("of 'main' is open already"), "\(second.errors)")
    let restored = try await shop.policy(["override", "restore", "--apply"], in: "other")
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(shop.rule() == OverrideShop.rule)
    let here = try await shop.policy(["override", "status"])
    #expect(here.text == "no lease is open\n" || here.text.contains("closed"), "\(here.text)")
    #expect(try await shop.policy(["audit"], in: "other").status == 0)
  }

  @Test("The same override, begun in two clones at once, is one that can be ended")
  func twice() async throws {
    let shop = try await OverrideShop()
    _ = try shop.approve(try await shop.policy(shop.begin("enforce-admins", apply: false)))
    // Right before the other clone pushes its entry, this one begins from beginning to end.
    let words = shop.begin("enforce-admins").map { "'\($0)'" }.joined(separator: " ")
    try shop.folder.write(
      """
      #!/bin/sh
      PATH=${PATH#*:}
      if [ "$1" = push ] && mkdir "$HOME/pushed" 2>/dev/null; then
        (cd "$HOME/work" && policy \(words) --now \(OverrideShop.now + 1)) >"$HOME/first" 2>&1
        echo $? >>"$HOME/first"
      fi
      exec git "$@"

      """.utf8, to: "bin/git")
    try shop.folder.makeExecutable("bin/git")
    try await shop.makeOtherClone()
    let usual = try PolicyProgram.path()
    let second = try await PolicyProgram.run(
      shop.begin("enforce-admins") + ["--now", String(OverrideShop.now)],
      in: shop.folder.path + "/other",
      changing: shop.variables.merging(["PATH": shop.folder.path + "/bin:" + usual]) { $1 })
    let first = String(decoding: try #require(shop.folder.read("first")), as: UTF8.self)
    #expect(first.hasSuffix("\n0\n"), "\(first)")
    #expect(second.status == 1, "\(second.text)\(second.errors)")
    for clone in ["work", "other"] {
      let status = try await shop.policy(["override", "status"], in: clone)
      #expect(status.status == 0 && status.text.contains("open until"), "\(status.text)")
    }
    let restored = try await shop.policy(["override", "restore", "--apply"], in: "other")
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(shop.rule() == OverrideShop.rule)
    #expect(try await shop.policy(["override", "verify"]).status == 0)
  }

  @Test("A remote whose ledger was rewound or deleted is refused")
  func rewound() async throws {
    for command in [
      "git update-ref -d refs/policy/ledger",
      "git update-ref refs/policy/ledger $(git rev-list refs/policy/ledger | tail -n 1)",
    ] {
      let shop = try await OverrideShop()
      let shown = try await shop.policy(shop.begin("check=lint", apply: false))
      _ = try shop.approve(shown)
      #expect(try await shop.policy(shop.begin("check=lint")).status == 0)
      try await shop.shell(command, in: "server.git")
      let status = try await shop.policy(["override", "status"])
      #expect(status.status == 1, "\(status.text)\(status.errors)")
      #expect(status.errors.contains("entries were taken back"), "\(status.errors)")
    }
  }

  @Test("A ledger that somebody pushes to in the same instant is asked for again")
  func lockedForAMoment() async throws {
    let shop = try await OverrideShop(policy: "")
    // The hook takes the lock away that stands in the first push's way.
    let lock = "refs/policy/ledger.lock"
    try await shop.shell(
      """
      mkdir -p refs/policy; : >\(lock)
      printf '#!/bin/sh\\ntest -e tried && rm -f \(lock); : >tried\\n' >hooks/pre-receive
      chmod +x hooks/pre-receive
      """, in: "server.git")
    let frozen = try await shop.policy(["freeze", "--reason", "broken", "--apply"])
    #expect(frozen.status == 0, "\(frozen.text)\(frozen.errors)")
  }

  @Test("What the remote has is remembered, or it is told that it is not")
  func forgotten() async throws {
    let shop = try await OverrideShop(policy: "")
    try await shop.shell(
      "mkdir -p .git/refs/policy/remotes/origin; : >.git/refs/policy/remotes/origin/ledger.lock")
    let frozen = try await shop.policy(["freeze", "--reason", "broken", "--apply"])
    #expect(frozen.status == 2, "\(frozen.text)\(frozen.errors)")
    #expect(frozen.errors.contains("unknown: git update-ref: "), "\(frozen.errors)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("A ledger that the server lost and git pruned is remembered, and comes back")
  func pruned() async throws {
    let shop = try await OverrideShop()
    _ = try shop.approve(try await shop.policy(shop.begin("check=lint", apply: false)))
    #expect(try await shop.policy(shop.begin("check=lint")).status == 0)
    try await shop.makeOtherClone()
    try await shop.shell(
      """
      git config fetch.prune true
      git config --add remote.origin.fetch \
        'refs/policy/ledger*:refs/policy/remotes/origin/ledger*'
      git fetch -q
      """, in: "other")
    let late = OverrideShop.now + 9_000
    let overdue = try await shop.policy(["audit"], at: late, in: "other")
    #expect(overdue.status == 1, "\(overdue.text)\(overdue.errors)")
    try await shop.shell("git update-ref -d refs/policy/ledger", in: "server.git")
    try await shop.shell("git fetch -q", in: "other")
    for command in [["audit"], ["override", "status"], ["override", "verify"]] {
      let result = try await shop.policy(command, in: "other")
      #expect(result.status == 1, "\(command): \(result.text)\(result.errors)")
      #expect((result.text + result.errors).contains("git push origin refs/policy/seen/origin:"))
    }
    // The cure, as it is told.
    let told = try await shop.policy(["override", "status"], in: "other")
    let start = try #require(told.errors.firstRange(of: "git push origin "))
    let end = try #require(told.errors.firstRange(of: " brings it back"))
    try await shop.shell(
      String(told.errors[start.lowerBound..<end.lowerBound]), in: "other")
    let whole = try await shop.policy(["override", "verify"], in: "other")
    #expect(whole.status == 0, "\(whole.text)\(whole.errors)")
    let open = try await shop.policy(["override", "status"], in: "other")
    #expect(open.status == 0 && open.text.contains("open until"), "\(open.text)")
  }

  @Test("A freeze locks the branch, and a thaw unlocks it")
  func freeze() async throws {
    let shop = try await OverrideShop(policy: "")
    let shown = try await shop.policy(["freeze", "--reason", "broken", "--for", "4h 90s"])
    #expect(shown.status == 0, "\(shown.text)\(shown.errors)")
    let frozen = try await shop.policy(["freeze", "--reason", "broken", "--for", "2d", "--apply"])
    #expect(frozen.status == 0, "\(frozen.text)\(frozen.errors)")
    #expect(shop.rule()?.flags.contains("lock_branch") == true)
    let thawed = try await shop.policy(["thaw", "--apply"])
    #expect(thawed.status == 0, "\(thawed.text)\(thawed.errors)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("An approver's signed entry is as good as a comment")
  func signedApproval() async throws {
    let folder = try TemporaryFolder()
    let made = try await Program.run(
      "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", folder.path + "/bob"], in: folder.path)
    try #require(made.status == 0)
    let key = String(decoding: try #require(folder.read("bob.pub")).dropLast(), as: UTF8.self)
    let shop = try await OverrideShop(
      policy: "override: {approvers: [{login: bob, key: '\(key)'}]}\n")
    let shown = try await shop.policy(shop.begin("lock", apply: false))
    #expect(shown.status == 1, "nothing is locked")
    let plan = try await shop.policy(shop.begin("enforce-admins", apply: false))
    let line = try #require(plan.lines.first { $0.hasPrefix("digest: ") }, "\(plan.errors)")
    let digest = String(line.dropFirst("digest: ".count))
    let approve = ["override", "approve", digest, "--as", "bob", "--sign", folder.path + "/bob"]
    let approved = try await shop.policy(approve)
    #expect(approved.status == 0, "\(approved.text)\(approved.errors)")
    let begun = try await shop.policy(shop.begin("enforce-admins"))
    #expect(begun.status == 0, "\(begun.text)\(begun.errors)")
    #expect(begun.text.contains("proof: entry "), "\(begun.text)")
    #expect(try await shop.policy(["override", "restore", "--apply"]).status == 0)
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("What is asked for wrongly ends with words and the right status")
  func badInput() async throws {
    let shop = try await OverrideShop()
    let cases: [([String], Int, String)] = [
      (shop.begin("check"), 64, "'check' is nothing that can be lifted"),
      (shop.begin("check=x"), 1, "no check 'x' is required of 'main'"),
      (["override", "begin"], 64, "--relax"),
      (["override", "restore", "--lease", "abc"], 64, "no override has the id 'abc'"),
      (["override", "restore", "--watch"], 64, "--watch does nothing without --apply"),
      (["override", "approve", "abc", "--as", "bob"], 64, "'abc' is no digest"),
      (["freeze", "--reason", "x", "--for", "soon"], 64, "'soon' is no span of time"),
      (["freeze", "--reason", "x", "--for", "0h"], 64, "'0h' is no span of time"),
      (["freeze", "--reason", "x", "--for", "1h 2h"], 64, "'1h 2h' is no span of time"),
      (["freeze", "--reason", " "], 1, "no reason is given"),
    ]
    for (arguments, status, message) in cases {
      let result = try await shop.policy(arguments)
      #expect(result.status == status, "\(arguments): \(result.text)\(result.errors)")
      #expect(result.errors.contains(message), "\(arguments): \(result.errors)")
    }
    for arguments in [["override", "restore", "--apply"], ["thaw", "--apply"]] {
      let result = try await shop.policy(arguments)
      #expect(result.status == 0 && result.text.hasSuffix(" is open\n"), "\(result.text)")
    }
    #expect(shop.rule() == OverrideShop.rule)
    // Without a ledger that everybody sees, nothing is lifted.
    _ = try shop.approve(try await shop.policy(shop.begin("enforce-admins", apply: false)))
    try await shop.shell("mv ../server.git ../gone.git")
    let unseen = try await shop.policy(shop.begin("enforce-admins"))
    #expect(unseen.status == 2, "\(unseen.text)\(unseen.errors)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("Who asks and approves may do so where the policy says it, and every report repeats it")
  func selfApproval() async throws {
    let shop = try await OverrideShop(
      policy: "override: {approvers: [alice], self_approval: true}\n")
    let begin = shop.begin("enforce-admins").map { $0 == "bob" ? "alice" : $0 }
    let begun = try await shop.policy(begin)
    #expect(begun.status == 0, "\(begun.text)\(begun.errors)")
    #expect(begun.text.contains("the requester approved it"), "\(begun.text)")
    for format in ["text", "json", "markdown"] {
      let audit = try await shop.policy(["audit", "--format", format])
      #expect(
        audit.text.contains("lets who asks for an override approve it too"), "\(audit.text)")
    }
  }

  @Test("Where a PUT of everything drops the signatures, they are required all the same")
  func forgetful() async throws {
    var repository = GitHubWorld.Repository()
    repository.putDropsSignatures = true
    let shop = try await OverrideShop(repository)
    _ = try shop.approve(try await shop.policy(shop.begin("linear-history", apply: false)))
    let begun = try await shop.policy(shop.begin("linear-history"))
    #expect(begun.status == 0, "\(begun.text)\(begun.errors)")
    #expect(shop.rule()?.signatures == true)
    let restored = try await shop.policy(["override", "restore", "--apply"])
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("A call that fails halfway leaves a lease that the next restore closes")
  func faults() async throws {
    for fault in [GitHubServer.Fault.hangUp, .done, .pretence, .answer(.refusal(500, "Oops"))] {
      let shop = try await OverrideShop { request, _ in
        request.method == "DELETE" && request.path.hasSuffix("/required_signatures") ? fault : nil
      }
      _ = try shop.approve(
        try await shop.policy(shop.begin("signatures", "enforce-admins", apply: false)))
      let begun = try await shop.policy(shop.begin("signatures", "enforce-admins"))
      #expect(begun.status == 1, "\(begun.text)\(begun.errors)")
      #expect(begun.errors.contains("override restore --lease "), "\(begun.errors)")
      let restored = try await shop.policy(["override", "restore", "--apply"])
      #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
      #expect(shop.rule() == OverrideShop.rule)
    }
  }
}

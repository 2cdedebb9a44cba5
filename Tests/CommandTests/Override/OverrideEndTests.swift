import FoundationEssentials
import TestSupport
import Testing

/// Ends that come by themselves, and freezes beside overrides.
@Suite struct OverrideEndTests {
  private func began(
    _ shop: OverrideShop, _ relax: String = "enforce-admins", for time: String = "2h"
  ) async throws {
    func arguments(_ apply: Bool) -> [String] {
      shop.begin(relax, apply: apply).map { $0 == "2h" ? time : $0 }
    }
    _ = try shop.approve(try await shop.policy(arguments(false)))
    let begun = try await shop.policy(arguments(true))
    try #require(begun.status == 0, "\(begun.text)\(begun.errors)")
  }

  @Test("--watch waits for the end, and restores then and not before")
  func watch() async throws {
    let shop = try await OverrideShop()
    try await began(shop, for: "1m")
    let watched = try await shop.policy(
      ["override", "restore", "--watch", "--apply"], at: OverrideShop.now + 58)
    #expect(watched.status == 0, "\(watched.text)\(watched.errors)")
    #expect(watched.errors.contains("ends at 2026-01-06T12:01:00Z"), "\(watched.errors)")
    #expect(watched.text.contains("closed: 2026-01-06T12:01:"), "\(watched.text)")
    #expect(shop.rule() == OverrideShop.rule)
    let nothing = try await shop.policy(
      ["override", "restore", "--watch", "--apply"], at: OverrideShop.now + 70)
    #expect(nothing.status == 0 && nothing.text == "no override is open\n", "\(nothing.errors)")
    // Somebody else may have been faster.
    let again = try await shop.policy(
      ["override", "restore", "--apply", "--overdue"], at: OverrideShop.now + 70)
    #expect(again.status == 0 && again.text == "nothing is past its end\n", "\(again.text)")
  }

  @Test("--overdue ends what is past its end, freezes too, and nothing else")
  func overdue() async throws {
    let shop = try await OverrideShop(.withDevelop)
    try await began(shop)
    let freeze = ["freeze", "--branch", "develop", "--reason", "broken", "--for", "2d", "--apply"]
    #expect(try await shop.policy(freeze).status == 0)
    let command = ["override", "restore", "--overdue"]
    let early = try await shop.policy(command + ["--apply"])
    #expect(early.status == 0 && early.text == "nothing is past its end\n", "\(early.text)")
    let later = OverrideShop.now + 7_201
    let shown = try await shop.policy(command, at: later)
    #expect(shown.status == 0 && shown.text.contains("nothing was done"), "\(shown.text)")
    #expect(shop.rule()?.enforceAdmins == false)
    let ended = try await shop.policy(command + ["--apply"], at: later)
    #expect(ended.status == 0, "\(ended.text)\(ended.errors)")
    #expect(shop.rule() == OverrideShop.rule)
    #expect(shop.rule("develop")?.flags.contains("lock_branch") == true)
    #expect(try await shop.policy(command + ["--apply"], at: later + 172_800).status == 0)
    #expect(shop.rule("develop") == OverrideShop.ruleOfDevelop)
  }

  /// A shop whose policy demands this of main.
  private func demanding(_ protection: String) async throws -> OverrideShop {
    let shop = try await OverrideShop()
    try shop.folder.write(
      "version: 1\nbranches: {main: {\(protection)}}\noverride: {approvers: [bob]}\n".utf8,
      to: "work/.policy.yml")
    try await shop.shell("git commit -q -a -m Policy && git push -q origin main && git fetch -q")
    return shop
  }

  @Test(
    "--overdue lifts no lock that the policy demands: whoever may push may have written of a freeze"
  )
  func demanded() async throws {
    let shop = try await demanding("lock_branch: true")
    #expect(try await shop.policy(["freeze", "--reason", "broken", "--apply"]).status == 0)
    let frozen = shop.rule()
    let later = OverrideShop.now + 172_800
    let refused = try await shop.policy(["override", "restore", "--overdue", "--apply"], at: later)
    #expect(refused.status == 1, "\(refused.text)\(refused.errors)")
    #expect(
      refused.errors.split(separator: "\n").count {
        $0.contains("would weaken what stands: lock_branch from true to false; ")
      } == 1, "\(refused.errors)")
    #expect(shop.rule() == frozen)
    #expect(try await shop.policy(["thaw", "--apply"], at: later).status == 0)
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("--overdue puts back what a freeze found lifted before it thaws")
  func overrideFirst() async throws {
    let shop = try await demanding("enforce_admins: true")
    try await began(shop)
    #expect(
      try await shop.policy(["freeze", "--reason", "x", "--for", "1h", "--apply"]).status == 0)
    let ended = try await shop.policy(
      ["override", "restore", "--overdue", "--apply"], at: OverrideShop.now + 7_201)
    #expect(ended.status == 0, "\(ended.text)\(ended.errors)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("The workflow of init --github ends what is overdue, and is never overwritten unasked")
  func workflow() async throws {
    let shop = try await OverrideShop()
    let written = try await PolicyProgram.run(
      ["init", "--github"], in: shop.work, changing: shop.variables)
    #expect(written.status == 0, "\(written.text)\(written.errors)")
    #expect(written.text.contains("gh secret set POLICY_TOKEN"), "\(written.text)")
    let place = ".github/workflows/policy-overrides.yml"
    let text = String(decoding: try #require(shop.folder.read("work/\(place)")), as: UTF8.self)
    for flags in [[], ["--force"]] {
      let again = try await PolicyProgram.run(
        ["init", "--github"] + flags, in: shop.work, changing: shop.variables)
      #expect(again.status == (flags.isEmpty ? 64 : 0), "\(again.errors)")
    }
    // Without policy it ends with what is to be done, which init has told.
    #expect(written.text.contains("its step 'Install policy' fails until"), "\(written.text)")
    let block = try #require(text.split(separator: "        run: |\n").last)
    let install = block.split(separator: "\n").prefix { $0.hasPrefix("          ") }
    for (path, status) in [("/usr/bin:/bin", 1), (try PolicyProgram.path(), 0)] {
      let run = try await Program.run(
        "/bin/bash", ["-e", "-c", install.joined(separator: "\n")], in: shop.work,
        changing: ["PATH": path])
      #expect(run.status == status, "\(run.text)\(run.errors)")
      #expect(run.text.hasPrefix("::error::policy is not on PATH") == (status == 1), "\(run.text)")
    }
    // Its other steps do what they say.
    let steps = text.split(separator: "\n").compactMap { line -> String? in
      line.firstRange(of: "run: policy ").map { String(line[$0.upperBound...]) }
    }
    #expect(steps == ["override restore --overdue --apply", "override status"])
    try await began(shop)
    for step in steps {
      let run = try await shop.policy(
        step.split(separator: " ").map(String.init), at: OverrideShop.now + 9_000)
      #expect(run.status == 0, "\(step): \(run.text)\(run.errors)")
    }
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test(
    "A freeze during an override, and an override during a freeze, end in any order",
    arguments: [true, false], [true, false])
  func both(freezesFirst: Bool, thawsFirst: Bool) async throws {
    let shop = try await OverrideShop()
    let freeze = ["freeze", "--reason", "broken", "--apply"]
    if freezesFirst { #expect(try await shop.policy(freeze).status == 0) }
    try await began(shop, "review-count")
    if !freezesFirst { #expect(try await shop.policy(freeze).status == 0) }
    #expect(shop.rule()?.flags.contains("lock_branch") == true)
    #expect(shop.rule()?.reviews?.count == 0)
    let ends = [["thaw", "--apply"], ["override", "restore", "--apply"]]
    for end in thawsFirst ? ends : ends.reversed() {
      let ended = try await shop.policy(end)
      #expect(ended.status == 0, "\(ended.text)\(ended.errors)")
    }
    #expect(shop.rule() == OverrideShop.rule)
    let status = try await shop.policy(["override", "status"])
    #expect(!status.text.contains("open until"), "\(status.text)")
  }

  @Test("Where the key is gone, an override ends all the same, and unsigned")
  func unsigned() async throws {
    let shop = try await OverrideShop()
    try await began(shop)
    try await shop.shell(
      "git config commit.gpgSign true; git config gpg.format ssh; git config user.signingKey ~/gone"
    )
    let refused = try await shop.policy(["freeze", "--reason", "broken", "--apply"])
    #expect(refused.status == 2, "\(refused.text)\(refused.errors)")
    #expect(refused.errors.contains("git config user.signingKey KEY"), "\(refused.errors)")
    let ended = try await shop.policy(["override", "restore", "--apply"])
    #expect(ended.status == 0, "\(ended.text)\(ended.errors)")
    #expect(ended.errors.contains("note: the entries are not signed"), "\(ended.errors)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test("A check that an override has lifted is not renamed before its end requires it again")
  func rename() async throws {
    let shop = try await OverrideShop()
    try await began(shop, "check=build")
    let result = try await shop.policy(["github", "rename-check", "build", "build 2"])
    #expect(result.status == 1, "\(result.text)\(result.errors)")
    #expect(result.text.contains("its end requires what stood before it"), "\(result.text)")
  }

  @Test("What GitHub has under an override is no drift that nobody knows of")
  func drift() async throws {
    let shop = try await OverrideShop()
    try shop.folder.write(
      """
      version: 1
      branches: {main: {required_reviews: 2, enforce_admins: true}}
      override: {approvers: [bob]}
      checks: {evidence: [github]}

      """.utf8, to: "work/.policy.yml")
    try await shop.shell("git commit -q -a -m Policy && git push -q origin main && git fetch -q")
    let before = try await shop.policy(["github", "drift"])
    #expect(before.status == 0, "\(before.text)\(before.errors)")
    #expect(!before.text.contains("under override"), "\(before.text)")
    try await began(shop)
    let during = try await shop.policy(["github", "drift"])
    #expect(during.status == 1, "\(during.text)\(during.errors)")
    #expect(during.text.contains("main is under override "), "\(during.text)")
    #expect(during.text.contains("until 2026-01-06T14:00:00Z, which is about enforce-admins"))
    // No call but its end puts back what it has lifted.
    let relaxed = shop.rule()
    for command in [["plan"], ["apply"], ["plan", "--exact"], ["apply", "--exact"]] {
      let held = try await shop.policy(["github"] + command)
      #expect(held.status == 1, "\(command): \(held.text)\(held.errors)")
      #expect(held.text.contains("nothing is changed while override "), "\(held.text)")
      #expect(!held.text.contains("--method"), "\(held.text)")
      #expect(shop.rule() == relaxed, "\(command)")
    }
    let audit = try await shop.policy(["audit"])
    #expect(audit.status == 1, "\(audit.text)\(audit.errors)")
    #expect(
      audit.text.contains("error[protection-drift]: enforce_admins is false at the forge"),
      "\(audit.text)")
    #expect(audit.text.contains("until 2026-01-06T14:00:00Z"), "\(audit.text)")
  }
}

import TestSupport
import Testing

/// The issue that says what has happened, opened by the real gh at an emulated server.
@Suite struct OverrideIssueTests {
  /// The arguments that ask for an override and for its issue.
  private func begin(_ shop: OverrideShop, apply: Bool, approver: String = "bob") -> [String] {
    var arguments = shop.begin("enforce-admins", "check=lint", apply: apply)
    arguments.removeAll { $0 == "--issue" || $0 == OverrideShop.issue }
    return arguments.map { $0 == "bob" ? approver : $0 } + ["--create-issue"]
  }

  @Test("It is shown with a place for each step, and opened once; nothing is lifted by that")
  func opened() async throws {
    let shop = try await OverrideShop()
    let shown = try await shop.policy(begin(shop, apply: false))
    #expect(shown.status == 0, "\(shown.text)\(shown.errors)")
    for step in ["Emergency", "Approval", "Bypass", "Remediation", "Restoration"] {
      #expect(shown.text.contains("## \(step)\n"), "\(shown.text)")
    }
    #expect(shown.text.contains("> the site is down"), "\(shown.text)")
    #expect(
      shown.text.contains("Until 2026-01-10:\n\n- [ ] the plan of the repairs"), "\(shown.text)")
    let planned = try await shop.policy(
      begin(shop, apply: false) + ["--plan", "test it\nand tell *all*"])
    #expect(
      planned.text.contains(
        "Until 2026-01-10:\n\n> test it\n> and tell &#42;all&#42;\n\n- [ ] what"),
      "\(planned.text)")
    #expect(shop.server.world.repositories[0].openedIssues.isEmpty)
    let opened = try await shop.policy(begin(shop, apply: true))
    #expect(opened.status == 1, "\(opened.text)\(opened.errors)")
    #expect(opened.errors.contains("opened https://github.com/acme/shop/issues/8\n"))
    #expect(opened.errors.contains("error: 'bob' has not approved it"), "\(opened.errors)")
    #expect(opened.errors.contains("--issue https://github.com/acme/shop/issues/8 --apply"))
    let body = try #require(shop.server.world.repositories[0].openedIssues[8])
    #expect(body.hasPrefix("Emergency: enforce-admins, check=lint of main to be lifted\n"))
    #expect(body.contains("DELETE repos/acme/shop/branches/main/protection/enforce&#95;admins"))
    #expect(shop.rule() == OverrideShop.rule)
    // Approved there, it begins.
    let words = try #require(opened.errors.split(separator: " ").firstIndex(of: "approve"))
    let digest = opened.errors.split(separator: " ")[words + 1].prefix(64)
    shop.server.change {
      $0.repositories[0].issues[8]?.append(StoredComment(by: "bob", "approve \(digest)"))
    }
    let arguments = shop.begin("enforce-admins", "check=lint").map {
      $0 == OverrideShop.issue ? "https://github.com/acme/shop/issues/8" : $0
    }
    let begun = try await shop.policy(arguments)
    #expect(begun.status == 0, "\(begun.text)\(begun.errors)")
    #expect(shop.rule()?.enforceAdmins == false)
  }

  @Test("The script that is shown opens it, in every shell", arguments: ["bash", "dash"])
  func script(shell: String) async throws {
    let shop = try await OverrideShop()
    let shown = try await shop.policy(begin(shop, apply: false))
    let script = try #require(OverrideShop.scripts(in: shown).first)
    let run = try await Program.run(
      shell, [], in: shop.work, input: Array(script.utf8), changing: shop.variables)
    #expect(run.status == 0, "\(run.text)\(run.errors)")
    #expect(shop.server.world.repositories[0].openedIssues[8] != nil)
  }

  @Test("A sole maintainer who may approve opens it and begins")
  func alone() async throws {
    let shop = try await OverrideShop(
      policy: "override: {approvers: [alice], self_approval: true}\n")
    let begun = try await shop.policy(begin(shop, apply: true, approver: "alice"))
    #expect(begun.status == 0, "\(begun.text)\(begun.errors)")
    #expect(begun.text.contains("proof: the requester approved it"), "\(begun.text)")
    #expect(shop.rule()?.enforceAdmins == false)
  }

  @Test("What would be refused opens none; an answer that is lost is told")
  func refused() async throws {
    let shop = try await OverrideShop()
    let twice = try await shop.policy(begin(shop, apply: true) + ["--issue", OverrideShop.issue])
    #expect(twice.status == 64, "\(twice.errors)")
    let wrong = try await shop.policy(begin(shop, apply: true, approver: "mallory"))
    #expect(wrong.status == 1, "\(wrong.errors)")
    #expect(shop.server.world.repositories[0].openedIssues.isEmpty)
    let lost = try await OverrideShop { request, _ in
      request.method == "POST" && request.path.hasSuffix("/issues") ? .done : nil
    }
    let untold = try await lost.policy(begin(lost, apply: true))
    #expect(untold.status != 0 && untold.errors.contains("it may stand there"), "\(untold.errors)")
    #expect(lost.rule() == OverrideShop.rule)
  }

  @Test("The plan of the repairs is approved, kept and shown; where nobody says it, that is told")
  func plan() async throws {
    let shop = try await OverrideShop()
    let without = try await shop.policy(shop.begin("enforce-admins", apply: false))
    #expect(
      without.text.contains("note: nobody says how it is to be repaired: --plan TEXT\n"),
      "\(without.text)")
    _ = try shop.approve(without)
    let plan = ["--plan", "put the tests back"]
    // Another plan is another thing to approve.
    #expect(try await shop.policy(shop.begin("enforce-admins") + plan).status == 1)
    let shown = try await shop.policy(shop.begin("enforce-admins", apply: false) + plan)
    #expect(!shown.text.contains("nobody says"), "\(shown.text)")
    _ = try shop.approve(shown)
    let begun = try await shop.policy(shop.begin("enforce-admins") + plan)
    #expect(begun.status == 0, "\(begun.text)\(begun.errors)")
    for command in ["status", "log"] {
      let told = try await shop.policy(["override", command])
      #expect(told.text.contains("\n  plan: put the tests back\n"), "\(told.text)")
    }
    let token = try await shop.policy(
      shop.begin("checks", apply: false) + ["--plan", "ghp_" + String(repeating: "x", count: 36)])
    #expect(token.errors.contains("the plan holds what looks like a token"), "\(token.errors)")
    let empty = try await shop.policy(shop.begin("checks", apply: false) + ["--plan", " "])
    #expect(empty.errors.contains("the plan of the repairs says nothing"), "\(empty.errors)")
  }
}

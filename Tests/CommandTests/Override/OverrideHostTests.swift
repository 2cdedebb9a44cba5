import TestSupport
import Testing

/// Other hosts, and tokens that are missing or wrong.
@Suite struct OverrideHostTests {
  /// A shop whose remote is at another host.
  private func shop(at host: String) async throws -> OverrideShop {
    let shop = try await OverrideShop()
    try await shop.shell(
      """
      git remote set-url origin https://\(host)/acme/shop.git
      git config url."$HOME/server.git".insteadOf https://\(host)/acme/shop.git
      """)
    return shop
  }

  private func run(
    _ shop: OverrideShop, _ arguments: [String], _ changes: [String: String?]
  ) async throws -> ProgramOutput {
    let result = try await PolicyProgram.run(
      arguments + ["--now", String(OverrideShop.now)], in: shop.work,
      changing: shop.variables.merging(changes) { $1 })
    #expect(!(result.text + result.errors).contains("ghp_"), "a token is shown")
    return result
  }

  @Test("A server of somebody's own is asked at its own host, and lifted and restored there")
  func enterprise() async throws {
    let host = "ghe.example.com"
    let shop = try await shop(at: host)
    let changes: [String: String?] = [
      "GH_HOST": host, "GH_ENTERPRISE_TOKEN": "ghp_dummyTokenOfTheTests", "GH_TOKEN": nil,
    ]
    func begin(_ apply: Bool) -> [String] {
      shop.begin("enforce-admins", apply: apply).map {
        $0.replacing("https://github.com/", with: "https://\(host)/")
      }
    }
    let shown = try await run(shop, begin(false), changes)
    #expect(shown.status == 0, "\(shown.text)\(shown.errors)")
    #expect(shown.text.contains("gh api --hostname \(host) "), "\(shown.text)")
    _ = try shop.approve(shown)
    let begun = try await run(shop, begin(true), changes)
    #expect(begun.status == 0, "\(begun.text)\(begun.errors)")
    #expect(shop.rule()?.enforceAdmins == false)
    let restored = try await run(shop, ["override", "restore", "--apply"], changes)
    #expect(restored.status == 0, "\(restored.text)\(restored.errors)")
    #expect(shop.rule() == OverrideShop.rule)
    let hosts = Set(try shop.server.requests().compactMap { $0.headers["host"] })
    #expect(hosts == [host])
    // The issue of another host is not this repository's.
    let other = try await run(shop, shop.begin("enforce-admins", apply: false), changes)
    #expect(other.status == 1, "\(other.text)")
    #expect(other.errors.contains("is no issue of \(host)/acme/shop"), "\(other.errors)")
  }

  @Test("A host that gh does not know is asked nothing, and told no token")
  func unknown() async throws {
    let shop = try await shop(at: "git.example.org")
    let result = try await run(shop, shop.begin("enforce-admins"), [:])
    #expect(result.status == 2, "\(result.text)\(result.errors)")
    #expect(
      result.errors.contains("is at git.example.org, which is no GitHub server that gh knows"))
    #expect(result.errors.contains("help: log in: gh auth login --hostname git.example.org"))
    #expect(try shop.server.requests().isEmpty)
  }

  @Test(
    "Without a token, or with a wrong one, nothing is done and the cure is told",
    arguments: [nil, "ghp_wrongTokenOfSomebody"])
  func token(token: String?) async throws {
    let shop = try await OverrideShop()
    let commands = [
      shop.begin("enforce-admins"), ["freeze", "--reason", "x", "--apply"],
      ["override", "log", "--github"], ["github", "drift"],
    ]
    for command in commands {
      let result = try await run(shop, command, ["GH_TOKEN": token])
      #expect(result.status == 2, "\(command): \(result.text)\(result.errors)")
      let told = result.text + result.errors
      #expect(told.contains("log in: gh auth login --hostname github.com"), "\(told)")
    }
    #expect(shop.rule() == OverrideShop.rule)
    let ledger = try await shop.shell("git for-each-ref refs/policy | wc -l", in: "server.git")
    #expect(ledger.lines.first?.filter(\.isNumber) == "0")
  }

  @Test("No token stands in the ledger, wherever it was written or said")
  func tokens() async throws {
    // A server that repeats what it was told.
    let shop = try await OverrideShop { request, _ in
      request.method == "DELETE"
        ? .answer(.refusal(422, "no: \(request.headers["authorization"] ?? "")")) : nil
    }
    let said = shop.begin("enforce-admins").map {
      $0 == "the site is down" ? "log in with ghp_abcdefgh0123" : $0
    }
    let refused = try await shop.policy(said)
    #expect(refused.status == 1, "\(refused.text)")
    #expect(refused.errors.contains("the reason holds what looks like a token"))
    let address = "https://x:ghp_abcdefgh0123@github.com/acme/shop/issues/7"
    // A token that looks like none is known from the environment.
    let own = "dummyTokenOfSomebody"
    for (command, part) in [
      (["freeze", "--reason", "x", "--issue", address, "--apply"], "issue"),
      (shop.begin("enforce-admins").map { $0 == OverrideShop.issue ? address : $0 }, "issue"),
      (shop.begin("enforce-admins").map { $0 == "bob" ? "ghp_abcdefgh0123" : $0 }, "approver"),
      (shop.begin("check=ghp_abcdefgh0123"), "thing to lift"),
      (["freeze", "--reason", "log in with \(own)", "--apply"], "reason"),
    ] {
      let result = try await run(shop, command, ["GH_ENTERPRISE_TOKEN": own])
      #expect(result.status == 1, "\(command): \(result.text)\(result.errors)")
      #expect(
        result.errors.contains("the \(part) holds what looks like a token"), "\(result.errors)")
      #expect(!result.errors.contains(own))
    }
    let word = try await shop.policy(shop.begin("ghp_abcdefgh0123"))
    #expect(word.status == 64 && word.errors.contains("'***' is nothing"), "\(word.errors)")
    for note in ["used ghp_abcdefgh0123", "used \(own)"] {
      let noted = try await run(
        shop, ["override", "remediated", "--lease", "a", "--note", note], ["GITHUB_TOKEN": own])
      #expect(noted.status == 64, "\(noted.errors)")
      #expect(noted.errors.contains("the note holds what looks like a token"), "\(noted.errors)")
    }
    _ = try shop.approve(try await shop.policy(shop.begin("enforce-admins", apply: false)))
    let failed = try await shop.policy(shop.begin("enforce-admins"))
    #expect(failed.status == 1 && failed.errors.contains("***"), "\(failed.errors)")
    _ = try await shop.policy(["override", "restore", "--apply"])
    // What git says of a remote that it cannot reach holds the remote's address.
    try await shop.shell(
      "git config --unset url.$HOME/server.git.insteadOf; git config http.proxy http://127.0.0.1:1")
    let unreachable = try await shop.policy(["override", "sync"])
    #expect(unreachable.status == 2, "\(unreachable.text)\(unreachable.errors)")
    for place in ["work", "server.git"] {
      let objects = try await shop.shell(
        "git cat-file --batch-all-objects --batch | grep -cE 'ghp_|dummyToken' || true", in: place)
      #expect(objects.lines == ["0"], "\(place)")
    }
  }
}

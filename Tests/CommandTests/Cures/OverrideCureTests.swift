import TestSupport
import Testing

/// What an override's refusal says is done as it is printed, and what was refused goes on.
@Suite struct OverrideCureTests {
  /// What begin asks for on a branch.
  private func begin(
    _ shop: OverrideShop, _ relax: String..., branch: String = "main", apply: Bool = true
  ) -> [String] {
    let words = relax.flatMap { ["--relax", $0] }
    let rest = shop.begin(apply: apply).map { $0 == "main" ? branch : $0 }
    return rest + words
  }

  /// The help of what was refused.
  private func help(_ refused: ProgramOutput, _ message: String) throws -> String {
    try #require(refused.status != 0 && refused.errors.contains(message), "\(refused.errors)")
    return try #require(
      refused.errors.firstRange(of: "help: ").map { String(refused.errors[$0.upperBound...]) })
  }

  /// The command of policy that a help tells.
  private func command(in help: String) throws -> [String] {
    let start = try #require(help.firstRange(of: "policy "), "\(help)")
    let line = help[start.upperBound...].prefix { $0 != "\n" && $0 != ";" }
    return line.split(separator: " ").map(String.init)
  }

  private func succeeds(_ result: ProgramOutput) {
    #expect(result.status == 0, "\(result.text)\(result.errors)")
  }

  @Test(
    "Protection by a pattern: the script gives the branch a rule of its own that says the same",
    arguments: ["bash", "dash"])
  func pattern(shell: String) async throws {
    var repository = GitHubWorld.Repository()
    var rule = OverrideShop.rule
    rule.pattern = "release/*"
    repository.rules = [rule]
    repository.branches = ["main", "release/1.0"]
    let shop = try await OverrideShop(repository)
    let refused = try await shop.policy(
      begin(shop, "enforce-admins", branch: "release/1.0", apply: false))
    let help = try help(refused, "is that of the pattern 'release/*'")
    let script = try #require(help.firstRange(of: "(\n").map { String(help[$0.lowerBound...]) })
    let pasted = try await Program.run(
      shell, [], in: shop.work, input: Array(script.utf8), changing: shop.variables)
    succeeds(pasted)
    var own = rule
    own.pattern = "release/1.0"
    #expect(shop.rule("release/1.0") == own && shop.rule("release/*") == rule)
    let shown = try await shop.policy(
      begin(shop, "enforce-admins", branch: "release/1.0", apply: false))
    _ = try shop.approve(shown)
    succeeds(try await shop.policy(begin(shop, "enforce-admins", branch: "release/1.0")))
    succeeds(try await shop.policy(["override", "restore", "--apply"]))
    #expect(shop.rule("release/1.0") == own && shop.rule("release/*") == rule)
  }

  @Test("What only GraphQL shows: less is lifted, as it is said")
  func graphQL() async throws {
    var repository = GitHubWorld.Repository()
    var rule = OverrideShop.rule
    rule.forcePushers = .init(users: ["carol"])
    repository.rules = [rule]
    let shop = try await OverrideShop(repository)
    let refused = try await shop.policy(begin(shop, "linear-history", apply: false))
    let help = try help(refused, "it could not be put back without loss: REST does not tell who")
    let words = help.split(whereSeparator: { " ,;\n".contains($0) }).map(String.init)
    let less = zip(words, words.dropFirst()).filter { $0.0 == "--relax" }.map(\.1)
    #expect(less == ["enforce-admins", "review-count", "check=NAME"], "\(help)")
    for word in less {
      let shown = try await shop.policy(
        begin(shop, word.replacing("NAME", with: "lint"), apply: false))
      succeeds(shown)
    }
  }

  @Test("A lease that is open already is ended as it is said, and the next one begins")
  func open() async throws {
    let shop = try await OverrideShop()
    _ = try shop.approve(try await shop.policy(begin(shop, "enforce-admins", apply: false)))
    succeeds(try await shop.policy(begin(shop, "enforce-admins")))
    let refused = try await shop.policy(begin(shop, "checks"))
    let cure = try command(in: try help(refused, "of 'main' is open already"))
    succeeds(try await shop.policy(cure))
    #expect(shop.rule() == OverrideShop.rule)
    _ = try shop.approve(try await shop.policy(begin(shop, "checks", apply: false)))
    succeeds(try await shop.policy(begin(shop, "checks")))
    // So is a lease of a repository that the remote does not name any more.
    try await shop.shell("git remote set-url origin https://github.com/acme/other.git")
    let other = try await shop.policy(["override", "restore", "--apply"])
    let moved = try help(other, "is one of github.com/acme/shop")
    let line = try #require(moved.firstRange(of: "GH_REPO=").map { moved[$0.lowerBound...] })
    try await shop.shell("\(line.prefix { $0 != "\n" }) --now \(OverrideShop.now)")
    #expect(shop.rule() == OverrideShop.rule)
  }

  @Test(
    "A branch that is gone comes back by the push that is told, and what was lifted is put back",
    arguments: ["main", "develop"])
  func gone(_ branch: String) async throws {
    let shop = try await OverrideShop(.withDevelop)
    try await shop.shell("git push -q origin main:develop")
    _ = try shop.approve(
      try await shop.policy(begin(shop, "enforce-admins", branch: branch, apply: false)))
    succeeds(try await shop.policy(begin(shop, "enforce-admins", branch: branch)))
    shop.server.change { $0.repositories[0].branches.remove(branch) }
    try await shop.shell("git update-ref -d refs/heads/\(branch)", in: "server.git")
    // Of main, the clone knows where it stood; of develop, nothing.
    try await shop.shell(
      """
      git switch -q -c story-x && git branch -q -D main
      git update-ref -d refs/remotes/origin/develop
      """)
    let refused = try await shop.policy(["override", "restore", "--apply"])
    let help = try help(refused, "has no branch '\(branch)'")
    let push = try #require(help.firstRange(of: "git push ").map { help[$0.lowerBound...] })
    try await shop.shell(String(push.prefix { $0 != "\n" }))
    let there = try await shop.shell("git ls-remote -q --heads origin \(branch)")
    #expect(there.lines.count == 1, "\(push)")
    shop.server.change { $0.repositories[0].branches.insert(branch) }
    succeeds(try await shop.policy(["override", "restore", "--apply"]))
    let stood = branch == "main" ? OverrideShop.rule : OverrideShop.ruleOfDevelop
    #expect(shop.rule(branch) == stood)
    // Who only mistypes a name is told to push nothing under it that is something else.
    let mistyped = try await shop.policy(begin(shop, "checks", branch: "mian", apply: false))
    #expect(try self.help(mistyped, "has no branch").hasSuffix(": git push origin mian\n"))
  }

  @Test("Protection that changes between reading and writing: the same again goes on, as approved")
  func changed() async throws {
    let shop = try await OverrideShop()
    _ = try shop.approve(try await shop.policy(begin(shop, "enforce-admins", apply: false)))
    // While the entry is pushed, somebody else demands no signatures any more.
    try shop.folder.write(
      """
      #!/bin/sh
      PATH=${PATH#*:}
      if [ "$1" = push ] && mkdir "$HOME/pushed" 2>/dev/null; then
        gh api -X DELETE repos/acme/shop/branches/main/protection/required_signatures >&2
      fi
      exec git "$@"

      """.utf8, to: "bin/git")
    try shop.folder.makeExecutable("bin/git")
    let usual = try PolicyProgram.path()
    let refused = try await PolicyProgram.run(
      begin(shop, "enforce-admins") + ["--now", String(OverrideShop.now)], in: shop.work,
      changing: shop.variables.merging(["PATH": shop.folder.path + "/bin:" + usual]) { $1 })
    let help = try help(refused, "has changed since it was read: ")
    #expect(help.contains("run the same again, what approved it still counts"), "\(help)")
    #expect(shop.rule()?.enforceAdmins == true)
    succeeds(try await shop.policy(begin(shop, "enforce-admins")))
    #expect(shop.rule()?.enforceAdmins == false)
    succeeds(try await shop.policy(["override", "restore", "--apply"]))
    var rule = OverrideShop.rule
    rule.signatures = false
    #expect(shop.rule() == rule)
    succeeds(try await shop.policy(["override", "verify"]))
    // Nothing of that approves another one.
    let second = try await shop.policy(begin(shop, "enforce-admins"))
    #expect(second.errors.contains("'bob' has not approved it"), "\(second.errors)")
  }

  @Test("Whom a token may not see, and what is an organization's: where to go is told for the host")
  func elsewhere() async throws {
    var repository = GitHubWorld.Repository()
    repository.rulesets = [
      StoredRuleset(
        8, "everybody", on: ["~ALL"], [.object(["type": .string("deletion")])],
        organization: "acme")
    ]
    let shop = try await OverrideShop(repository)
    let owned = try await shop.policy(begin(shop, "ruleset=8", apply: false))
    #expect(
      try help(owned, "is the organization acme's")
        == "ask its owner: https://github.com/organizations/acme/settings/rules\n")
    // Nor is it offered where rulesets alone protect the branch.
    shop.server.change { $0.repositories[0].rules = [] }
    let none = try await shop.policy(begin(shop, "enforce-admins", apply: false))
    #expect(
      try help(none, "'main' has no classic protection")
        == "ask the owner of ruleset 'everybody' of organization acme, who may change it\n")
    shop.server.change {
      $0.repositories[0].rulesets.append(
        StoredRuleset(9, "ours", on: ["~ALL"], [.object(["type": .string("deletion")])]))
    }
    let offered = try await shop.policy(begin(shop, "enforce-admins", apply: false))
    #expect(
      try help(offered, "'main' has no classic protection")
        == "name a ruleset: --relax ruleset=9\n")
  }
}

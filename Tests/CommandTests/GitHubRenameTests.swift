import TestSupport
import Testing

/// Other names for checks, and names that a shell would take for more.
@Suite struct GitHubRenameTests {
  private typealias Shop = GitHubPlanTests.Shop

  @Test("A check is renamed once no open pull request would wait for the new name")
  func renamed() async throws {
    let heads = (1...3).map { String(repeating: "\($0)", count: 40) }
    var world = GitHubImportTests.protected()
    for (number, head) in heads.enumerated() {
      world.commits[head] = .init(tree: String(repeating: "b", count: 40))
      world.pullRequests.append(
        .init(number + 7, into: number == 2 ? "develop" : "main", from: ("s", head)))
    }
    world.commits[heads[0]]?.checkRuns = [.init("build 2", "FAILURE"), .init("build", "SUCCESS")]
    world.commits[heads[1]]?.checkRuns = [.init("build", "SUCCESS")]
    let shop = try await Shop("  main: {}\n", world: world)
    let early = try await shop.run("rename-check", "build", "build 2")
    #expect(early.status == 1, "\(early.text)\(early.errors)")
    #expect(early.text.contains("1 of 2 open pull requests have no 'build 2'"), "\(early.text)")
    #expect(early.text.contains("would wait for ever: #8"), "\(early.text)")
    #expect(
      early.text.contains(
        "\n#    gh api --hostname github.com --method PUT repos/acme/shop/pulls/8/update-branch\n"),
      "\(early.text)")
    #expect(!early.text.contains("\n(\n"), "\(early.text)")
    shop.server.change {
      $0.repositories[0].commits[heads[1]]?.checkRuns.append(.init("build 2", nil))
    }
    let ready = try await shop.run("rename-check", "build", "build 2")
    #expect(ready.status == 0, "\(ready.text)\(ready.errors)")
    let run = try await shop.run(ready, by: "dash")
    #expect(run.status == 0, "\(run.errors)")
    let checks = try #require(shop.rule()?.checks)
    #expect(checks.strict)
    #expect(
      Set(checks.list) == [.init("build 2", 15_368), .init("test \"x\"\n- [y]"), .init("z", 77)])
    let none = try await shop.run("rename-check", "build", "build 2")
    #expect(none.text.hasSuffix("# nothing requires 'build'\n"), "\(none.text)")
  }

  @Test("A check that an organization requires is renamed there")
  func organization() async throws {
    var world = GitHubWorld.Repository()
    let parameters = JSON.object([
      "required_status_checks": .array([.object(["context": .string("build")])]),
      "strict_required_status_checks_policy": .bool(false),
    ])
    world.rulesets = [
      StoredRuleset(
        1, "org", on: ["~ALL"],
        [.object(["type": .string("required_status_checks"), "parameters": parameters])],
        organization: "acme")
    ]
    let shop = try await Shop("  main: {}\n", world: world)
    let result = try await shop.run("rename-check", "build", "test")
    #expect(result.status == 1)
    #expect(result.text.contains("is not the repository's: change it there"), "\(result.text)")
  }

  @Test("A new name that another app reports is none for a check that is pinned")
  func pinned() async throws {
    let head = String(repeating: "1", count: 40)
    var world = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.checks = .init(strict: false, [.init("build", 77)])
    world.rules = [rule]
    world.pullRequests = [.init(7, into: "main", from: ("s", head))]
    world.commits[head] = .init(tree: String(repeating: "b", count: 40))
    world.commits[head]?.checkRuns = [.init("test", "SUCCESS")]
    let shop = try await Shop("  main: {}\n", world: world)
    let other = try await shop.run("rename-check", "build", "test")
    #expect(other.status == 1, "\(other.text)\(other.errors)")
    #expect(other.text.contains("1 of 1 open pull requests have no 'test' by app 77"))
    shop.server.change {
      $0.repositories[0].commits[head]?.checkRuns.append(.init("test", "SUCCESS", app: "ci"))
    }
    #expect(try await shop.run("rename-check", "build", "test").status == 0)
  }

  @Test("Nothing is said of what was not looked at")
  func unseen() async throws {
    let policy =
      "  main: {}\n  story-*: {from: main, into: [main], required_status_checks: [build]}\n"
    let shop = try await Shop(policy)
    let result = try await shop.run("rename-check", "build", "test")
    #expect(result.status == 2, "\(result.text)\(result.errors)")
    #expect(result.text.contains("kind 'story-*' of the policy requires 'build'"))
    #expect(!result.text.contains("# nothing requires"), "\(result.text)")
    var world = GitHubWorld.Repository()
    world.branches.insert("story-1")
    let seen = try await Shop(policy, world: world)
    let one = try await seen.run("rename-check", "build", "test", "--branch", "story-1")
    #expect(one.status == 0, "\(one.text)\(one.errors)")
    #expect(one.text.contains("the policy requires 'build' on 'story-*', and GitHub does not"))
    // What is ready on main says nothing of the others.
    var rule = ClassicRule("main")
    rule.checks = .init(strict: true, [.init("build")])
    world.rules = [rule]
    let tip = String(repeating: "a", count: 40)
    world.commits[tip] = .init(tree: String(repeating: "b", count: 40))
    world.commits[tip]?.checkRuns = [.init("test", "SUCCESS")]
    let part = try await Shop(policy, world: world)
    let ready = try await part.run("rename-check", "build", "test")
    #expect(ready.status == 2, "\(ready.text)\(ready.errors)")
    #expect(ready.text.contains("kind 'story-*' of the policy requires 'build'"), "\(ready.text)")
    let both = try await part.run(
      "rename-check", "build", "test", "--branch", "main", "--branch", "story-1")
    #expect(both.status == 0 && both.text.contains("--method"), "\(both.text)\(both.errors)")
  }

  @Test("More open pull requests than twenty pages hold are all looked at")
  func many() async throws {
    let head = String(repeating: "1", count: 40)
    var world = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.checks = .init(strict: false, [.init("build")])
    world.rules = [rule]
    world.pullRequests = (1...2_050).map { .init($0, into: "main", from: ("s", head)) }
    world.commits[head] = .init(tree: String(repeating: "b", count: 40))
    let shop = try await Shop("  main: {}\n", world: world)
    let result = try await shop.run("rename-check", "build", "test")
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.text.contains("2050 of 2050 open pull requests"), "\(result.errors)")
  }

  private static let hostile = [
    "it's", "$(>pwned)", "`>pwned`", "a;>pwned", "{owner}", "a b", "é\u{202E}x", "x'$(>pwned)'y",
  ]

  @Test(
    "Any name of a check is quoted for the shell", arguments: ["bash", "dash"], hostile)
  func quotedCheck(shell: String, name: String) async throws {
    var world = GitHubWorld.Repository()
    var rule = ClassicRule("main")
    rule.checks = .init(strict: true, [.init("old " + name), .init("z", 77)])
    world.rules = [rule]
    // With no pull request open, only the last commit of main tells whether somebody reports it.
    let tip = String(repeating: "a", count: 40)
    world.commits[tip] = .init(tree: String(repeating: "b", count: 40))
    let shop = try await Shop("  main: {}\n", world: world)
    let early = try await shop.run("rename-check", "old " + name, name)
    #expect(early.status == 1, "\(early.text)\(early.errors)")
    #expect(early.text.contains("no pull request is open, and the last commit of 'main' has no"))
    shop.server.change { $0.repositories[0].commits[tip]?.checkRuns = [.init(name, "SUCCESS")] }
    let plan = try await shop.run("rename-check", "old " + name, name)
    #expect(plan.status == 0, "\(plan.text)\(plan.errors)")
    let run = try await shop.run(plan, by: shell)
    #expect(run.status == 0, "\(plan.text)\(run.errors)")
    #expect(shop.folder.read("pwned") == nil, "the shell ran a part of the plan")
    #expect(Set(shop.rule()?.checks?.list ?? []) == [.init(name), .init("z", 77)])
  }

  @Test(
    "Any name of an environment is quoted for the shell", arguments: ["bash", "dash"], hostile)
  func quotedEnvironment(shell: String, name: String) async throws {
    let quoted = name.replacing("\u{202E}", with: "\\u202E")
    var world = GitHubWorld.Repository()
    world.rules = [ClassicRule("main")]
    let shop = try await Shop(
      "  main: {}\n",
      more:
        "github: {environments: {\"\(quoted)\": {branches: [\"\(quoted)\"], secrets: [TOKEN]}}}\n",
      world: world)
    let plan = try await shop.run("plan")
    #expect(plan.status == 1, "\(plan.text)\(plan.errors)")
    let run = try await shop.run(plan, by: shell)
    #expect(run.status == 0, "\(plan.text)\(run.errors)")
    #expect(shop.folder.read("pwned") == nil, "the shell ran a part of the plan")
    #expect(shop.server.world.repositories[0].environments.map(\.name) == [name])
    let made = try #require(shop.server.world.repositories[0].environments.first)
    #expect(made.patterns == [1: name])
    // The command that is shown means this environment and nothing else.
    guard !name.contains("\u{202E}") else { return }
    let line = try #require(plan.text.split(separator: "\n").first { $0.contains("gh secret set") })
    let command = try #require(line.split(separator: ": ", maxSplits: 9).last)
    let words = try await Program.run(
      shell, ["-c", "gh() { printf '%s|' \"$@\"; }; \(command)"], in: shop.folder.path)
    #expect(words.text.contains("|--env|\(name)|--repo|"), "\(words.text)")
    #expect(shop.folder.read("pwned") == nil)
  }
}

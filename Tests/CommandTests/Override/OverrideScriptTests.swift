import FoundationEssentials
import TestSupport
import Testing

/// The scripts that are printed do what they say, whatever a branch is called.
@Suite struct OverrideScriptTests {
  static let branches = [
    "release/1.0", "a%2Fb%", "it's", "a\"b\"", "$(touch${IFS}pwned)", "`touch${IFS}pwned`",
    "a;touch${IFS}pwned", "a&b|c>pwned", "é/ß", "#no", "JSON", "$HOME",
  ]

  @Test(
    "The scripts of begin and restore run in every shell", arguments: branches, ["bash", "dash"])
  func scripts(branch: String, shell: String) async throws {
    var repository = GitHubWorld.Repository()
    var rule = OverrideShop.rule
    rule.pattern = branch
    repository.rules = [rule]
    repository.branches.insert(branch)
    let shop = try await OverrideShop(repository)
    let arguments = shop.begin("enforce-admins", "check=lint", "review-count").map {
      $0 == "main" ? branch : $0
    }
    let shown = try await shop.policy(arguments.filter { $0 != "--apply" })
    #expect(shown.status == 0, "\(shown.text)\(shown.errors)")
    let scripts = OverrideShop.scripts(in: shown)
    try #require(scripts.count == 2, "\(shown.text)")
    try await run(scripts[0], by: shell, in: shop)
    #expect(shop.rule(branch)?.enforceAdmins == false)
    #expect(shop.rule(branch)?.checks?.list == [.init("build", 15_368)])
    try await run(scripts[1], by: shell, in: shop)
    #expect(shop.rule(branch) == rule)
    // Begun with --apply, the script of restore ends it as well.
    _ = try shop.approve(shown)
    let begun = try await shop.policy(arguments)
    #expect(begun.status == 0, "\(begun.text)\(begun.errors)")
    let restore = try await shop.policy(["override", "restore", "--branch", branch])
    #expect(restore.status == 0, "\(restore.text)\(restore.errors)")
    try await run(try #require(OverrideShop.scripts(in: restore).first), by: shell, in: shop)
    #expect(shop.rule(branch) == rule)
    #expect(!FileManager.default.fileExists(atPath: shop.work + "/pwned"))
  }

  private func run(_ script: String, by shell: String, in shop: OverrideShop) async throws {
    let run = try await Program.run(
      shell, [], in: shop.work, input: Array(script.utf8), changing: shop.variables)
    #expect(run.status == 0, "\(script)\(run.text)\(run.errors)")
  }

  @Test(
    "What no branch can be called is refused", arguments: ["a b", "a\nb", "a..b", "a~1", ""])
  func names(branch: String) async throws {
    let shop = try await OverrideShop()
    for command in [["override", "begin", "--relax", "checks"], ["freeze"]] {
      let result = try await shop.policy(command + ["--branch=\(branch)"])
      #expect(result.status == 64, "\(result.text)\(result.errors)")
    }
  }

  @Test(
    "What is passed around for this is answered as the documents say: 404, and nothing is done",
    arguments: ["README.md", "docs/override.md"])
  func passedAround(document: String) async throws {
    let text = try SourceTree.text(of: document).replacing("\\\n", with: " ")
    let commands = text.split(separator: "\n").filter {
      $0.hasPrefix("gh api ") && $0.contains("--method PATCH")
    }
    #expect(commands.count == 2)
    let shop = try await OverrideShop()
    for command in commands {
      let result = try await Program.run(
        "sh", ["-c", String(command)], in: shop.work,
        changing: shop.variables.merging(["GH_REPO": "acme/shop"]) { $1 })
      #expect(result.status != 0, "\(command): \(result.text)")
      #expect(result.errors.contains("Not Found (HTTP 404)"), "\(command): \(result.errors)")
    }
    let asked = try shop.server.requests().filter { $0.method == "PATCH" }
    #expect(
      asked.map(\.path)
        == Array(
          repeating: "/repos/acme/shop/branches/main/protection", count: commands.count))
    #expect(shop.rule() == OverrideShop.rule)
  }
}

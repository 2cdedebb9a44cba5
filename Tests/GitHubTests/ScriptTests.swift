import FoundationEssentials
import Reports
import TestSupport
import Testing

@testable import GitHub

/// A call as a line of a script, whatever stands in its path, its body and its words.
@Suite struct ScriptTests {
  private static let names = [
    "a b", "a\nb", "\n$(touch pwned)\n", "'; touch pwned; '", "\"$(touch pwned)\"", "%", "~", "!x",
    "JSON\nJSON", "\t", "é",
  ]

  @Test("Every character of a path reaches GitHub as it is", arguments: names, ["bash", "dash"])
  func paths(name: String, shell: String) async throws {
    #expect(try await required("x", of: name, by: shell) == ["x"])
  }

  @Test(
    "Every character of a body reaches GitHub as it is", arguments: names + ["\\", "*", "\\n"],
    ["bash", "dash"])
  func bodies(name: String, shell: String) async throws {
    #expect(try await required(name, of: "main", by: shell) == [name])
  }

  /// The checks that a branch requires after a script has set them to one.
  private func required(
    _ check: String, of branch: String, by shell: String
  ) async throws -> [String]? {
    let folder = try TemporaryFolder()
    var shop = GitHubWorld.Repository()
    shop.branches.insert(branch)
    var rule = ClassicRule(branch)
    rule.checks = .init(strict: true, [.init("build")])
    shop.rules = [rule]
    let server = try GitHubServer(GitHubWorld([shop]))
    let repository = try #require(
      GitHubRepository(host: "github.com", owner: "acme", name: "shop"))
    let body: JSONValue = [
      "checks": .array([["context": .string(check), "app_id": .int(-1)]])
    ]
    let script = GitHubCall(
      .patch, repository.path("branches", branch, "protection", "required_status_checks"),
      body: body, why: "require '\(check)' of '\(branch)'"
    ).script(host: "github.com")
    let run = try await Program.run(
      shell, [], in: folder.path, input: Array("set -eu\n\(script)".utf8),
      changing: server.variables)
    #expect(run.status == 0, "\(script)\(run.text)\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/pwned"))
    return server.world.repositories[0].rules[0].checks?.list.map(\.context)
  }
}

/// What must never be shown.
@Suite struct SecretsTests {
  @Test(
    "Tokens, and who stands before the host of an address, are hidden",
    arguments: [
      (
        "fatal: https://alice:ghp_abc123@github.com/a/b: no",
        "fatal: https://***@github.com/a/b: no"
      ),
      ("https://alice:p@ss@host/x", "https://***@host/x"),
      ("http://token@host", "http://***@host"), ("use ghs_A1_b, then gho_x", "use ***, then ***"),
      ("https://github.com/a/b@c", "https://github.com/a/b@c"), ("a@b", "a@b"),
      ("github_pat_11A_b://u:p@h", "***://***@h"),
    ])
  func hidden(text: String, shown: String) { #expect(Secrets.hidden(in: text) == shown) }
}

import GitModel
import Reports
import TestSupport
import Testing

@testable import GitHub

/// A clone's repository on GitHub is told, never guessed, and no token goes to a strange host.
@Suite struct PlaceTests {
  private let folder: TemporaryFolder
  private let environment: [String: String]

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "ghe.example.com:\n    user: alice\n    oauth_token: x\n".utf8, to: "config/hosts.yml")
    var environment = HermeticEnvironment.variables(home: folder.path)
    environment["GH_CONFIG_DIR"] = folder.path + "/config"
    self.environment = environment
  }

  private func place(
    _ changes: [String: String] = [:], remote: String? = "origin", address: String?
  ) throws(GitError) -> String {
    let all = environment.merging(changes) { $1 }
    return try GitHubPlace.repository(
      environment: all, remote: remote, address: address, program: GhProgram(environment: all)
    ).description
  }

  @Test(
    "What tells it",
    arguments: [
      ([:], "git@github.com:acme/shop.git", "github.com/acme/shop"),
      ([:], "https://acme.ghe.com/acme/shop", "acme.ghe.com/acme/shop"),
      ([:], "https://ghe.example.com/acme/shop", "ghe.example.com/acme/shop"),
      (["GH_HOST": "git.example.org"], "git@git.example.org:a/b", "git.example.org/a/b"),
      (
        ["GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://git.example.org"],
        "https://git.example.org/a/b", "git.example.org/a/b"
      ),
      (["GH_REPO": "acme/other"], "git@github.com:acme/shop.git", "github.com/acme/other"),
      (["GH_REPO": "git.example.org/a/b"], nil, "git.example.org/a/b"),
      (["GH_REPO": "a/b", "GH_HOST": "git.example.org"], nil, "git.example.org/a/b"),
      (["GH_REPO": "https://github.com/a/b"], nil, "github.com/a/b"),
    ] as [([String: String], String?, String)])
  func told(changes: [String: String], address: String?, place: String) throws {
    #expect(try self.place(changes, address: address) == place)
  }

  @Test(
    "What does not",
    arguments: [
      ([:], "https://alice:secret@git.example.org/acme/shop", "no GitHub server that gh knows"),
      ([:], "/srv/git/shop.git", "names no host, owner and repository"),
      ([:], "https://alice:secret@github.com/acme", "names no host, owner and repository"),
      ([:], nil, "names no host, owner and repository"),
      (["GH_REPO": "shop"], "git@github.com:acme/shop", "GH_REPO names no repository"),
      (
        ["GITHUB_SERVER_URL": "https://git.example.org"], "https://git.example.org/a/b",
        "no GitHub server that gh knows"
      ),
    ] as [([String: String], String?, String)])
  func untold(changes: [String: String], address: String?, message: String) throws {
    let error = try #require(throws: GitError.self) { try place(changes, address: address) }
    #expect(error.cause == .noEvidence && error.message.contains(message), "\(error)")
    #expect(!error.message.contains("secret") && !error.help.contains("secret"))
  }

  @Test("No remote, no repository")
  func noRemote() throws {
    let error = try #require(throws: GitError.self) { try place(remote: nil, address: nil) }
    #expect(error.help.contains("GH_REPO=OWNER/NAME"))
  }

  @Test("A server of one's own has its API below a path, and a token of its own")
  func ownServer() throws {
    let server = try GitHubServer(.shop)
    var environment = server.environment
    environment["GH_TOKEN"] = "ghp_ofGitHubAlone"
    environment["GH_ENTERPRISE_TOKEN"] = "ghp_dummyTokenOfTheTests"
    let client = GitHubClient(
      host: "ghe.example.com", program: GhProgram(environment: environment),
      patience: Patience(.zero, clock: { 0 }, sleep: { _ in }))
    _ = try client.send(.query("{ viewer { login } }", [], why: "ask"))
    _ = try client.send(GitHubCall(.get, "repos/acme/shop/activity", why: "ask"))
    #expect(
      try server.requests().map(\.path) == ["/api/graphql", "/api/v3/repos/acme/shop/activity"])
    #expect(try server.requests().allSatisfy { $0.headers["host"] == "ghe.example.com" })
  }
}

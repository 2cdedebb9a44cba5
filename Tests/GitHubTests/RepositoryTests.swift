import Reports
import Testing

@testable import GitHub

/// Which repository a remote's address names, without guessing.
@Suite struct RepositoryTests {
  @Test(
    "Every form of an address",
    arguments: [
      ("https://github.com/acme/shop", "github.com/acme/shop"),
      ("https://github.com/acme/shop.git", "github.com/acme/shop"),
      ("https://github.com/acme/shop.git/", "github.com/acme/shop"),
      ("https://alice:ghp_secret@github.com/acme/shop", "github.com/acme/shop"),
      ("https://x@y@GitHub.com:443/Acme/Shop", "github.com/Acme/Shop"),
      ("http://www.github.com/acme/shop", "github.com/acme/shop"),
      ("git@github.com:acme/shop.git", "github.com/acme/shop"),
      ("github.com:acme/shop", "github.com/acme/shop"),
      ("git@github.com:/acme/shop.git", "github.com/acme/shop"),
      ("ssh://git@github.com/acme/shop", "github.com/acme/shop"),
      ("ssh://git@ssh.github.com:443/acme/shop.git", "github.com/acme/shop"),
      ("git+ssh://git@github.com/acme/shop.git", "github.com/acme/shop"),
      ("git://github.com/acme/shop.git", "github.com/acme/shop"),
      ("https://ghe.example.com/acme/a.b_c-d.git", "ghe.example.com/acme/a.b_c-d"),
      ("https://acme.ghe.com/acme/shop", "acme.ghe.com/acme/shop"),
    ])
  func addresses(address: String, repository: String) throws {
    #expect(try #require(GitHubRepository(address: address)).description == repository)
  }

  @Test(
    "What names no repository",
    arguments: [
      "", "/srv/git/shop.git", "../shop", "file:///srv/git/acme/shop", "C:/acme/shop", "./a:b/c",
      "https://github.com/acme", "https://github.com/acme/shop/tree/main", "https://github.com",
      "https://github.com//shop", "https://github.com/acme/..", "https://github.com/acme/.git",
      "https://github.com:x/acme/shop", "git@github.com:shop", "shop:acme/shop",
      "https://github.com/acme/shop?x=1", "https://gith ub.com/acme/shop",
      "https://github.com/ac{owner}/shop", "https://-x.com/acme/shop", "ftp://github.com/acme/shop",
    ])
  func others(address: String) { #expect(GitHubRepository(address: address) == nil) }

  @Test("Every part of a path is encoded: a branch is one part, a placeholder of gh's is none")
  func paths() throws {
    let shop = try #require(GitHubRepository(host: "github.com", owner: "acme", name: "shop"))
    #expect(
      shop.path("branches", "release/1.0", "protection")
        == "repos/acme/shop/branches/release%2F1.0/protection")
    #expect(
      shop.path("{branch}", ":owner", query: [("ref", "refs/heads/a&b"), ("n", "é")])
        == "repos/acme/shop/%7Bbranch%7D/%3Aowner?ref=refs%2Fheads%2Fa%26b&n=%C3%A9")
  }

  @Test("A call as lines of a script")
  func script() {
    let call = GitHubCall(
      .patch, "repos/acme/shop/x", body: ["name": "it's\n$HOME"], why: "change\u{1b}[31m it")
    #expect(
      call.script(host: "github.com") == """
        # change\\x1b[31m it
        gh api --hostname github.com --method PATCH --header 'Accept: application/vnd.github+json' \
        --header 'X-GitHub-Api-Version: 2022-11-28' --input - repos/acme/shop/x <<'JSON'
        {"name": "it's\\n$HOME"}
        JSON

        """)
  }

  @Test(
    "No token is shown",
    arguments: [
      ("a ghp_abc123DEF_x b", "a *** b"), ("github_pat_11AA_bb:gho_x", "***:***"), ("ghp", "ghp"),
      ("https://x:ghs_abc@github.com", "https://***@github.com"),
    ])
  func secrets(text: String, shown: String) { #expect(Secrets.hidden(in: text) == shown) }
}

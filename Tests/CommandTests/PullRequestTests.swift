import TestSupport
import Testing

/// In GitHub Actions a pull request is judged by its event, whatever is checked out.
@Suite struct PullRequestTests {
  /// A clone as actions/checkout leaves it: no local branches, HEAD on the test merge.
  private struct Checkout {
    let folder: TemporaryFolder
    let ids: [String: String]

    /// The base has moved since the head was pushed, unless the event tells of it.
    init() async throws {
      folder = try TemporaryFolder()
      let path = folder.path
      func git(_ arguments: String...) async throws -> String {
        try await Git.run(arguments, in: path).lines.first ?? ""
      }
      func commit(_ message: String) async throws -> String {
        _ = try await git("commit", "--quiet", "--allow-empty", "-m", message)
        return try await git("rev-parse", "HEAD")
      }
      _ = try await git("init", "--quiet", "--initial-branch=develop")
      let old = try await commit("Begin")
      let new = try await commit("Base moves")
      _ = try await git("switch", "--quiet", "-c", "story-1", old)
      let head = try await commit("Sell music")
      _ = try await git("switch", "--quiet", "--detach", new)
      _ = try await git("merge", "--quiet", "--no-ff", "-m", "Merge", head)
      let merge = try await git("rev-parse", "HEAD")
      for (name, id) in [("main", old), ("develop", new), ("story-1", head)] {
        _ = try await git("update-ref", "refs/remotes/origin/\(name)", id)
      }
      _ = try await git("branch", "--quiet", "-D", "develop", "story-1")
      _ = try await git("remote", "add", "origin", "https://example.com/acme/shop")
      ids = ["old": old, "new": new, "head": head, "merge": merge]
    }

    func audit(
      base: String, head: String, merge: String?
    ) async throws -> ProgramOutput {
      let event = """
        {"pull_request": {
          "base": {"ref": "develop", "sha": "\(ids[base] ?? base)", "repo": {"full_name": "acme/shop"}},
          "head": {"ref": "story-1", "sha": "\(ids[head] ?? head)", "repo": {"full_name": "acme/shop"}}},
         "repository": {"default_branch": "main"}}
        """
      try folder.write(event.utf8, to: "event.json")
      try folder.write(
        """
        version: 1
        extends: story-flow
        branches: {develop: {require_up_to_date: true}}
        """.utf8, to: "policy.yml")
      return try await PolicyProgram.run(
        ["audit", "--policy", "policy.yml", "--format", "text"], in: folder.path,
        changing: [
          "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "pull_request",
          "GITHUB_EVENT_PATH": "event.json", "GITHUB_SHA": merge.flatMap { ids[$0] },
        ])
    }
  }

  @Test("The base is the first parent of the test merge: the event's may be older")
  func testMerge() async throws {
    let checkout = try await Checkout()
    let stale = try await checkout.audit(base: "old", head: "head", merge: nil)
    #expect(stale.status == 0, "\(stale.text)\(stale.errors)")
    let fresh = try await checkout.audit(base: "old", head: "head", merge: "merge")
    #expect(fresh.status == 1)
    #expect(fresh.text.contains("error[up-to-date]: lacks 1 commit of 'develop'"))
  }

  @Test("A commit that is not the test merge of this head changes nothing")
  func otherMerge() async throws {
    let checkout = try await Checkout()
    #expect(try await checkout.audit(base: "old", head: "head", merge: "head").status == 0)
    let other = try await checkout.audit(base: "old", head: "new", merge: "merge")
    #expect(!other.text.contains("up-to-date]"), "\(other.text)")
  }

  @Test("A base that was not fetched is unknown, with the command that fetches it")
  func missingBase() async throws {
    let checkout = try await Checkout()
    let elsewhere = String(repeating: "1", count: 40)
    let result = try await checkout.audit(base: elsewhere, head: "head", merge: nil)
    #expect(result.status == 2)
    #expect(result.errors.contains("git fetch origin \(elsewhere)"), "\(result.errors)")
  }
}

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
      let folder = try TemporaryFolder()
      let path = folder.path
      self.folder = folder
      func git(_ arguments: String...) async throws -> String {
        try await Git.run(arguments, in: path).lines.first ?? ""
      }
      func commit(_ message: String, _ workflow: String) async throws -> String {
        try folder.write(workflow.utf8, to: ".github/workflows/ci.yml")
        _ = try await git("add", ".github")
        _ = try await git("commit", "--quiet", "--allow-empty", "-m", message)
        return try await git("rev-parse", "HEAD")
      }
      _ = try await git("init", "--quiet", "--initial-branch=develop")
      let workflow = "on: pull_request\njobs:\n  test: {runs-on: x}\n"
      let old = try await commit("Begin", workflow)
      let new = try await commit("Base moves", "name: CI\n\(workflow)")
      _ = try await git("switch", "--quiet", "-c", "story-1", old)
      let head = try await commit("Sell music", "\(workflow)  lint: {runs-on: x}\n")
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
        branches: {develop: {require_up_to_date: true, required_status_checks: [test]}}
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

  @Test("What workflows report is read from the test merge, where both sides change a file")
  func workflows() async throws {
    let checkout = try await Checkout()
    let known = try await checkout.audit(base: "new", head: "head", merge: "merge")
    #expect(!known.text.contains("unknown"), "\(known.text)")
    #expect(!known.text.contains("workflow-trigger"), "\(known.text)")
    for merge in [nil, "head"] {
      let open = try await checkout.audit(base: "new", head: "head", merge: merge)
      #expect(open.text.contains("help: merge them: git fetch origin && git switch story-1"))
      #expect(!open.text.contains("mend the file"), "\(open.text)")
    }
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

/// A push that the forge tells of, whose old commit no fetch brings any more.
@Suite struct ForcedPushTests {
  @Test("A rebased story is judged; a long-lived branch that lost its old tip is unknown")
  func rebased() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    for arguments in [
      ["init", "--quiet", "--initial-branch=main"],
      ["commit", "--quiet", "--allow-empty", "-m", "Begin"], ["branch", "develop"],
      ["branch", "story-1", "develop"],
    ] {
      try await Git.run(arguments, in: path)
    }
    let tip = try #require(try await Git.run(["rev-parse", "main"], in: path).lines.first)
    func audit(_ branch: String) async throws -> ProgramOutput {
      let gone = String(repeating: "1", count: 40)
      try folder.write(
        #"{"ref": "refs/heads/\#(branch)", "before": "\#(gone)", "after": "\#(tip)"}"#.utf8,
        to: "event.json")
      return try await PolicyProgram.run(
        ["audit"], in: path,
        changing: [
          "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push",
          "GITHUB_EVENT_PATH": path + "/event.json",
        ])
    }
    let story = try await audit("story-1")
    #expect(story.status == 0, "\(story.text)\(story.errors)")
    for branch in ["main", "develop"] {
      let lost = try await audit(branch)
      #expect(lost.status == 2, "\(lost.text)\(lost.errors)")
      #expect(lost.errors.contains("where 'refs/heads/\(branch)' stood, is not here"))
    }
  }
}

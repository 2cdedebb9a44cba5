import GitModel
import PolicyCore
import Testing

@testable import policy

/// The payloads of events, as far as they are read.
private enum Payload {
  static let (a, b) = (String(repeating: "a", count: 40), String(repeating: "b", count: 40))
  static let zeros = String(repeating: "0", count: 40)

  static func pullRequest(headRepository: String) -> String {
    """
    {"pull_request": {
      "base": {"ref": "develop", "sha": "\(a)", "repo": {"full_name": "Acme/Widget"}},
      "head": {"ref": "story-1", "sha": "\(b)", "repo": \(headRepository)}},
     "repository": {"default_branch": "main"}, "unread": [{}]}
    """
  }
}

/// What a GitHub Actions run is about comes from its event, or is an error; never from a guess.
@Suite struct CIEventTests {
  private func event(
    _ name: String, _ payload: String, mergeCommit: String? = nil
  ) throws(GitError) -> CIEvent {
    try CIEvent(name: name, payload: Array(payload.utf8), mergeCommit: mergeCommit)
  }

  @Test(
    "A pull request's ids, names and fork come from the event",
    arguments: [
      (#"{"full_name": "acme/widget"}"#, false), (#"{"full_name": "eve/widget"}"#, true),
      ("null", true), (#"{"full_name": null}"#, true),
    ])
  func pullRequest(repository: String, isFork: Bool) throws {
    let event = try event("pull_request", Payload.pullRequest(headRepository: repository))
    let head = RefUpdate.Head(branch: try #require(BranchName("story-1")), isFork: isFork)
    #expect(
      event.change
        == ProposedChange(
          form: .pullRequest(head: head), ref: try #require(RefName("refs/heads/develop")),
          old: ObjectID(hex: Payload.a), new: ObjectID(hex: Payload.b)))
    #expect(event.defaultBranch == BranchName("main"))
  }

  @Test("Only pull_request has a test merge in GITHUB_SHA")
  func testMerge() throws {
    let payload = Payload.pullRequest(headRepository: "null")
    let merge = String(repeating: "c", count: 40)
    for (name, expected) in [
      ("pull_request", ObjectID(hex: merge)), ("pull_request_target", nil),
    ] {
      let event = try event(name, payload, mergeCommit: merge)
      guard case .pullRequest(_, let testMerge) = event.change?.form else {
        Issue.record("no pull request")
        return
      }
      #expect(testMerge == expected)
    }
  }

  @Test(
    "A push says what moved, was made or was deleted",
    arguments: [(Payload.a, Payload.b), (Payload.zeros, Payload.b), (Payload.a, Payload.zeros)])
  func push(before: String, after: String) throws {
    let payload = """
      {"ref": "refs/heads/main", "before": "\(before)", "after": "\(after)", "forced": true,
       "sender": {"login": "alice"}}
      """
    #expect(
      try event("push", payload).change
        == ProposedChange(
          form: .pushed, ref: try #require(RefName("refs/heads/main")),
          old: ObjectID(hex: before).flatMap { $0.isZero ? nil : $0 },
          new: ObjectID(hex: after).flatMap { $0.isZero ? nil : $0 }, actor: "alice"))
  }

  @Test(
    "A merge group lands on its base, and its branch names the pull request",
    arguments: [
      ("refs/heads/gh-readonly-queue/main/pr-104-\(Payload.a)", 104),
      ("refs/heads/gh-readonly-queue/release/1.x/pr-7-\(Payload.a)", 7),
      ("refs/heads/gh-readonly-queue/main/pr-7", nil), ("refs/heads/main", nil),
      ("refs/heads/gh-readonly-queue/main/pr-x-\(Payload.a)", nil),
      ("refs/heads/gh-readonly-queue/main/pr-99999999999999999999-\(Payload.a)", nil),
      ("refs/heads/fake/gh-readonly-queue/main/pr-7-\(Payload.a)", nil), ("", nil),
    ] as [(String, Int?)])
  func mergeGroup(ref: String, number: Int?) throws {
    let payload = """
      {"merge_group": {"base_ref": "refs/heads/main", "base_sha": "\(Payload.a)",
       "head_ref": "\(ref)", "head_sha": "\(Payload.b)"}}
      """
    #expect(
      try event("merge_group", payload).change
        == ProposedChange(
          form: .queued(pullRequest: number), ref: try #require(RefName("refs/heads/main")),
          old: ObjectID(hex: Payload.a), new: ObjectID(hex: Payload.b)))
  }

  @Test("Any other event is about the whole repository")
  func other() throws {
    #expect(try event("schedule", "{}").change == nil)
    #expect(try event("workflow_dispatch", #"{"ref": "refs/heads/main"}"#).change == nil)
  }

  @Test(
    "An event that cannot be read is an error that names the field",
    arguments: [
      ("push", "", "not JSON"), ("push", "[]", "no object"), ("push", "{}", "'ref'"),
      ("schedule", "not json", "not JSON"),
      ("push", #"{"ref": "main", "before": "\#(Payload.a)", "after": "\#(Payload.b)"}"#, "'ref'"),
      ("push", #"{"ref": "refs/heads/m", "before": "xyz", "after": "\#(Payload.b)"}"#, "'before'"),
      ("push", #"{"ref": "refs/heads/m", "before": 1, "after": "\#(Payload.b)"}"#, "'before'"),
      (
        "push",
        #"{"ref": "refs/heads/m", "before": "\#(Payload.zeros)", "after": "\#(Payload.zeros)"}"#,
        "'after'"
      ),
      ("pull_request", "{}", "'pull_request'"),
      ("pull_request", #"{"pull_request": {}}"#, "'pull_request.base'"),
      (
        "pull_request",
        Payload.pullRequest(headRepository: "null").replacingFirst(
          #""sha": "\#(Payload.b)""#, with: #""sha": """#),
        "'pull_request.head.sha'"
      ),
      (
        "pull_request",
        Payload.pullRequest(headRepository: "null").replacingFirst("story-1", with: "a..b"),
        "'pull_request.head.ref'"
      ),
      ("merge_group", #"{"merge_group": {"head_sha": "\#(Payload.a)"}}"#, "'merge_group.base_sha'"),
    ])
  func malformed(name: String, payload: String, words: String) throws {
    let error = #expect(throws: GitError.self) { _ = try event(name, payload) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "no error")")
    #expect(error?.help.contains("policy audit --base") == true)
  }

  @Test("A file over 10 MiB is not parsed")
  func large() {
    let payload = [UInt8](repeating: UInt8(ascii: " "), count: CIEvent.sizeLimit + 1)
    #expect(throws: GitError.self) { try CIEvent(name: "push", payload: payload) }
  }

  @Test(
    "In GitHub Actions an event that is not told is an error; elsewhere there is none",
    arguments: [
      ([:], false), (["GITHUB_ACTIONS": "false"], false), (["GITHUB_ACTIONS": "true"], true),
      (["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push"], true),
      (
        ["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": "/none"], true
      ),
    ])
  func environment(_ variables: [String: String], isError: Bool) throws {
    func read() throws -> CIEvent? {
      try CIEvent(environment: variables) { path throws(GitError) in
        throw CIEvent.untold("'\(path)' cannot be read")
      }
    }
    if isError {
      #expect(throws: GitError.self) { try read() }
    } else {
      #expect(try read() == nil)
    }
  }
}

extension String {
  fileprivate func replacingFirst(_ part: String, with other: String) -> String {
    guard let found = firstRange(of: part) else { return self }
    return replacingCharacters(found, with: other)
  }

  private func replacingCharacters(_ range: Range<String.Index>, with other: String) -> String {
    self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}

import GitModel
import GitStore
import TestSupport
import Testing

/// Which remote's branches count where nobody names one.
@Suite struct RemoteChoiceTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The remotes, those that were fetched from, settings besides, and the remote that counts.
  static let cases: [(remotes: [String], fetched: [String], settings: [String: String], String?)] =
    [
      ([], [], [:], nil),
      (["a"], ["a"], [:], "a"),
      (["a", "origin"], ["a", "origin"], [:], "origin"),
      (["a", "origin"], ["a", "origin"], ["checkout.defaultRemote": "a"], "a"),
      (["a", "origin"], ["a", "origin"], ["checkout.defaultRemote": "gone"], "origin"),
      (["a", "origin"], ["a"], [:], "a"),
      (["a", "origin"], [], [:], "origin"),
      (["a", "origin"], ["a", "origin"], ["policy.upstream": "a"], "a"),
      (["a", "origin"], ["a", "origin"], ["remote.a.gh-resolved": "base"], "a"),
      (
        ["a", "origin"], ["a", "origin"],
        ["policy.upstream": "a", "checkout.defaultRemote": "origin"], "a"
      ),
      (["origin", "upstream"], ["origin", "upstream"], [:], "upstream"),
      (["origin", "upstream"], ["origin"], [:], "origin"),
      (["origin", "upstream"], [], [:], "origin"),
      (
        ["origin", "upstream"], ["origin", "upstream"], ["checkout.defaultRemote": "origin"],
        "origin"
      ),
      (["a", "b"], ["b"], [:], "b"),
      (["a", "b"], [], [:], nil),
      (["a", "b"], ["a", "b"], ["checkout.defaultRemote": "b"], "b"),
      (["a", "b"], ["a", "b"], ["branch.main.remote": "b"], "b"),
      (["a", "b"], ["a", "b"], ["branch.master.remote": "a"], "a"),
      (["a", "b", "c"], ["a", "b"], ["branch.main.remote": "c"], nil),
      (["a", "b"], ["a", "b"], ["remote.pushDefault": "b", "branch.story-1.remote": "b"], nil),
    ]

  @Test("A setting that names no remote is an error, and never another remote")
  func misspelt() async throws {
    let fixture = try await Fixture(in: folder)
    let tip = try await fixture.commit("one")
    try await fixture.git("config", "policy.upstream", "upstraem")
    for remotes in [[], ["upstream"], ["upstream", "origin"]] {
      for name in remotes {
        try await fixture.git("config", "remote.\(name).url", "https://example.org/\(name)")
        try await fixture.git("update-ref", "refs/remotes/\(name)/main", tip.hex)
      }
      let repository = try fixture.open()
      let why = error { () throws(GitError) in
        try repository.remoteChoice(among: try repository.refs())
      }
      #expect(why?.cause == .notTold)
      #expect(why?.message.contains("'upstraem'") == true)
      #expect(why?.help.contains("git config policy.upstream REMOTE") == true)
    }
  }

  @Test(
    "It is the preferred one, origin, the only one, or the one that main follows", arguments: cases)
  func choice(
    _ remotes: [String], _ fetched: [String], _ settings: [String: String], _ expected: String?
  ) async throws {
    let fixture = try await Fixture(in: folder)
    let tip = try await fixture.commit("one")
    for name in remotes {
      try await fixture.git("remote", "add", name, "https://example.org/\(name)")
    }
    for name in fetched {
      try await fixture.git("update-ref", "refs/remotes/\(name)/main", tip.hex)
    }
    for (key, value) in settings { try await fixture.git("config", key, value) }
    let repository = try fixture.open()
    let choice = try repository.remoteChoice(among: try repository.refs())
    #expect(choice.name == expected)
    let isUnclear = expected == nil && !fetched.isEmpty
    #expect(choice.rivals == (isUnclear ? fetched : []))
    let problem = choice.problem(help: RemoteChoice.cure)
    #expect(problem?.cause == (isUnclear ? .notTold : nil))
    #expect(problem?.message.contains("'a' and 'b'") == (isUnclear ? true : nil))
  }
}

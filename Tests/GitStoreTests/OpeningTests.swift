import GitModel
import GitStore
import TestSupport
import Testing

@Suite struct OpeningTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("An empty repository has a HEAD, no refs and a graph without commits")
  func empty() async throws {
    let repository = try await Fixture(in: folder).open()
    #expect(try repository.head()?.text == "refs/heads/main")
    #expect(try repository.refs().isEmpty)
    #expect(try repository.graph(reaching: []).count == 0)
    #expect(try repository.hasEveryBranch())
    #expect(repository.remotes() == [])
    #expect(cause { () throws(GitError) in try repository.commitID(of: "HEAD") } == .missingRef)
  }

  @Test("HEAD stands for a branch without commits, and for none when it is detached")
  func head() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("one")
    try await fixture.git("checkout", "-q", "--orphan", "unborn")
    #expect(try fixture.open().head()?.branch?.text == "unborn")
    try await fixture.git("checkout", "-q", "--detach", "main")
    #expect(try fixture.open().head() == nil)
  }

  @Test("A work tree that is gone is said to be configured")
  func lostWorkTree() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.git("config", "core.worktree", "/nowhere/at/all")
    let found = error { () throws(GitError) in try fixture.open() }
    #expect(found?.help.contains("--unset core.worktree") == true, "\(String(describing: found))")
  }

  @Test("A bare repository has no work tree")
  func bare() async throws {
    let repository = try await Fixture("--bare", in: folder).open()
    #expect(repository.isBare)
    #expect(repository.workTree == nil)
    #expect(repository.gitDirectory == repository.commonDirectory)
  }

  @Test("A repository is found from a folder inside it")
  func inside() async throws {
    let fixture = try await Fixture(in: folder)
    try fixture.write("", to: "deep/er/file")
    let repository = try Repository.open(
      at: fixture.path + "/deep/er", environment: HermeticEnvironment.variables(home: fixture.path))
    #expect(repository.workTree == fixture.path + "/")
  }

  @Test("A linked worktree has a HEAD of its own and everybody's branches")
  func linkedWorktree() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("one")
    try await fixture.git("worktree", "add", "-q", "-b", "side", "../side")
    try await fixture.git("update-ref", "refs/bisect/bad", "main")
    let side = Fixture(at: "side", in: fixture.folder)
    try await side.git("update-ref", "refs/worktree/own", "main")
    let repository = try side.open()
    #expect(try repository.head()?.branch?.text == "side")
    #expect(repository.commonDirectory == fixture.path + "/.git/")
    #expect(repository.gitDirectory != repository.commonDirectory)
    let expected = try await side.git("for-each-ref", "--format=%(refname)")
    #expect(try repository.refs().map(\.name.text) == expected)
  }

  @Test("A submodule opens as a repository of its own")
  func submodule() async throws {
    let inner = try await Fixture(in: folder, named: "inner")
    let tip = try await inner.commit("one")
    let outer = try await Fixture(in: folder, named: "outer")
    try await outer.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub")
    let repository = try Fixture(at: "outer/sub", in: folder).open()
    #expect(repository.gitDirectory == outer.path + "/.git/modules/sub/")
    #expect(try repository.commitID(of: "HEAD") == tip)
  }

  @Test("Where there is no repository, the error says where")
  func nowhere() throws {
    for path in [folder.path, folder.path + "/missing"] {
      let found = error { () throws(GitError) in
        try Repository.open(
          at: path, environment: HermeticEnvironment.variables(home: folder.path))
      }
      #expect(found?.cause == .notARepository)
      #expect(found?.message.contains(path) == true)
    }
  }

  @Test("A path with a NUL is refused before C sees it")
  func nul() async throws {
    let fixture = try await Fixture(in: folder)
    let opened = cause { () throws(GitError) in
      try Repository.open(at: fixture.path + "\0/elsewhere", environment: [:])
    }
    #expect(opened == .notARepository)
    let repository = try fixture.open()
    #expect(cause { () throws(GitError) in try repository.config("core.bare\0x") } == .failed)
    #expect(
      cause { () throws(GitError) in try repository.commitID(of: "HEAD\0x") } == .missingRef)
  }

  @Test(
    "A repository that cannot be read is refused in words",
    arguments: [
      (["--object-format=sha256"], [], "SHA-256"),
      ([], ["extensions.refstorage", "reftable"], "reftable"),
      ([], ["extensions.frobnicate", "true"], "frobnicate"),
      ([], ["core.repositoryformatversion", "9"], "version 9"),
    ] as [([String], [String], String)])
  func unsupported(options: [String], setting: [String], word: String) async throws {
    try await Git.run(["init", "-q"] + options + ["repo"], in: folder.path)
    let config = folder.path + "/repo/.git/config"
    if options.isEmpty {
      try await Git.run(
        ["config", "-f", config, "core.repositoryformatversion", "1"], in: folder.path)
      try await Git.run(["config", "-f", config] + setting, in: folder.path)
    }
    let found = error { () throws(GitError) in try Fixture(at: "repo", in: folder).open() }
    #expect(found?.cause == .unsupportedFormat)
    #expect(found?.message.contains(word) == true, "\(String(describing: found))")
    // What the format is not about is no cure of it.
    #expect(found?.help.contains("SHA-1") == ["SHA-256", "reftable"].contains(word))
  }

  @Test(
    "Extensions that change nothing about reading are accepted",
    arguments: [
      "partialClone origin", "worktreeConfig true", "preciousObjects true",
      "relativeWorktrees true", "noop true", "objectFormat sha1", "refStorage files",
    ])
  func supported(setting: String) async throws {
    let fixture = try await Fixture(in: folder)
    let tip = try await fixture.commit("one")
    try await fixture.git("config", "core.repositoryformatversion", "1")
    let (name, value) = (setting.split(separator: " ")[0], setting.split(separator: " ")[1])
    try await Git.run(
      ["config", "-f", ".git/config", "extensions.\(name)", String(value)], in: fixture.path)
    #expect(try fixture.open().commitID(of: "main") == tip)
  }
}

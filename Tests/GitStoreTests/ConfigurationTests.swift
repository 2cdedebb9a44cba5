import GitModel
import GitStore
import TestSupport
import Testing

@Suite struct ConfigurationTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Each file outranks the ones before it, and the environment outranks them all")
  func order() async throws {
    let fixture = try await Fixture(in: self.folder)
    let folder = self.folder.path
    var environment = [
      "GIT_CONFIG_NOSYSTEM": "0", "GIT_CONFIG_SYSTEM": folder + "/system",
      "GIT_CONFIG_GLOBAL": folder + "/global",
    ]
    try fixture.folder.write("[a]\n\tb = system\n[c]\n\td\n".utf8, to: "system")
    #expect(try fixture.open(environment).config("a.b") == "system")
    #expect(try fixture.open(environment).config("c.d") == "true")
    try fixture.folder.write("[a]\n\tb = global\n".utf8, to: "global")
    #expect(try fixture.open(environment).config("a.b") == "global")
    try await fixture.git("config", "a.b", "local")
    #expect(try fixture.open(environment).config("A.B") == "local")
    try await fixture.git("config", "extensions.worktreeConfig", "true")
    try await fixture.git("config", "--worktree", "a.b", "worktree")
    #expect(try fixture.open(environment).config("a.b") == "worktree")
    environment["GIT_CONFIG_COUNT"] = "1"
    environment["GIT_CONFIG_KEY_0"] = "A.b"
    environment["GIT_CONFIG_VALUE_0"] = "command"
    #expect(try fixture.open(environment).config("a.b") == "command")
  }

  @Test("A repository's own word is its files', and a work tree's only where git reads that")
  func own() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.git("config", "-f", ".git/config.worktree", "a.b", "worktree")
    try fixture.folder.write("[a]\n\tb = global\n".utf8, to: "global")
    let environment = [
      "GIT_CONFIG_GLOBAL": folder.path + "/global", "GIT_CONFIG_COUNT": "1",
      "GIT_CONFIG_KEY_0": "a.b", "GIT_CONFIG_VALUE_0": "command",
    ]
    #expect(try fixture.open(environment).ownConfig("a.b") == nil)
    try await fixture.git("config", "a.b", "local")
    #expect(try fixture.open(environment).ownConfig("a.b") == "local")
    try await fixture.git("config", "extensions.worktreeConfig", "true")
    #expect(try fixture.open(environment).ownConfig("a.b") == "worktree")
  }

  @Test("The user's files are those of the environment's home")
  func home() async throws {
    let fixture = try await Fixture(in: folder)
    var environment = HermeticEnvironment.variables(home: fixture.folder.path)
    environment["GIT_CONFIG_GLOBAL"] = nil
    try fixture.folder.write("[a]\n\tb = xdg\n\tc = xdg\n".utf8, to: ".config/git/config")
    try fixture.folder.write("[a]\n\tb = home\n".utf8, to: ".gitconfig")
    let repository = try Repository.open(at: fixture.path, environment: environment)
    #expect(try repository.config("a.b") == "home")
    #expect(try repository.config("a.c") == "xdg")
    #expect(try fixture.open().config("a.b") == nil)
  }

  @Test(
    "A path means what git takes it for",
    arguments: [
      "~/x/y", "~", "~root", "~root/x", "~nobody-of-this-name/x", "a/~/b", "/~", "x", "~/",
    ])
  func path(_ path: String) async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.git("config", "a.b", path)
    let git = try await Program.run(
      "git", ["config", "--type=path", "--get", "a.b"], in: fixture.path)
    let repository = try fixture.open(["HOME": fixture.path])
    guard git.status == 0 else {
      let found = error { () throws(GitError) in try repository.configPath("a.b") }
      #expect(found?.help == "write the whole path into the configuration")
      return
    }
    #expect(try repository.configPath("a.b") == git.lines.first)
    #expect(try repository.configPath("a.none") == nil)
  }

  @Test("Without a home, nobody can tell what a path in it is")
  func homeless() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.git("config", "a.b", "~/x")
    #expect(
      cause { () throws(GitError) in try fixture.open(["HOME": ""]).configPath("a.b") } == .failed)
  }

  @Test("A configuration that cannot be read is an error that names the file")
  func broken() async throws {
    let fixture = try await Fixture(in: folder)
    try fixture.write("[core\n", to: ".git/config")
    let found = error { () throws(GitError) in try fixture.open() }
    #expect(found?.message.contains("config") == true)
  }

  @Test(
    "A clone knows whether it has every branch",
    arguments: [
      ([], true), (["--single-branch"], false), (["--mirror"], true), (["--depth=1"], false),
      (["--depth=1", "--no-single-branch"], false),
    ])
  func everyBranch(options: [String], hasAll: Bool) async throws {
    let origin = try await Fixture(in: folder)
    try await origin.commit("one")
    try await origin.commit("two")
    try await Git.run(
      ["clone", "-q"] + options + ["file://\(origin.path)", "clone"], in: folder.path)
    let clone = try Fixture(at: "clone", in: folder).open()
    #expect(try clone.hasEveryBranch() == hasAll)
    #expect(clone.remotes() == ["origin"])
  }

  @Test("Branches that were fetched by their names are not all, whatever HEAD and FETCH_HEAD say")
  func byName() async throws {
    let origin = try await Fixture(in: folder)
    try await origin.commit("one")
    try await origin.git("branch", "develop")
    try await origin.git("branch", "story-1")
    for arguments in [
      ["init", "-q", "clone"], ["-C", "clone", "remote", "add", "origin", "file://\(origin.path)"],
      ["-C", "clone", "fetch", "-q", "origin", "main", "story-1"],
    ] {
      try await Git.run(arguments, in: folder.path)
    }
    let clone = Fixture(at: "clone", in: folder)
    #expect(try !clone.open().hasEveryBranch())
    try await clone.git("remote", "set-head", "origin", "main")
    #expect(try !clone.open().hasEveryBranch())
    try await clone.git("config", "policy.complete", "true")
    #expect(try clone.open().hasEveryBranch())
    try await clone.git("config", "--unset", "policy.complete")
    try await clone.git("fetch", "-q", "origin")
    #expect(try clone.open().hasEveryBranch())
  }

  @Test("Where a remote has one branch, a fetch of all is told from one of that branch")
  func onlyOne() async throws {
    let origin = try await Fixture(in: folder)
    try await origin.commit("one")
    try await Git.run(["init", "-q", "-b", "other", "clone"], in: folder.path)
    let clone = Fixture(at: "clone", in: folder)
    try await clone.git("remote", "add", "origin", "file://\(origin.path)")
    try await clone.git("fetch", "-q", "origin", "main")
    #expect(try !clone.open().hasEveryBranch())
    try await clone.git("fetch", "-q", "origin")
    #expect(try clone.open().hasEveryBranch())
  }

  @Test("A refspec that leaves branches out leaves not every branch")
  func negative() async throws {
    let origin = try await Fixture(in: folder)
    try await origin.commit("one")
    let clone = try await origin.cloned()
    #expect(try clone.open().hasEveryBranch())
    try await clone.git("config", "--add", "remote.origin.fetch", "^refs/heads/secret")
    #expect(try !clone.open().hasEveryBranch())
  }
}

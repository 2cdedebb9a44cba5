import GitModel
import GitStore
import TestSupport
import Testing

@Suite struct EnvironmentTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("GIT_DIR names the repository, and GIT_WORK_TREE the work tree")
  func directories() async throws {
    let fixture = try await Fixture("--bare", in: folder)
    let repository = try fixture.openByEnvironment([
      "GIT_DIR": fixture.path, "GIT_WORK_TREE": fixture.folder.path,
    ])
    #expect(repository.gitDirectory == fixture.path + "/")
    #expect(repository.workTree == fixture.folder.path + "/")
    #expect(!repository.isBare)
  }

  @Test("GIT_DIR is not searched for a repository, neither above nor inside")
  func exact() async throws {
    let fixture = try await Fixture(in: folder)
    for directory in [fixture.path, fixture.path + "/.git/refs"] {
      let found = cause { () throws(GitError) in
        try fixture.openByEnvironment(["GIT_DIR": directory])
      }
      #expect(found == .notARepository)
    }
  }

  @Test("A path that somebody names outranks the environment of a hook")
  func pathFirst() async throws {
    let fixture = try await Fixture(in: folder)
    let other = try await Fixture("--bare", in: folder, named: "other")
    let repository = try fixture.open([
      "GIT_DIR": other.path, "GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_COMMON_DIR": "/nowhere",
    ])
    #expect(repository.workTree == fixture.path + "/")
  }

  @Test("GIT_COMMON_DIR is survived where it is right, and an error where it contradicts")
  func commonDirectory() async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("one")
    try await fixture.git("worktree", "add", "-q", "../side")
    let environment = [
      "GIT_DIR": fixture.path + "/.git/worktrees/side", "GIT_COMMON_DIR": fixture.path + "/.git",
    ]
    #expect(try fixture.openByEnvironment(environment).refs().count == 2)
    let found = error { () throws(GitError) in
      try fixture.openByEnvironment(environment.merging(["GIT_COMMON_DIR": "/tmp"]) { $1 })
    }
    #expect(found?.message.contains("GIT_COMMON_DIR") == true)
  }

  @Test("A hook of git --git-dir --work-tree opens its repository")
  func workTreeHook() async throws {
    let fixture = try await Fixture("--bare", in: folder)
    try await Git.run(["init", "-q", "files"], in: fixture.folder.path)
    let hook = "#!/bin/sh\nenv > '\(fixture.folder.path)/environment'\n"
    try fixture.write(hook, to: "hooks/pre-commit")
    try await Git.run(["config", "core.bare", "false"], in: fixture.path)
    _ = try await Program.run("chmod", ["+x", "hooks/pre-commit"], in: fixture.path)
    try await Git.run(
      [
        "--git-dir=\(fixture.path)", "--work-tree=\(fixture.folder.path)/files", "commit",
        "--allow-empty", "-q", "-m", "one",
      ], in: fixture.folder.path)
    let seen = Self.variables(fixture.folder.read("environment") ?? [])
    #expect(seen["GIT_WORK_TREE"] != nil)
    #expect(try fixture.openByEnvironment(seen).commitID(of: "HEAD").byteCount == 20)
  }

  @Test("In pre-receive, the objects in quarantine are seen, and so are those that were there")
  func quarantine() async throws {
    let server = try await Fixture("--bare", in: folder)
    let client = try await server.cloned()
    let old = try await client.commit("one")
    try await client.git("push", "-q", "origin", "HEAD:refs/heads/main")
    // The hook keeps the quarantine, which goes away with it.
    let keep = "cp -r \"$GIT_OBJECT_DIRECTORY\" '\(server.folder.path)/kept'"
    let environment = "env > '\(server.folder.path)/environment'"
    try server.write("#!/bin/sh\n\(environment)\n\(keep)\nexit 1\n", to: "hooks/pre-receive")
    _ = try await Program.run("chmod", ["+x", "hooks/pre-receive"], in: server.path)
    let new = try await client.commit("two")
    let refused = try await Program.run(
      "git", ["push", "-q", "origin", "HEAD:refs/heads/main"], in: client.path)
    #expect(refused.status != 0)
    var seen = Self.variables(server.folder.read("environment") ?? [])
    #expect(seen["GIT_QUARANTINE_PATH"] != nil)
    seen["GIT_OBJECT_DIRECTORY"] = server.folder.path + "/kept"
    seen["GIT_DIR"] = server.path
    let repository = try server.openByEnvironment(seen)
    #expect(try repository.graph(reaching: [new]).index(of: old) == 0)
    #expect(try repository.paths(changedBy: new) == [Array("file".utf8)])
    #expect(try server.open().graph(reaching: [new]).index(of: new) == nil)
  }

  private static func variables(_ text: [UInt8]) -> [String: String] {
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    return Dictionary(
      lines.compactMap { line in
        let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
      }, uniquingKeysWith: { $1 })
  }
}

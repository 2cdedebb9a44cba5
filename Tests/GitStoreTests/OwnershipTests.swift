import CLibrary
import GitModel
import GitStore
import TestSupport
import Testing

/// Only root can give a folder to somebody else.
@Suite(.enabled(if: geteuid() == 0)) struct OwnershipTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func foreign(_ options: String...) async throws -> Fixture {
    try await Git.run(["init", "-q"] + options + ["it's"], in: folder.path)
    _ = try await Program.run("chown", ["-R", "12345", "it's"], in: folder.path)
    return Fixture(at: "it's", in: folder)
  }

  @Test(
    "Somebody else's repository is refused with the literal command", arguments: [[], ["--bare"]])
  func refused(options: [String]) async throws {
    let fixture =
      options.isEmpty ? try await foreign() : try await foreign(options[0])
    let found = error { () throws(GitError) in try fixture.open() }
    #expect(found?.cause == .unsafeOwner)
    let path = fixture.path.split(separator: "'").joined(separator: "'\\''")
    #expect(found?.help == "trust it: git config --global --add safe.directory '\(path)'")
    // git says the same of it.
    let git = try await Program.run("git", ["-C", fixture.path, "status"], in: fixture.folder.path)
    #expect(git.status == 128)
  }

  @Test(
    "safe.directory is honoured as git honours it",
    arguments: [
      (["*"], true), (["PATH"], true), (["PATH/"], true), (["/elsewhere"], false),
      (["*", ""], false), (["", "PATH"], true), (["PARENT/*"], true), (["PARENT"], false),
      (["~/it's"], true),
    ])
  func trusted(values: [String], isTrusted: Bool) async throws {
    let fixture = try await foreign()
    for value in values {
      let path = value.replacing("PATH", with: fixture.path)
        .replacing("PARENT", with: fixture.folder.path)
      try await Git.run(
        ["config", "-f", "global", "--add", "safe.directory", path], in: fixture.folder.path)
    }
    let environment = ["GIT_CONFIG_GLOBAL": fixture.folder.path + "/global"]
    #expect(
      cause { () throws(GitError) in try fixture.open(environment) }
        == (isTrusted ? nil : .unsafeOwner))
  }

  @Test("What the repository says of itself is not believed")
  func own() async throws {
    let fixture = try await foreign()
    try await Git.run(
      ["config", "-f", ".git/config", "safe.directory", "*"], in: fixture.path)
    #expect(cause { () throws(GitError) in try fixture.open() } == .unsafeOwner)
  }

  @Test("The command line's configuration and the user behind sudo count")
  func others() async throws {
    let fixture = try await foreign()
    let command = [
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "Safe.Directory", "GIT_CONFIG_VALUE_0": "*",
    ]
    #expect(cause { () throws(GitError) in try fixture.open(command) } == nil)
    #expect(cause { () throws(GitError) in try fixture.open(["SUDO_UID": "12345"]) } == nil)
  }
}

extension String {
  fileprivate func replacing(_ word: String, with other: String) -> String {
    guard let first = indices.first(where: { self[$0...].hasPrefix(word) }) else { return self }
    return self[..<first] + other + self[index(first, offsetBy: word.count)...]
  }
}

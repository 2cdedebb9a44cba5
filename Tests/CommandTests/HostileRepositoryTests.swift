import FoundationEssentials
import TestSupport
import Testing

/// What is wrong with a repository never ends in kept, in a crash or in a wait.
@Suite struct HostileRepositoryTests {
  /// A repository with main and develop at one commit.
  private func repository() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try await Git.run(["init", "--quiet", "--initial-branch=main"], in: folder.path)
    try await Git.run(["commit", "--quiet", "--allow-empty", "-m", "Begin"], in: folder.path)
    try await Git.run(["branch", "develop"], in: folder.path)
    return folder
  }

  private func expectUnknown(
    _ folder: TemporaryFolder, _ arguments: [String] = [], saying words: String,
    changing changes: [String: String?] = [:], at location: SourceLocation = #_sourceLocation
  ) async throws {
    let result = try await PolicyProgram.run(
      ["audit"] + arguments, in: folder.path, changing: changes)
    #expect(result.status == 2, "\(result.text)\(result.errors)", sourceLocation: location)
    #expect(
      (result.text + result.errors).contains(words), "\(result.text)\(result.errors)",
      sourceLocation: location)
  }

  @Test("A repository of somebody else's is not read", .enabled(if: isRoot))
  func owner() async throws {
    let folder = try await repository()
    defer { withExtendedLifetime(folder) {} }
    try #require(try await Program.run("chown", ["-R", "12345", "."], in: folder.path).status == 0)
    try await expectUnknown(folder, saying: "safe.directory")
  }

  static let isRoot = ProcessInfo.processInfo.userName == "root"

  @Test("A branch that leads to a blob is unknown")
  func blob() async throws {
    let folder = try await repository()
    defer { withExtendedLifetime(folder) {} }
    let blob = try await Git.run(["hash-object", "-w", "--stdin"], in: folder.path, input: [1])
    try folder.write(Array("\(blob.lines[0])\n".utf8), to: ".git/refs/heads/story-1")
    try await expectUnknown(folder, saying: "unknown")
  }

  @Test("A branch whose file is damaged is unknown")
  func damagedRef() async throws {
    let folder = try await repository()
    defer { withExtendedLifetime(folder) {} }
    try folder.write("damaged\n".utf8, to: ".git/refs/heads/story-1")
    try await expectUnknown(folder, saying: "refs/heads/story-1")
  }

  @Test("A commit that is missing is unknown")
  func missingCommit() async throws {
    let folder = try await repository()
    defer { withExtendedLifetime(folder) {} }
    let id = try await Git.run(["rev-parse", "main"], in: folder.path).lines[0]
    try await Git.run(["commit", "--quiet", "--allow-empty", "-m", "Next"], in: folder.path)
    try folder.remove(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    try await expectUnknown(folder, saying: "git fsck")
  }

  @Test(
    "A commit with a malformed header hides no finding of another branch",
    arguments: [
      "author A <a@e> 1 +0000\ncommitter A <a@e> -5 +0000", "author A 1\ncommitter A 1",
    ])
  func malformedCommit(names: String) async throws {
    let folder = try await repository()
    defer { withExtendedLifetime(folder) {} }
    let tip = try await Git.run(["rev-parse", "main"], in: folder.path).lines[0]
    let text = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent \(tip)\n\(names)\n\nx\n"
    let odd = try await Git.run(
      ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"], in: folder.path,
      input: Array(text.utf8))
    try await Git.run(["update-ref", "refs/heads/bugfix/x", odd.lines[0]], in: folder.path)
    try await Git.run(["branch", "wrong"], in: folder.path)
    for arguments in [[], ["--branch", "wrong"]] {
      let result = try await PolicyProgram.run(
        ["audit", "--format", "json"] + arguments, in: folder.path)
      #expect(result.status == 1, "\(result.text)\(result.errors)")
      #expect(result.text.contains("refs/heads/wrong"), "\(result.text)\(result.errors)")
    }
  }

  @Test("A packfile that ends early is unknown")
  func truncatedPack() async throws {
    let folder = try await repository()
    defer { withExtendedLifetime(folder) {} }
    try await Git.run(["repack", "--quiet", "-a", "-d"], in: folder.path)
    let packs = try await Program.run(
      "find", [".git/objects/pack", "-name", "*.pack"], in: folder.path)
    let pack = try #require(packs.lines.first)
    let bytes = try #require(folder.read(pack))
    try folder.remove(pack)
    try folder.write(bytes.prefix(bytes.count / 2), to: pack)
    try await expectUnknown(folder, saying: "git fsck")
  }

  @Test("A commit-graph file that is damaged changes no answer", arguments: 0..<8)
  func damagedCommitGraph(part: Int) async throws {
    let folder = try await repository()
    defer { withExtendedLifetime(folder) {} }
    try await Git.run(["switch", "--quiet", "develop"], in: folder.path)
    try await Git.run(["commit", "--quiet", "--allow-empty", "-m", "Next"], in: folder.path)
    try await Git.run(["switch", "--quiet", "main"], in: folder.path)
    try await Git.run(["merge", "--quiet", "--no-ff", "-m", "Merge", "develop"], in: folder.path)
    let file = ".git/objects/info/commit-graph"
    try await Git.run(["commit-graph", "write", "--reachable"], in: folder.path)
    var bytes = try #require(folder.read(file))
    let place = bytes.count * part / 8
    for index in place..<min(place + 24, bytes.count) { bytes[index] = ~bytes[index] }
    try folder.remove(file)
    try folder.write(bytes, to: file)
    let result = try await PolicyProgram.run(["audit"], in: folder.path)
    #expect([1, 2].contains(result.status), "\(result.text)\(result.errors)")
    #expect(
      result.status == 2 || result.text.contains("error[linear-history]: merges 2 parents"),
      "\(result.text)\(result.errors)")
  }

  @Test("A policy whose blob is missing is unknown, not absent")
  func missingPolicy() async throws {
    let folder = try await repository()
    defer { withExtendedLifetime(folder) {} }
    try folder.write("version: 1\n".utf8, to: ".policy.yml")
    try await Git.run(["add", ".policy.yml"], in: folder.path)
    try await Git.run(["commit", "--quiet", "-m", "State the policy"], in: folder.path)
    let id = try await Git.run(["rev-parse", "main:.policy.yml"], in: folder.path).lines[0]
    try folder.remove(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    try await expectUnknown(folder, saying: "is not there")
  }

  @Test("A policy that a CI event names cannot be chosen by the work tree")
  func workTreePolicy() async throws {
    let folder = try await repository()
    defer { withExtendedLifetime(folder) {} }
    try folder.write("version: 1\nmode: evaluate\n".utf8, to: ".policy.yml")
    try await Git.run(["branch", "mine"], in: folder.path)
    let result = try await PolicyProgram.run(["audit"], in: folder.path)
    #expect(result.status == 1)
    #expect(result.text.contains("preset story-flow"))
  }

  @Test("A policy that comes through a pipe is read, however late; a silent pipe is no policy")
  func pipedPolicy() async throws {
    let folder = try await repository()
    let answer = try await Program.run(
      "bash",
      [
        "-c",
        "policy audit --policy <(sleep 0.2; echo 'version: 1'; sleep 0.2; echo 'extends: story-flow')",
      ], in: folder.path, changing: ["PATH": try PolicyProgram.path()])
    #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
    #expect(answer.text.contains("/dev/fd/"), "\(answer.text)")
    _ = try await Program.run("mkfifo", ["silent"], in: folder.path)
    let silent = try await PolicyProgram.run(["audit", "--policy", "silent"], in: folder.path)
    #expect(silent.status == 69)
    #expect(silent.errors.contains("nobody writes to it"), "\(silent.errors)")
    #expect(silent.errors.contains("--policy FILE"), "\(silent.errors)")
  }

  @Test("A policy without kinds of branches says what to write")
  func noKinds() async throws {
    let folder = try await repository()
    try folder.write("version: 1\nbranches: {}\n".utf8, to: "none.yml")
    let result = try await PolicyProgram.run(["audit", "--policy", "none.yml"], in: folder.path)
    #expect(result.status == 1, "\(result.text)\(result.errors)")
    #expect(result.text.contains("name them under 'branches:'"), "\(result.text)\(result.errors)")
  }

  @Test("What the user's own configuration includes from home is read")
  func includedFromHome() async throws {
    let folder = try await repository()
    try folder.write("version: 1\nmode: evaluate\nextends: story-flow\n".utf8, to: "own.yml")
    try folder.write("[include]\n\tpath = ~/more\n".utf8, to: "global")
    try folder.write("[policy]\n\tfile = own.yml\n".utf8, to: "more")
    let result = try await PolicyProgram.run(
      ["audit"], in: folder.path, changing: ["GIT_CONFIG_GLOBAL": folder.path + "/global"])
    #expect(result.status == 0, "\(result.text)\(result.errors)")
    #expect(result.text.contains("own.yml"), "\(result.text)")
    try folder.write("[include]\n\tpath = ~/gone\n".utf8, to: "global")
    let gone = try await PolicyProgram.run(
      ["audit"], in: folder.path, changing: ["GIT_CONFIG_GLOBAL": folder.path + "/global"])
    #expect(gone.status == 0 || gone.status == 1, "\(gone.text)\(gone.errors)")
  }

  @Test("Replaced commits are unknown")
  func replaced() async throws {
    let folder = try await repository()
    defer { withExtendedLifetime(folder) {} }
    try await Git.run(["commit", "--quiet", "--allow-empty", "-m", "Next"], in: folder.path)
    try await Git.run(["replace", "main", "develop"], in: folder.path)
    try await expectUnknown(folder, saying: "git replace")
  }

  @Test("A server's own policy file is read, and outranks the tree")
  func configured() async throws {
    let folder = try await repository()
    defer { withExtendedLifetime(folder) {} }
    try folder.write("version: 1\nmode: evaluate\nextends: story-flow\n".utf8, to: "server.yml")
    try await Git.run(["config", "policy.file", "server.yml"], in: folder.path)
    let result = try await PolicyProgram.run(["audit"], in: folder.path)
    #expect(result.status == 0)
    #expect(result.text.contains("server.yml"), "\(result.text)\(result.errors)")
  }
}

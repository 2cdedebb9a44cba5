import Reports
import TestSupport
import Testing

/// Every way to end has its status, and the README lists them all.
@Suite struct ExitStatusTests {
  @Test("The README's table lists every exit status, and no other")
  func readme() throws {
    let rows = try SourceTree.text(of: "README.md").split(separator: "\n")
      .compactMap { $0.split(separator: "|").first.flatMap { Int32($0.filter { $0 != " " }) } }
    #expect(rows == ExitStatus.allCases.map(\.rawValue))
  }

  @Test(
    "A command line that is wrong ends with 64",
    arguments: [
      ["audit", "--colour", "always"], ["audit", "--format", "xml"], ["nonsense"],
      ["audit", "--fork"], ["audit", "--all", "--branch", "main"], ["audit", "-C", "/nowhere"],
      ["audit", "--ref", "HEAD", "--range", "HEAD..HEAD"],
      ["audit", "--remote", "nowhere"], ["explain", "nonsense"], ["baseline", "--since", "never"],
    ])
  func usage(_ arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    try await Git.run(["init", "--quiet"], in: folder.path)
    let result = try await PolicyProgram.run(arguments, in: folder.path)
    #expect(result.status == 64)
    #expect(!result.errors.isEmpty)
    #expect(result.output.isEmpty)
  }

  @Test("Help and version end with 0", arguments: [["--help"], ["audit", "--help"], ["version"]])
  func help(_ arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    #expect(try await PolicyProgram.run(arguments, in: folder.path).status == 0)
  }

  @Test(
    "A policy file that is not there, or is none, ends with 69",
    arguments: [
      ["audit", "--policy", "nowhere.yml"], ["audit", "--policy", ".git"],
      ["validate", "nowhere.yml"],
    ])
  func missingPolicy(_ arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    try await Git.run(["init", "--quiet", "--initial-branch=main"], in: folder.path)
    let result = try await PolicyProgram.run(arguments, in: folder.path)
    #expect(result.status == 69)
    #expect(result.errors.contains("'\(arguments.last ?? "")' cannot be read: "))
    #expect(result.errors.contains("help: "))
  }

  @Test("A report that cannot be written ends with 69")
  func unwritable() async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    try await Git.run(["init", "--quiet", "--initial-branch=main"], in: folder.path)
    try await Git.run(["commit", "--quiet", "--allow-empty", "-m", "Begin"], in: folder.path)
    let result = try await PolicyProgram.run(
      ["audit", "--output", "none/report.json"], in: folder.path)
    #expect(result.status == 69)
    #expect(result.errors.contains("'none/report.json' cannot be written"))
  }
}

import FoundationEssentials
import TestSupport
import Testing

/// The gates that the preset story-flow has as comments, on a Python project, with the real tools.
///
/// `script/test` installs the tools, in the versions that the project's requirements.txt names.
@Suite struct GateToolsTests {
  private static let project = "Tests/CommandTests/Projects/analytics"
  private static let files = [
    "pyproject.toml", "requirements.txt", "backend/__init__.py", "backend/metrics.py",
    "tests/test_metrics.py",
  ]

  /// The project, committed, with the preset's gates.
  private struct Project {
    let folder: TemporaryFolder
    /// The tools keep caches there.
    let home: TemporaryFolder
    let path: String

    init() async throws {
      let tools = SourceTree.root + "/.build/gate-tools/bin"
      try #require(
        FileManager.default.isExecutableFile(atPath: tools + "/black"),
        "the tools are missing; install them: script/test")
      (folder, home) = (try TemporaryFolder(), try TemporaryFolder())
      path = tools + ":" + (try PolicyProgram.path())
      for file in GateToolsTests.files {
        let text = try SourceTree.text(of: "\(GateToolsTests.project)/\(file)")
        try folder.write(text.utf8, to: file)
      }
      let ignored = try SourceTree.text(of: "\(GateToolsTests.project)/gitignore")
      try folder.write(ignored.utf8, to: ".gitignore")
      try folder.write(try Self.policy().utf8, to: ".policy.yml")
      try await Git.run(["init", "--quiet", "--initial-branch=main"], in: folder.path)
      try await commit()
    }

    func commit() async throws {
      try await Git.run(["add", "."], in: folder.path)
      try await Git.run(["commit", "--quiet", "-m", "Sell"], in: folder.path)
    }

    func run(_ arguments: String...) async throws -> ProgramOutput {
      try await PolicyProgram.run(
        arguments, in: folder.path, changing: ["PATH": path, "HOME": home.path])
    }

    /// The gates of the preset, which stand there as a comment up to its end.
    private static func policy() throws -> String {
      let preset = try SourceTree.text(of: "policies/story-flow.yml")
      let begin = try #require(preset.firstRange(of: "\n# gates:\n"))
      let lines = preset[begin.lowerBound...].split(separator: "\n")
      try #require(lines.allSatisfy { $0.hasPrefix("# ") })
      return "version: 1\nextends: story-flow\n"
        + lines.map { $0.dropFirst(2) + "\n" }.joined()
    }
  }

  @Test("All seven pass on a project that is in order, and say their numbers")
  func passes() async throws {
    let project = try await Project()
    let answer = try await project.run("gates")
    let text = Self.steady(answer.text)
    #expect(answer.status == 0, "\(text) \(answer.errors)")
    // The page shows this very run.
    let page = Self.steady(try SourceTree.text(of: "docs/gates.md"))
    #expect(page.contains("$ policy gates\n\(text)```\n"), "\(text)")
    // What the tools write, the project ignores.
    #expect(!text.contains("not recorded"), "\(text)")
    let badge = project.home.path + "/health.svg"
    let health = try await project.run("health", "--claims", "--badge", badge)
    #expect(page.contains("\(Self.steady(health.text))```\n"), "\(health.text)")
    let drawn = String(decoding: project.home.read("health.svg") ?? [], as: UTF8.self)
    #expect(drawn == (try SourceTree.text(of: "docs/health.svg")))
  }

  /// A session without what differs from run to run.
  private static func steady(_ text: String) -> String {
    text.replacing(#/\([0-9.]+ s\)/#, with: "(… s)")
      .replacing(#/\b[0-9a-f]{12}\b/#, with: "…")
  }

  /// What breaks a gate: a gate, a text of the module, what takes its place, and what is said.
  private static let breaks = [
    ("format", "produced = 0.0", "produced  =  0.0", "ends with 1"),
    ("lint", "Row = ", "import os\n\nRow = ", "ends with 1"),
    ("types", "-> float:", "-> str:", "ends with 1"),
    (
      "coverage", "def status(",
      "def unseen(text: str) -> int:\n    a = 1\n    b = 2\n    c = 3\n    return a + b + c\n\n\ndef status(",
      "is less than 90"
    ),
    (
      "complexity", "def status(",
      "def tangled(n: int) -> int:\n"
        + (1...11).map { "    if n == \($0):\n        n += 1\n" }.joined()
        + "    return n\n\n\ndef status(", "12 is more than 10"
    ),
    (
      "security", "Row = ",
      "import hashlib\n\nDIGEST = hashlib.md5(b\"x\").hexdigest()\nRow = ", "1 is more than 0"
    ),
    ("dead-code", "goal: float = 98.0)", "goal: float = 98.0, unused: int = 0)", "ends with 3"),
  ]

  @Test("Each fails where it is broken, and the others are not asked", arguments: breaks)
  func fails(gate: String, text: String, other: String, told: String) async throws {
    let project = try await Project()
    let folder = project.folder
    let file = "backend/metrics.py"
    let module = String(decoding: folder.read(file) ?? [], as: UTF8.self)
    #expect(module.contains(text))
    try folder.remove(file)
    try folder.write(module.replacing(text, with: other).utf8, to: file)
    try await project.commit()
    let answer = try await project.run("gates", gate)
    #expect(answer.status == 1, "\(answer.text) \(answer.errors)")
    #expect(answer.text.hasPrefix("failed[\(gate)]: "), "\(answer.text)")
    #expect(answer.text.contains(told), "\(answer.text)")
    #expect(answer.text.contains("broken: 0 of 1 gate passed, 1 failed"), "\(answer.text)")
  }

  @Test("A project without tests measures nothing, which is unknown")
  func nothing() async throws {
    let project = try await Project()
    let folder = project.folder
    for file in ["tests/test_metrics.py", "backend/metrics.py"] { try folder.remove(file) }
    try folder.write("def test_nothing() -> None:\n    pass\n".utf8, to: "tests/test_nothing.py")
    try await project.commit()
    let answer = try await project.run("gates", "coverage", "complexity")
    #expect(answer.status == 2, "\(answer.text)")
    #expect(answer.text.contains("unknown[coverage]: "), "\(answer.text)")
    #expect(answer.text.contains("unknown[complexity]: nothing in its output"), "\(answer.text)")
  }

  /// No package index of Python's has gitleaks and trufflehog: of what the preset leaves to other tools
  /// the licences can be asked for here.
  @Test("The gate for licences that the preset shows finds files without one")
  func licences() async throws {
    let project = try await Project()
    let folder = project.folder
    let preset = try SourceTree.text(of: "policies/story-flow.yml").split(separator: "\n")
    let opening = "#   licences: "
    let shown = preset.filter { $0.hasPrefix(opening) }
    #expect(shown.count == 1)
    let policy = String(decoding: folder.read(".policy.yml") ?? [], as: UTF8.self)
    try folder.remove(".policy.yml")
    try folder.write(
      (policy + shown.map { "  " + $0.dropFirst(4) + "\n" }.joined()).utf8, to: ".policy.yml")
    try await project.commit()
    let without = try await project.run("gates", "licences")
    #expect(without.status == 1, "\(without.text) \(without.errors)")
    try folder.write("Permission is hereby granted\n".utf8, to: "LICENSES/MIT.txt")
    let annotation = """
      version = 1
      [[annotations]]
      path = "**"
      SPDX-FileCopyrightText = "2026 C O Mitter"
      SPDX-License-Identifier = "MIT"

      """
    try folder.write(annotation.utf8, to: "REUSE.toml")
    try await project.commit()
    let with = try await project.run("gates", "licences")
    #expect(with.status == 0, "\(with.text) \(with.errors)")
  }
}

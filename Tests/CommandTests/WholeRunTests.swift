import FoundationEssentials
import TestSupport
import Testing

/// A repository that cannot be asked at all: unknown in every form of the report, and no older report
/// stays that says otherwise.
@Suite struct WholeRunTests {
  private static let places = [
    "git init -q -b main",
    "git init -q -b main --object-format=sha256; git commit -q --allow-empty -m A",
    """
    git init -q -b main; git add .; git commit -q -m A; git branch develop
    id=$(git rev-parse main:.policy.yml)
    rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut -c3-)
    """,
    "true",
  ]

  /// What is looked at of a report.
  private struct Written: Decodable {
    struct Finding: Decodable { let ref: String }
    let verdict: String
    let findings: [Finding]
  }

  private func folder(_ lines: String) async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("version: 1\nextends: story-flow\n".utf8, to: ".policy.yml")
    let made = try await Program.run("sh", ["-ec", lines], in: folder.path)
    try #require(made.status == 0, "\(made.errors)")
    return folder
  }

  @Test(
    "Every form says unknown", arguments: places,
    ["text", "json", "sarif", "github", "junit", "markdown"])
  func forms(lines: String, format: String) async throws {
    let folder = try await folder(lines)
    defer { withExtendedLifetime(folder) {} }
    try folder.write("kept".utf8, to: "report")
    let answer = try await PolicyProgram.run(
      ["audit", "--format", format, "--output", "report"], in: folder.path)
    #expect(answer.status == 2, "\(answer.text)\(answer.errors)")
    #expect(answer.errors.contains("unknown: "), "\(answer.errors)")
    let report = String(decoding: folder.read("report") ?? [], as: UTF8.self)
    #expect(report != "kept")
    #expect(report.contains(format == "junit" ? "errors=\"1\"" : "unknown"), "\(report)")
    #expect(report.contains("repository"), "\(report)")
  }

  @Test("On standard output JSON stays JSON, in GitHub Actions too")
  func standardOutput() async throws {
    let folder = try await folder("git init -q -b main")
    defer { withExtendedLifetime(folder) {} }
    let places: [[String: String?]] = [[:], ["GITHUB_ACTIONS": "true"]]
    for variables in places {
      let answer = try await PolicyProgram.run(
        ["audit", "--all", "--format", "json"], in: folder.path, changing: variables)
      #expect(answer.status == 2, "\(answer.errors)")
      let report = try JSONDecoder().decode(Written.self, from: Data(answer.output))
      #expect(report.verdict == "unknown")
      #expect(report.findings.map(\.ref) == ["refs/heads"])
    }
  }

  @Test("Where the policy is malformed, no older report stays, and what is no file does")
  func malformed() async throws {
    let folder = try await folder("git init -q -b main; git commit -q --allow-empty -m A")
    defer { withExtendedLifetime(folder) {} }
    try folder.write("version: 9\n".utf8, to: "bad.yml")
    try folder.write("kept".utf8, to: "report")
    let arguments = ["audit", "--policy", "bad.yml", "--output"]
    let answer = try await PolicyProgram.run(arguments + ["report"], in: folder.path)
    #expect(answer.status == 65)
    #expect(folder.read("report") == nil)
    let device = try await PolicyProgram.run(arguments + ["/dev/stdout"], in: folder.path)
    #expect(device.status == 65, "\(device.errors)")
    #expect(FileManager.default.fileExists(atPath: "/dev/stdout"))
  }
}

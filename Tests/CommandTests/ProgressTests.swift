import TestSupport
import Testing

/// Whoever looks at a terminal sees that long work goes on, even where it is one branch; nobody else
/// sees anything of it.
@Suite struct ProgressTests {
  /// A history whose reading alone takes longer than a user waits without a word.
  private static func repository() async throws -> BareRepository {
    var stream = ""
    for mark in 1...100_000 {
      stream +=
        "commit refs/heads/main\nmark :\(mark)\n"
        + "committer C <c@example.com> \(1_600_000_000 + mark) +0000\ndata 1\nx\n"
    }
    return try await BareRepository(
      Array((stream + "reset refs/heads/develop\nfrom :100000\n\n").utf8))
  }

  @Test("A gate that runs shows its name and how long it has run on a terminal, and only there")
  func gates() async throws {
    let folder = try TemporaryFolder()
    let policy = "version: 1\nbranches: {main: {}}\ngates: {slow: {run: sleep 1}}\n"
    try folder.write(policy.utf8, to: ".policy.yml")
    let (path, name) = (try PolicyProgram.path(), "slow  ")
    let terminal = ["PATH": path, "TERM": "xterm"] as [String: String?]
    _ = try await Program.run(
      "sh", ["-ec", "git init -q -b main; git add .; git commit -q -m Begin"], in: folder.path)
    let seen = try await Program.run(
      "script", ["-qec", "policy gates", "/dev/null"], in: folder.path, changing: terminal)
    let shown = seen.text.ranges(of: name).map { seen.text[$0.upperBound...].prefix(3) }
    #expect(shown.contains { $0 == "0 s" || $0 == "1 s" }, "\(seen.text)")
    #expect(seen.text.contains("\u{1b}[1A\r\u{1b}[J"), "it goes away")
    for quiet in ["policy gates --no-progress", "policy gates 2>errors; cat errors"] {
      let unseen = try await Program.run(
        "script", ["-qec", quiet, "/dev/null"], in: folder.path, changing: terminal)
      #expect(!unseen.text.contains("\u{1b}[1A"), "\(unseen.text)")
    }
  }

  @Test("One branch shows progress on a terminal, and only there")
  func oneBranch() async throws {
    let repository = try await Self.repository()
    let command = "policy audit --branch main --now 2023-12-01"
    let path = ["PATH": try PolicyProgram.path()] as [String: String?]
    // script(1) gives a terminal.
    let seen = try await Program.run(
      "script", ["-qec", command, "/dev/null"], in: repository.path, changing: path)
    #expect(seen.text.contains("\rjudged 0 of 1, "), "\(seen.text)")
    #expect(seen.text.contains("\r" + String(repeating: " ", count: 18)), "it goes away")
    for quiet in ["\(command) --no-progress", "\(command) 2>errors; cat errors"] {
      let unseen = try await Program.run(
        "script", ["-qec", quiet, "/dev/null"], in: repository.path, changing: path)
      #expect(!unseen.text.contains("judged"), "\(unseen.text)")
    }
  }
}

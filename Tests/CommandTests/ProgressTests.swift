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

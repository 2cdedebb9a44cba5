import TestSupport
import Testing

/// A push of so many commits that two threads look at them.
@Suite struct ManyCommitsTests {
  private static let policy = """
    version: 1
    branches: {main: {}}
    files:
      max_size: 10B
      forbidden_extensions: [exe]
      forbidden_paths: ['**/secret']
      symlinks: inside
      allow_case_collisions: false
      max_path_length: 40
    """

  private static let count = 400

  /// Commits in lines that part and meet, now and then with something that a rule refuses.
  private static var stream: String {
    var stream = ""
    for number in 1...count {
      stream += "commit refs/heads/main\nmark :\(number)\n"
      stream += "committer C <c@example.com> \(1_767_614_400 + number) +0000\ndata 1\nx\n"
      if number > 1 {
        stream += "from :\(number % 5 == 0 && number > 20 ? number - 9 : number - 1)\n"
      }
      if number % 5 == 0, number > 20 { stream += "merge :\(number - 1)\n" }
      func file(_ path: String, _ content: String, _ mode: String = "100644") {
        stream += "M \(mode) inline \(path)\ndata \(content.utf8.count)\n\(content)\n"
      }
      file("src/a/\(number % 40)", "\(number)")
      file("doc/\(number)", "x")
      if number % 7 == 0 { file("big/\(number)", "more than ten bytes of \(number)") }
      if number % 11 == 0 { file("bin/\(number).exe", "x") }
      if number % 13 == 0 { file("links/\(number)", "../../../etc", "120000") }
      if number % 17 == 0 { file("Doc\(number)/a", "x") }
      if number % 17 == 0 { file("doc\(number)/b", "x") }
      if number % 19 == 0 { file("deep/secret/\(number)", "x") }
      if number % 23 == 0 { stream += "D src\n" }
      if number % 29 == 0 { file("long/" + String(repeating: "n", count: 40) + "\(number)", "x") }
      stream += "\n"
    }
    return stream
  }

  /// Each finding of an audit of a range, with the commit that it is about.
  private func findings(
    _ range: String, _ repository: BareRepository, _ policy: String
  ) async throws -> [String] {
    let answer = try await PolicyProgram.run(
      [
        "audit", "--policy", policy, "--ref", "refs/heads/main", "--range", range, "--format",
        "json",
      ], in: repository.path)
    #expect(answer.status == 1, "\(range): \(answer.errors)")
    return answer.text.split(separator: "\n").map(String.init).filter {
      $0.contains("\"commit\"") || $0.contains("\"message\"") || $0.contains("\"path\"")
    }
  }

  @Test("Two threads find what one finds, commit for commit")
  func agreement() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.policy.utf8, to: "policy.yml")
    let (policy, repository) = (
      folder.path + "/policy.yml", try await BareRepository(Array(Self.stream.utf8))
    )
    let tip = try #require(repository.marks[Self.count])
    let first = try #require(repository.marks[1])
    let whole = try await findings("\(first)..\(tip)", repository, policy)
    // Pieces of commits so few that no thread is begun for them.
    var pieces: [String] = []
    for end in stride(from: 20, through: Self.count, by: 20) {
      let old = try #require(repository.marks[max(1, end - 20)])
      let new = try #require(repository.marks[end])
      pieces += try await findings("\(old)..\(new)", repository, policy)
    }
    #expect(whole.count > 300 && whole.sorted() == pieces.sorted())
  }
}

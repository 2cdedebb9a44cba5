import TestSupport
import Testing

/// One commit with thousands of files that a rule refuses.
@Suite struct ManyFilesTests {
  @Test("Every file is found, in time that grows as their number does")
  func forbidden() async throws {
    let folder = try TemporaryFolder()
    // Each finding that was copied with all before it would make minutes of this.
    let count = 10_000
    try folder.write(
      "version: 1\nbranches: {main: {}}\nfiles: {forbidden_paths: ['**/node_modules/**/*']}\n".utf8,
      to: "policy.yml")
    var stream = """
      commit refs/heads/main
      committer C <c@example.com> 1767614400 +0000
      data 1
      A

      """
    for number in 0..<count { stream += "M 100644 inline a/node_modules/\(number)\ndata 0\n\n" }
    let repository = try await BareRepository(Array("\(stream)\n".utf8))
    let answer = try await PolicyProgram.run(
      ["audit", "--format", "json", "--policy", folder.path + "/policy.yml", "--branch", "main"],
      in: repository.path)
    #expect(answer.status == 1, "\(answer.errors)")
    let message = "lies where '**/node_modules/**/*' forbids it"
    #expect(answer.text.split(separator: message).count == count + 1)
  }
}

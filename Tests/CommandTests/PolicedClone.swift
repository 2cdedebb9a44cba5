import TestSupport
import Testing

/// A clone with a published main and develop, a story with work of its own, and the hooks.
struct PolicedClone {
  let folder: TemporaryFolder
  var work: String { folder.path + "/work" }

  init(policy: String = "") async throws {
    folder = try TemporaryFolder()
    try folder.write("version: 1\nextends: story-flow\n\(policy)".utf8, to: "work/.policy.yml")
    try await shell(
      """
      git init -q --bare -b main ../server.git && git init -q -b main
      git add . && git commit -q -m Begin && echo a >a && git add a && git commit -q -m A
      git remote add origin ../server.git
      git push -q origin main main:develop main:feature/there
      git fetch -q && git remote set-head origin -a && git branch -q develop origin/develop
      git switch -q -c story-1 --no-track develop && echo b >b && git add b && git commit -q -m B
      policy install
      """)
  }

  /// Runs lines in a shell, up to the first that fails.
  @discardableResult
  func run(_ lines: String) async throws -> ProgramOutput {
    try await PolicyProgram.shell(lines, in: work, changing: ["HOME": folder.path])
  }

  func shell(_ lines: String) async throws {
    let answer = try await run(lines)
    try #require(answer.status == 0, "\(lines)\n\(answer.errors)")
  }

  func refs() async throws -> [String] {
    try await Git.run(["for-each-ref"], in: work).lines
  }
}

import TestSupport
import Testing

/// A bare repository has no files of its own, wherever its configuration says that it is bare.
@Suite struct BareInitTests {
  @Test(
    "Nothing is written beside it",
    arguments: [
      "git -C hub.git config --unset core.bare", "rm hub.git/config",
      """
      git -C hub.git worktree add -q --detach ../side
      git -C side sparse-checkout set --cone a
      """,
    ])
  func start(change: String) async throws {
    let folder = try TemporaryFolder()
    let answer = try await PolicyProgram.shell(
      """
      git init -q -b main src; git -C src commit -q --allow-empty -m one
      git clone -q --bare src hub.git
      \(change)
      cd hub.git; policy init
      """, in: folder.path)
    #expect(answer.status == 64, "\(answer.text)")
    #expect(answer.errors.contains("a bare repository has no files"), "\(answer.errors)")
    #expect(folder.read(".policy.yml") == nil)
  }
}

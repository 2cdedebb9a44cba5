import TestSupport
import Testing

@testable import PolicyCore

/// The names that some file system takes for `.git`, as git refuses them.
@Suite struct GitFolderDifferenceTests {
  @Test("A part of a path is taken for git's folder where git takes no such path")
  func names() async throws {
    let repository = try await BareRepository([])
    let names = [
      ".git", ".GiT", ".git.", ".git. .", ".git:x", ".git ::$INDEX_ALLOCATION", "git~1", "GIT~1 ",
      "git~1:x", ".gi\u{200C}t", "\u{FEFF}.G\u{202E}it", ".git\u{206F}",
      "git", ".gits", ".git.x", "git~2", "git~1x", ".gi\u{200B}t", ".gït", "x.git", ".g",
    ]
    for name in names {
      let answer = try await Program.run(
        "git",
        [
          "-c", "core.protectHFS=true", "-c", "core.protectNTFS=true", "update-index", "--add",
          "--cacheinfo", "100644,e69de29bb2d1d6434b8b29ae775ad8c2e48c5391,\(name)/x",
        ], in: repository.path)
      #expect(GitFolder.isMeant(by: Array(name.utf8)) == (answer.status != 0), "\(name)")
    }
  }
}

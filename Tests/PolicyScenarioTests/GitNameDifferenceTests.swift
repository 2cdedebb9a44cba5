import TestSupport
import Testing

@testable import PolicyCore

/// The names that some file system takes for `.git` and `.gitmodules`, as git refuses them.
@Suite struct GitNameDifferenceTests {
  /// Whether git takes no such path, of a file or of a link.
  private static func isRefused(
    _ path: String, _ mode: String, in repository: BareRepository
  ) async throws -> Bool {
    let answer = try await Program.run(
      "git",
      [
        "-c", "core.protectHFS=true", "-c", "core.protectNTFS=true", "update-index", "--add",
        "--cacheinfo", "\(mode),e69de29bb2d1d6434b8b29ae775ad8c2e48c5391,\(path)",
      ], in: repository.path)
    return answer.status != 0
  }

  @Test("A part of a path is taken for git's folder where git takes no such path")
  func folder() async throws {
    let repository = try await BareRepository([])
    let names = [
      ".git", ".GiT", ".git.", ".git. .", ".git:x", ".git ::$INDEX_ALLOCATION", "git~1", "GIT~1 ",
      "git~1:x", ".gi\u{200C}t", "\u{FEFF}.G\u{202E}it", ".git\u{206F}",
      "git", ".gits", ".git.x", "git~2", "git~1x", ".gi\u{200B}t", ".gït", "x.git", ".g",
    ]
    for name in names {
      let isRefused = try await Self.isRefused("\(name)/x", "100644", in: repository)
      #expect(GitName.folder.isMeant(by: Array(name.utf8)) == isRefused, "\(name)")
    }
  }

  @Test("A name is taken for the list of submodules where git takes no link of it")
  func submodules() async throws {
    let repository = try await BareRepository([])
    let names = [
      ".gitmodules", ".gitModules", ".gitmodules .", ".GITMODULES::$DATA", "gitmod~1", "GITMOD~4.",
      "gi7eba~1", "GI7EB~10", "gi7e~123:x", "~1234567", ".git\u{200C}modules",
      "gitmodules", ".gitmodule", ".gitmodulesx", "gitmod~0", "gitmod~5", "gitmod~1x", "gi7eba~0",
      "gi7eb~1", "gi7ebax1", "gi7ebb~1", "gi7ebaa~1", "gi7eb~01", "gi7eb~1a", "~12345678",
    ]
    for name in names {
      let isRefused = try await Self.isRefused(name, "120000", in: repository)
      #expect(GitName.submodules.isMeant(by: Array(name.utf8)) == isRefused, "\(name)")
    }
  }
}

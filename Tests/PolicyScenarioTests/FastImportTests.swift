import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import PolicyScenario

@Suite struct FastImportTests {
  /// One drawing for each word of the language.
  static let drawings = [
    "A",
    "A; B after A; C after A; M after B, C; main at B; push main: B -> M",
    "A; B after A; C after A; D after A; O after B, C, D",
    "A; B; M after A, B; C after M reverts B",
    "A; B after A edits src/f, src.x, srcz; C after B edits src/g/h, \"odd \\\"na\\\\me\"",
    "A edits f; B after A edits f; C after A edits f; M after B, C edits f",
    "A; H after A; D after A; P after D like H; Q after D picks H; R after D picks H at x",
    "A; H after A; D after A; P after D like H picks H; X after P reverts H",
    "A; B after A; C after B; R after A tree of C; E after R empty",
    "A empty on day 3 says \"subject\\n\\nbody: ü\"",
    "A; B; X after A, B; Y after B, A; Z after X, Y",
  ]

  @Test("A drawn commit has the id that Git gives it", arguments: drawings)
  func ids(text: String) async throws {
    let drawing = try Drawing(text)
    let objects = try DrawnObjects(of: drawing)
    let repository = try await BareRepository(try FastImport(drawing).stream)
    #expect(
      objects.entries.indices.map { repository.marks[$0 + 1] }
        == objects.entries.map { $0.commit.id.hex })
  }
}

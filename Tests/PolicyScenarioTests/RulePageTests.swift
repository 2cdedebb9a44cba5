import PolicyCore
import PolicyScenario
import TestSupport
import Testing

@Suite struct RulePageTests {
  @Test("A rule's page is what its examples print", arguments: RuleCatalog.all.map { $0.guide.id })
  func drift(id: String) throws {
    let rule = try #require(RuleCatalog.all.first { $0.guide.id == id })
    try RecordedText(file: "docs/rules/\(id).md").expect(try page(for: rule))
  }

  @Test("The index lists every rule")
  func index() throws {
    try RecordedText(file: "docs/rules/README.md").expect(RulePage.index)
  }

  @Test("Each page belongs to a rule")
  func strays() throws {
    let pages = try SourceTree.files(in: "docs/rules").filter { $0 != "README.md" }
    #expect(pages == RuleCatalog.all.map { "\($0.guide.id).md" }.sorted())
  }
}

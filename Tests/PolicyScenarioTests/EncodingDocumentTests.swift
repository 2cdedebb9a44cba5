import TestSupport
import Testing

@testable import PolicyCore

/// What docs/commits.md says of encodings, held against what is read.
@Suite struct EncodingDocumentTests {
  private static func paragraph() throws -> String {
    let text = try SourceTree.text(of: "docs/commits.md").replacing("\n  ", with: " ")
    return String(try #require(text.split(separator: "\n").first { $0.contains("**Encodings**") }))
  }

  /// How many characters four bytes are that no encoding of one byte takes for less.
  private static func characters(_ encoding: String) -> Int {
    CommitText.characters(TextEncoding(Array(encoding.utf8)).utf8([0xB4, 0xC1, 0xBB, 0xFA])[...])
  }

  @Test("The encodings that are said to be read are, and no more")
  func read() throws {
    let isos = ["1", "2", "5", "7", "9", "15"].map { "ISO-8859-\($0)" }
    let windows = (1250...1254).map { "windows-\($0)" } + ["windows-1257"]
    #expect(
      try Self.paragraph().contains(
        "UTF-8, ISO-8859-1, -2, -5, -7, -9 and -15, KOI8 and windows-1250 to -1254 and -1257 are "
          + "read; of any other"))
    for name in isos.dropFirst() + windows + ["KOI8-R", "KOI8-U"] {
      guard case .singleByte = TextEncoding(Array(name.utf8)) else {
        Issue.record("'\(name)' is not read")
        continue
      }
    }
    for name in (1...16).map({ "ISO-8859-\($0)" }) + (1250...1258).map({ "windows-\($0)" })
    where !isos.contains(name) && !windows.contains(name) {
      guard case .bytes = TextEncoding(Array(name.utf8)) else {
        Issue.record("'\(name)' is read")
        continue
      }
    }
  }

  @Test("An encoding of several bytes a character is judged as bytes, as is said")
  func bytes() throws {
    let paragraph = try Self.paragraph()
    let list = paragraph.split(separator: "(").last?.prefix { $0 != ")" } ?? ""
    let names = list.replacing(" and all", with: ",").split(separator: ", ").dropLast().map(
      String.init)
    #expect(names.count == 6, "\(list)")
    for name in names { #expect(Self.characters(name) == 4, "\(name)") }
  }
}

import GitModel
import Testing

@testable import PolicyCore

@Suite("The texts of commits")
struct CommitTextTests {
  private static func text(_ message: [UInt8], _ encoding: String?) -> CommitText {
    let person = Signature(name: [0xE9], email: [], seconds: 0, offset: 0)
    return CommitText(
      Commit(
        id: .zero, tree: .zero, parents: [], author: person, committer: person, message: message,
        encoding: encoding.map { Array($0.utf8) }))
  }

  @Test(
    "A subject is read in the encoding that the commit declares",
    arguments: [
      ("ISO-8859-1", [0xE4, 0x80], "ä\u{80}"), ("latin1", [0xE4], "ä"),
      ("windows-1252", [0x80, 0x93, 0xE4, 0x81], "€“ä\u{81}"), ("CP1252", [0x9F], "Ÿ"),
      ("UTF-8", [0xC3, 0xA4], "ä"), (nil, [0xC3, 0xA4], "ä"), (nil, [0xE4, 0x41], "äA"),
      ("KOI8-R", [0xC3, 0xC4], "цд"), ("EUC-JP", [0xC3, 0xA4], "Ã¤"),
      ("utf8", [0x65, 0xCC, 0x81], "e\u{301}"),
    ] as [(String?, [UInt8], String)])
  func encodings(encoding: String?, bytes: [UInt8], subject: String) {
    let text = Self.text(bytes, encoding)
    #expect(text.subject.elementsEqual(subject.utf8))
    #expect(CommitText.characters(text.subject) == subject.count)
  }

  @Test("A name is read in the encoding of its commit, and what is no text by its bytes")
  func names() {
    #expect(Self.text([], "ISO-8859-1").authorName == Array("é".utf8))
    #expect(Self.text([], nil).authorName == Array("é".utf8))
  }

  @Test("Blank lines at the ends are no part of a message, and a carriage return none of a line")
  func lines() {
    let text = Self.text(Array("\n \nSell\r\n\r\nAll of it.  \n\n".utf8), nil)
    #expect(
      text.lines.map { String(decoding: text.message[$0], as: UTF8.self) } == [
        "Sell", "", "All of it.",
      ])
    #expect(Self.text(Array(" \n\n".utf8), nil).lines.isEmpty)
  }
}

import GitModel
import Testing

@testable import PolicyCore

/// The parts of the rules about what commits bring that no drawing shows.
@Suite struct ContentTests {
  @Test("Names in two Unicode forms are one; of names that are no text, the ASCII letters fold")
  func forms() throws {
    let commit = Brought.Commit(id: .zero, parents: [])
    func findings(_ names: [[UInt8]], added: [[UInt8]]? = nil) throws -> [String] {
      let entries = names.map { Array("100644 ".utf8) + $0 + [UInt8](repeating: 0, count: 21) }
      let tree = TreeObject(.zero, Array(entries.joined()))
      let folder = try NewFolder(path: [], added: added ?? names, tree: tree, parents: [])
      return try CaseCollision.flaws(in: folder, of: commit) { [] }.map(\.finding.message)
    }
    #expect(
      try findings([Array("é".utf8), Array("e\u{301}".utf8)])
        == ["'e\u{301}' and 'é' are one name but for its Unicode form"])
    #expect(try findings([[0xff], [0xfe], Array("a".utf8)]) == [])
    #expect(try findings([[0xff], [0xff, 0x41], [0xff, 0x61]]).count == 1)
    #expect(try findings([[0xff, 0x41], [0xfe, 0x61]]) == [])
    // Names of several lengths, one of them new, are one name all the same.
    for (old, new) in [
      ("\u{212A}", "k"), ("k", "\u{212A}"), ("strasse", "straße"), (";", "\u{37E}"),
    ] {
      let names = [Array("other".utf8), Array(old.utf8), Array(new.utf8)]
      #expect(try findings(names, added: [Array(new.utf8)]).count == 1, "\(old) and \(new)")
      #expect(try findings(names, added: [Array("other".utf8)]) == [])
    }
  }

  @Test(
    "A tag's object is read as git reads it",
    arguments: [
      ("object ID\ntype commit\ntag v1\ntagger x\n\nmessage\n", true, "message\n", false),
      ("object ID\ntype commit\ntag v1\n\nold\n", true, "old\n", false),
      (
        "object ID\ntype commit\ntag v1\ntagger x\n\nm\n-----BEGIN PGP SIGNATURE-----\n", true,
        "m\n-----BEGIN PGP SIGNATURE-----\n", true
      ),
      (
        "object ID\ntype commit\ntag v1\ntagger -----BEGIN PGP SIGNATURE-----\n\nm\n", true, "m\n",
        false
      ),
      ("object 12\ntype commit\ntag v1\n\nm\n", false, "", false),
      ("type commit\nobject ID\ntag v1\n\nm\n", false, "", false), ("", false, "", false),
    ])
  func tags(text: String, isTag: Bool, message: String, isSigned: Bool) throws {
    let id = String(repeating: "a1", count: 20)
    let tag = Tag(Array(text.replacing("ID", with: id).utf8))
    #expect((tag != nil) == isTag)
    guard let tag else { return }
    #expect(tag.target.hex == id && tag.name == Array("v1".utf8))
    #expect(String(decoding: tag.message, as: UTF8.self) == message && tag.isSigned == isSigned)
  }

  @Test(
    "A tag's date is its tagger's, and a signature the last that begins a line",
    arguments: [
      ("tagger A <a@b> 12 +0000\n\nm\n", 12 as Int64?, nil as String?),
      ("tagger A > B <a@b> 12 +0000\n\nm\n", 12, nil), ("\nm\n", nil, nil),
      ("tagger A <a@b>\n\nm\n", nil, nil), ("tagger A <a@b> x\n\nm\n", nil, nil),
      ("x y\n\ntagger A <a@b> 12 +0000\n", nil, nil),
      (
        "\nm\n-----BEGIN PGP SIGNATURE-----\nm\n-----BEGIN SSH SIGNATURE-----\nx\n-----END", nil,
        "-----BEGIN SSH SIGNATURE-----\nx\n-----END"
      ),
      ("\nm -----BEGIN SSH SIGNATURE-----\n", nil, nil),
      ("\n-----BEGIN SSH SIGNATURE-----", nil, "-----BEGIN SSH SIGNATURE-----"),
    ])
  func tagParts(text: String, madeAt: Int64?, signature: String?) throws {
    let head = "object \(String(repeating: "a1", count: 20))\ntype commit\ntag v1\n"
    let tag = try #require(Tag(Array((head + text).utf8)))
    #expect(tag.madeAt == madeAt)
    #expect(tag.signature == signature.map { Array($0.utf8) })
    #expect(tag.signedText + (tag.signature ?? []) == Array((head + text).utf8))
  }
}

import GitModel
import Testing

@testable import GitStore

@Suite struct CommitTextsTests {
  private static func id(_ digit: Character) throws -> ObjectID {
    try #require(ObjectID(hex: String(repeating: digit, count: 40)))
  }

  private static func bytes(of id: ObjectID, in texts: CommitTexts) throws -> [UInt8]? {
    try texts.text(of: id)?.withBytes { Array($0) }
  }

  @Test("A text is kept once, as long as there is room, and no larger one than a chunk")
  func room() throws {
    let texts = CommitTexts(most: 1 << 16)
    let ids = try "abcd".map(Self.id)
    for (number, id) in ids.enumerated() {
      let text = [UInt8](repeating: UInt8(number), count: 20_000)
      text.withUnsafeBytes { texts.keep($0, of: id) }
      // It may come from here, and takes no more room then.
      if number == 0 { try texts.text(of: id)?.withBytes { texts.keep($0, of: id) } }
    }
    for (number, id) in ids.enumerated() {
      let known = number < 3 ? [UInt8](repeating: UInt8(number), count: 20_000) : nil
      #expect(try Self.bytes(of: id, in: texts) == known)
    }
    let own = CommitTexts()
    [UInt8](repeating: 3, count: 1 << 17).withUnsafeBytes { own.keep($0, of: ids[0]) }
    #expect(try Self.bytes(of: ids[0], in: own) == nil)
  }
}

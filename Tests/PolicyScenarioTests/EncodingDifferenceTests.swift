import TestSupport
import Testing

@testable import PolicyCore

/// The encodings that commits declare, as iconv(1) reads them.
@Suite struct EncodingDifferenceTests {
  @Test(
    "Each byte is the character that iconv makes of it",
    arguments: [
      "ISO-8859-1", "ISO-8859-2", "ISO-8859-5", "ISO-8859-7", "ISO-8859-9", "ISO-8859-15",
      "KOI8-R", "KOI8-U", "CP1250", "CP1251", "CP1252", "CP1253", "CP1254", "CP1257",
    ])
  func bytes(name: String) async throws {
    let folder = try TemporaryFolder()
    let encoding = TextEncoding(Array(name.utf8))
    let text = (UInt8(0x80)...0xFF).flatMap { byte -> [UInt8] in [byte, 0x0A] }
    // What the encoding leaves out is left out.
    let told = try await Program.run(
      "iconv", ["-c", "-f", name, "-t", "UTF-8"], in: folder.path, input: text)
    let lines = told.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == 128, "\(told.errors)")
    for (byte, line) in zip(UInt8(0x80)...0xFF, lines) where !line.isEmpty {
      let ours = String(decoding: encoding.utf8([byte]), as: UTF8.self)
      #expect(ours.unicodeScalars.elementsEqual(line.unicodeScalars), "\(name) \(byte)")
    }
  }
}

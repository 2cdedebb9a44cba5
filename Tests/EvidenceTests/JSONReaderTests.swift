import Testing

@testable import Evidence

@Suite("JSON that evidence is read from")
struct JSONReaderTests {
  @Test(
    "What RFC 8259 allows is read as it was written",
    arguments: [
      ("null", JSON.null), (" [ ] ", .array([])), ("-0.10e+2", .number("-0.10e+2")),
      (#""\u00e9\n\ud83d\ude00""#, .string("é\n😀")), ("\"é\"", .string("é")),
      (
        #"{"a": [true, false], "b": {}}"#,
        .object([
          .init(name: "a", value: .array([.bool(true), .bool(false)])),
          .init(name: "b", value: .object([])),
        ])
      ),
    ])
  func reads(text: String, value: JSON) throws {
    #expect(try JSONReader.read(Array(text.utf8)) == value)
    #expect(try JSONReader.read(Array(value.line.utf8)) == value)
  }

  @Test(
    "All else is refused",
    arguments: [
      "", "{", "{}x", "{} {}", #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, "01", "1.", ".5", "+1",
      "1e", "NaN", "-", "tru", "'a'", "\"a", "\"\u{01}\"", #""\x""#, #""\u00g0""#, #""\u+123""#,
      #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, #""\u12"#, "[1,]", #"{"a":1,}"#, "{a:1}",
      #"{"a" 1}"#, "[1 2]", "\u{FEFF}{}", String(repeating: "[", count: 40),
      String(repeating: "{\"a\":", count: 100_000),
    ])
  func refuses(text: String) {
    #expect(throws: JSONError.self) { try JSONReader.read(Array(text.utf8)) }
  }

  @Test("Bytes that are no UTF-8 are refused")
  func bytes() {
    #expect(throws: JSONError.self) { try JSONReader.read([0x22, 0xff, 0x22]) }
  }

  @Test("Every prefix of a record is refused, and nothing crashes")
  func prefixes() throws {
    let line = RecordTests.record.line
    for count in 0..<line.count {
      #expect(throws: RecordError.self) { try CheckRecord(line: Array(line.prefix(count))) }
    }
  }

  @Test("What cannot be seen is written in ASCII")
  func ascii() {
    #expect(JSON.string("a\"\\\u{1B}é😀::\n").line == #""a\"\\\u001b\u00e9\ud83d\ude00::\u000a""#)
  }
}

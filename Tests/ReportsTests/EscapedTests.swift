import Reports
import Testing

@Suite("Escaping")
struct EscapedTests {
  @Test(
    "What a reader cannot see is shown as what it is",
    arguments: [
      ("plain äöü 漢字 🙂", "plain äöü 漢字 🙂"), ("a\nb\tc\rd", #"a\nb\tc\rd"#),
      ("\u{1b}[31m", #"\x1b[31m"#), ("\u{9b}31m\u{7f}", #"\u009b31m\x7f"#),
      ("\u{202e}abc\u{2069}", #"\u202eabc\u2069"#), ("a\u{200b}b\u{feff}", #"a\u200bb\ufeff"#),
      ("\u{2028}\u{ad}\u{fffe}\u{fff9}", #"\u2028\u00ad\ufffe\ufff9"#),
      ("\u{e0041}", #"\U000e0041"#),
      ("##[error]x", #"#\x23[error]x"#), ("\r\n", #"\r\n"#), ("C:\\x", #"C:\x"#),
    ])
  func text(_ raw: String, _ shown: String) {
    #expect(Escaped.text(raw) == shown)
    #expect(Escaped.text(shown) == shown)
  }

  @Test(
    "Bytes that are not UTF-8 are shown as bytes",
    arguments: [
      ([0x61, 0xff, 0x62], #"a\xffb"#), ([0xc3], #"\xc3"#), ([0xc3, 0xa4], "ä"),
      ([0xe2, 0x82, 0x41], #"\xe2\x82A"#), ([0xed, 0xa0, 0x80], #"\xed\xa0\x80"#),
      ([0xf0, 0x9f, 0x99], #"\xf0\x9f\x99"#), ([0xc0, 0xaf], #"\xc0\xaf"#), ([], ""),
    ] as [([UInt8], String)])
  func bytes(_ raw: [UInt8], _ shown: String) {
    #expect(Escaped.utf8(raw) == shown)
    #expect(Escaped.text(raw) == shown)
  }

  @Test("A workflow command's data and properties keep their syntax to themselves")
  func workflow() {
    #expect(Escaped.workflowData("50%\r\nnext, a:b") == "50%25%0D%0Anext, a:b")
    #expect(Escaped.workflowProperty("50%\r\na:b,c") == "50%25%0D%0Aa%3Ab%2Cc")
  }

  @Test("XML holds neither markup nor characters that XML 1.0 lacks")
  func xml() {
    #expect(
      Escaped.xml("<a b='c'>&\"\u{1}\u{ffff}") == #"&lt;a b=&apos;c&apos;&gt;&amp;&quot;\x01\uffff"#
    )
  }

  @Test("Markdown makes nothing of text")
  func markdown() {
    #expect(Escaped.markdown("a|b`c`<d> *e*") == "a&#124;b&#96;c&#96;&#60;d&#62; &#42;e&#42;")
    #expect(Escaped.markdown("@me #1") == "&#64;&#8203;me &#35;&#8203;1")
    #expect(Escaped.markdownCode("a@b\n") == "<code>a&#64;b&#92;n</code>")
  }

  @Test("A path is a URI of its bytes")
  func uri() {
    #expect(Escaped.uri(Array("a b/ä%:?#".utf8) + [0xff]) == "a%20b/%C3%A4%25%3A%3F%23%FF")
  }
}

import Testing

@testable import PolicyCore

@Suite("The keys of checkers")
struct CheckerTests {
  private static let ssh =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  private static let print = "0123 4567 89AB CDEF 0123  4567 89ab cdef 0123 4567"

  @Test("A key is read with or without its comment, a fingerprint with or without blanks")
  func reads() throws {
    let key = try #require(CheckerKey(Self.ssh))
    #expect(CheckerKey(Self.ssh + " somebody@host two words") == key)
    #expect(key.text == Self.ssh)
    let print = try #require(CheckerKey(Self.print))
    #expect(print == .openPGP(fingerprint: "0123456789ABCDEF0123456789ABCDEF01234567"))
    #expect(CheckerKey(print.text) == print)
    #expect(CheckerKey(String(repeating: "a", count: 64)) != nil)
  }

  @Test(
    "What somebody else could make a key for is none",
    arguments: [
      "", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-ed25519 !!!!", "89ABCDEF", "0123456789ABCDEF",
      "0x0123456789ABCDEF0123456789ABCDEF01234567", "ssh-dss AAAAB3NzaC1kc3M=",
      "cert-authority \(ssh)", "ssh-rsa \(ssh.dropFirst(12))", "\(ssh)\nssh-rsa x", "*",
      String(repeating: "g", count: 40), String(repeating: "a", count: 39),
    ])
  func refuses(text: String) { #expect(CheckerKey(text) == nil) }

  @Test("Base64 goes there and back, and there is one way to write it")
  func base64() {
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 5) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
    #expect(Base64.encode(Array("foobar".utf8)) == "Zm9vYmFy")
    #expect(Base64.encode(Array("foob".utf8)) == "Zm9vYg==")
    for text in ["Zg=", "Zg", "Zh==", "Zm9=", "=", "====", "Z===", "Zm9v\n", "Zm-v", "Zg==Zg=="] {
      #expect(Base64.decode(text) == nil, "\(text)")
    }
  }
}

/// An annotated tag, as its object says it.
///
/// Source: git-mktag(1), gitformat-signature(5).
public struct Tag: Hashable, Sendable {
  /// What it is for: a commit mostly, maybe another tag.
  public let target: ObjectID
  /// The name that it was made for, as bytes; the ref may have another.
  public let name: [UInt8]
  /// Everything behind the headers, a signature included.
  public let message: [UInt8]
  /// The signature that stands at its end; `nil` where there is none.
  public let signature: [UInt8]?
  /// What the signature is made over.
  public let signedText: [UInt8]
  /// When it was made, in seconds since 1970; `nil` where it does not say, as old tags do not.
  public let madeAt: Int64?

  /// A tag from its object's bytes; `nil` where they are none.
  public init?(_ bytes: [UInt8]) {
    let lines = bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    guard lines.count == 4, let target = Self.value("object", lines[0]),
      let id = ObjectID(hexBytes: target), Self.value("type", lines[1]) != nil,
      let name = Self.value("tag", lines[2])
    else { return nil }
    (self.target, self.name) = (id, name)
    // Old tags have no tagger; the message stands behind the first empty line.
    var (rest, previous) = (lines[3], UInt8(ascii: "\n"))
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\n"), previous == byte { break }
      previous = byte
    }
    message = Array(rest)
    let headers = lines[3].dropLast(rest.count)
    madeAt = Self.tagger(in: headers)
    let start = Self.startOfSignature(in: bytes)
    signature = start.map { Array(bytes[$0...]) }
    signedText = Self.withoutSignatureHeaders(bytes[..<(start ?? bytes.endIndex)])
  }

  private static func value(_ key: String, _ line: ArraySlice<UInt8>) -> [UInt8]? {
    line.starts(with: "\(key) ".utf8) ? Array(line.dropFirst(key.utf8.count + 1)) : nil
  }

  /// Whether nothing stands behind the signature that nobody signed.
  public var endsWithSignature: Bool {
    let lines = signature?.split(separator: UInt8(ascii: "\n")).map { line in
      line.last == 0x0D ? line.dropLast() : line
    }
    let last = lines?.last { !$0.isEmpty }
    return last?.starts(with: "-----END ".utf8) ?? false
  }

  /// Where the last line stands that opens a signature: `parse_signed_buffer` in git's gpg-interface.c.
  private static func startOfSignature(in bytes: [UInt8]) -> Int? {
    var (place, found): (Int, Int?) = (0, nil)
    while place < bytes.count {
      let line = bytes[place...]
      if openings.contains(where: { line.starts(with: $0.utf8) }) { found = place }
      place = (line.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex - 1) + 1
    }
    return found
  }

  /// The text without the headers that hold signatures of the tag under another hash:
  /// `remove_signature` in git's commit.c.
  private static func withoutSignatureHeaders(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var (kept, rest, isSignature) = ([UInt8](), text, false)
    while let first = rest.first, first != UInt8(ascii: "\n") {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
      let line = rest[..<end]
      isSignature =
        isSignature && first == UInt8(ascii: " ")
        || ["gpgsig ", "gpgsig-sha256 "].contains { line.starts(with: $0.utf8) }
      if !isSignature { kept += line }
      rest = rest[end...]
    }
    return kept + rest
  }

  /// The seconds in the header `tagger NAME <EMAIL> SECONDS ZONE`.
  private static func tagger(in headers: ArraySlice<UInt8>) -> Int64? {
    let line = headers.split(separator: UInt8(ascii: "\n")).first {
      $0.starts(with: "tagger ".utf8)
    }
    guard let line, let close = line.lastIndex(of: UInt8(ascii: ">")) else { return nil }
    let words = line[(close + 1)...].split(separator: UInt8(ascii: " "))
    return words.first.flatMap { Int64(String(decoding: $0, as: UTF8.self)) }
  }

  /// Whether a signature stands at the end: present, not proven to be anybody's.
  public var isSigned: Bool { signature != nil }

  /// How the line begins that opens the signature; `nil` where there is none.
  public var signatureOpening: String? {
    signature.flatMap { signature in Self.openings.first { signature.starts(with: $0.utf8) } }
  }

  /// How signatures begin: git's gpg-interface.c.
  private static let openings = [
    "-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----",
    "-----BEGIN SSH SIGNATURE-----", "-----BEGIN SIGNED MESSAGE-----",
  ]
}

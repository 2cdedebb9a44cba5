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
  }

  private static func value(_ key: String, _ line: ArraySlice<UInt8>) -> [UInt8]? {
    line.starts(with: "\(key) ".utf8) ? Array(line.dropFirst(key.utf8.count + 1)) : nil
  }

  /// Whether a signature stands at the end: present, not proven to be anybody's.
  public var isSigned: Bool {
    message.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).contains {
      line in
      Self.openings.contains { line.starts(with: $0.utf8) }
    }
  }

  /// How signatures begin: git's gpg-interface.c.
  private static let openings = [
    "-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----",
    "-----BEGIN SSH SIGNATURE-----", "-----BEGIN SIGNED MESSAGE-----",
  ]
}

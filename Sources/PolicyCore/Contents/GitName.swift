/// A name that git gives a meaning, by all that some file system takes for it.
///
/// Source: `is_ntfs_dotgit` and `is_ntfs_dotgitmodules` in git's path.c, `is_hfs_dotgit` and
/// `is_hfs_dotgitmodules` in its utf8.c.
struct GitName {
  /// The folder that git keeps for itself: no tree holds such a name.
  static let folder = GitName(name: ".git", short: ["git~1"])

  /// The list of submodules.
  static let submodules = GitName(
    name: ".gitmodules", short: (1...4).map { "gitmod~\($0)" }, hashed: "gi7eba")

  /// What NTFS calls it, with its short names, in front of what it leaves out.
  private let names: [[UInt8]]
  /// How its short names begin where NTFS has given the others away; empty where it has none of these.
  private let hashed: [UInt8]

  private init(name: String, short: [String], hashed: String = "") {
    names = ([name] + short).map { Array($0.utf8) }
    self.hashed = Array(hashed.utf8)
  }

  /// What HFS+ leaves out of a name.
  private static let ignored: [ClosedRange<UInt32>] = [
    0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF...0xFEFF,
  ]

  /// Whether a part of a path is one of the names.
  func isMeant(by part: some Collection<UInt8>) -> Bool {
    let folded = part.lowercasedASCII
    // NTFS leaves out dots and spaces at the end, and a ':' begins the name of a stream in the file.
    if let count = stem(of: folded) {
      let rest = folded.dropFirst(count).prefix { $0 != UInt8(ascii: ":") }
      if rest.allSatisfy({ " .".utf8.contains($0) }) { return true }
    }
    guard let text = String(validating: folded, as: UTF8.self) else { return false }
    let seen = text.unicodeScalars.filter { scalar in
      !Self.ignored.contains { $0.contains(scalar.value) }
    }
    return Array(String(seen).utf8) == names[0]
  }

  /// How much at the beginning of a name is one of those on NTFS. Where short ones are given away, it makes
  /// one of a hash: eight letters, of which a number behind the '~' takes as many as it needs.
  private func stem(of folded: [UInt8]) -> Int? {
    if let name = names.first(where: { folded.starts(with: $0) }) { return name.count }
    let short = folded.prefix(8)
    guard !hashed.isEmpty, short.count == 8, let tilde = short.firstIndex(of: UInt8(ascii: "~")),
      hashed.starts(with: short[..<tilde])
    else { return nil }
    let number = short[(tilde + 1)...]
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return number.first != digits.lowerBound && number.allSatisfy(digits.contains) ? 8 : nil
  }
}

/// The folder that git keeps for itself, by all the names that some file system takes for it: no tree holds
/// such a name.
///
/// Source: `is_ntfs_dotgit` in git's path.c, `is_hfs_dotgit` in its utf8.c.
enum GitFolder {
  /// What NTFS calls it, with its short name, in front of what it leaves out.
  private static let names = [".git", "git~1"].map { Array($0.utf8) }

  /// What HFS+ leaves out of a name.
  private static let ignored: [ClosedRange<UInt32>] = [
    0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF...0xFEFF,
  ]

  /// Whether a part of a path is one of the names.
  static func isMeant(by part: some Collection<UInt8>) -> Bool {
    let folded = part.lowercasedASCII
    // NTFS leaves out dots and spaces at the end, and a ':' begins the name of a stream in the file.
    if let name = names.first(where: { folded.starts(with: $0) }) {
      let rest = folded.dropFirst(name.count).prefix { $0 != UInt8(ascii: ":") }
      if rest.allSatisfy({ " .".utf8.contains($0) }) { return true }
    }
    guard let text = String(validating: folded, as: UTF8.self) else { return false }
    let seen = text.unicodeScalars.filter { scalar in
      !ignored.contains { $0.contains(scalar.value) }
    }
    return seen.elementsEqual(".git".unicodeScalars)
  }
}

/// The line by which a commit tells which rule it was made without: `Policy-Skip: RULE: REASON`.
public struct SkipTrailer: Hashable, Sendable {
  static let key = "Policy-Skip"

  /// Everything behind the key, as bytes.
  public let text: [UInt8]

  /// The lines of a commit's message that have the form of one, wherever they stand.
  public static func all(in message: [UInt8]) -> [SkipTrailer] {
    let opening = Array("\(key):".utf8)
    return message.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard line.starts(with: opening) else { return nil }
      let text = line.dropFirst(opening.count).drop { $0 == UInt8(ascii: " ") }
      return text.isEmpty ? nil : SkipTrailer(text: Array(text))
    }
  }
}

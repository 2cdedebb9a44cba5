public import GitModel

/// What a commit says, in UTF-8, whatever its encoding.
public struct CommitText {
  /// The commit.
  public let commit: Commit
  /// The message without blank lines at its ends.
  let message: [UInt8]
  /// The message's lines, each a range of it.
  let lines: [Range<Int>]
  private let encoding: TextEncoding

  /// Reads a commit's text.
  public init(_ commit: Commit) {
    self.commit = commit
    encoding = TextEncoding(commit.encoding)
    let whole = encoding.utf8(commit.message)
    let newline = UInt8(ascii: "\n")
    // Blank lines before the message are no part of it: git-log(1), `%s`.
    let start = whole.firstIndex { !$0.isBlank } ?? whole.endIndex
    let end = whole.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? start
    let opening = whole[..<start].lastIndex(of: newline).map { $0 + 1 } ?? 0
    message = start < end ? Array(whole[opening..<end]) : []
    var (lines, place): ([Range<Int>], Int) = ([], 0)
    message.withUnsafeBufferPointer { message in
      while place < message.count {
        let next = message[place...].firstIndex(of: newline) ?? message.count
        // Who writes on Windows may leave a carriage return.
        let isCarried = next > place && message[next - 1] == 0x0D
        lines.append(place..<(isCarried ? next - 1 : next))
        place = next + 1
      }
    }
    self.lines = lines
  }

  /// The first line.
  var subject: ArraySlice<UInt8> { lines.first.map { message[$0] } ?? [] }

  /// The author's name.
  var authorName: [UInt8] { encoding.utf8(commit.author.name) }
  /// The author's address.
  var authorEmail: [UInt8] { encoding.utf8(commit.author.email) }
  /// The committer's name.
  var committerName: [UInt8] { encoding.utf8(commit.committer.name) }
  /// The committer's address.
  var committerEmail: [UInt8] { encoding.utf8(commit.committer.email) }

  /// The trailers in their order.
  var trailers: [Trailer] { TrailerBlock(message).trailers }

  /// How many characters people see in a line.
  static func characters(_ line: ArraySlice<UInt8>) -> Int {
    line.isASCII ? line.count : String(decoding: line, as: UTF8.self).count
  }
}

extension UInt8 {
  /// Whether it is white space to Git: no vertical tab and no form feed (git-compat-util.h, `isspace`).
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }

  /// Whether it is an ASCII letter or digit.
  var isWord: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }

  /// The byte of an ASCII letter in lower case.
  var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}

extension ArraySlice<UInt8> {
  /// Whether no byte is above 0x7F, eight of them at a time.
  var isASCII: Bool {
    withUnsafeBytes { bytes in
      let end = bytes.count & ~7
      var all: UInt64 = 0
      for place in stride(from: 0, to: end, by: 8) {
        all |= bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      }
      return all & 0x8080_8080_8080_8080 == 0 && bytes[end...].allSatisfy { $0 < 0x80 }
    }
  }

  /// Where the first of some bytes stand that are these, one after the other.
  func firstPlace(of bytes: [UInt8]) -> Int? {
    guard count >= bytes.count else { return nil }
    return (startIndex...(endIndex - bytes.count)).first { self[$0...].starts(with: bytes) }
  }
}

extension Collection<UInt8> {
  /// The bytes without white space at either end.
  var trimmedBlanks: SubSequence {
    var rest = self[...]
    while let first = rest.first, first.isBlank { rest = rest.dropFirst() }
    while let last = rest.suffix(1).first, last.isBlank { rest = rest.dropLast() }
    return rest
  }

  /// The text with ASCII letters in lower case.
  var lowercasedASCII: [UInt8] { map(\.lowercasedASCII) }

  /// Whether a text is the same but for the case of ASCII letters: how addresses and trailers' keys are
  /// compared.
  func equalsInAnyCase(_ other: some Collection<UInt8>) -> Bool {
    count == other.count
      && zip(self, other).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
  }

  /// The bytes as text, for a message.
  var shown: String { String(decoding: self, as: UTF8.self) }
}

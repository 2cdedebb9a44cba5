/// The trailers of a message: git-interpret-trailers(1).
enum Trailers {
  /// The values of a trailer in the last paragraph of a message, in their order. The paragraph counts
  /// where every line of it is a trailer, or goes on with one; what a body quotes does not.
  static func values(of key: String, in message: [UInt8]) -> [String] {
    // By bytes: to Swift, a carriage return and a newline are one character.
    var lines = message.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0.last == 0x0d ? $0.dropLast() : $0, as: UTF8.self) }
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    guard let blank = lines.lastIndex(where: { $0.allSatisfy(\.isWhitespace) }) else { return [] }
    var trailers: [(key: String, value: String)] = []
    for line in lines[(blank + 1)...] {
      if line.first?.isWhitespace == true, let last = trailers.indices.last {
        trailers[last].value += " " + line.drop(while: \.isWhitespace)
      } else if let colon = line.firstIndex(of: ":"), Self.isToken(line[..<colon]) {
        trailers.append((String(line[..<colon]), String(line[line.index(after: colon)...])))
      } else {
        return []
      }
    }
    return trailers.filter { $0.key.lowercased() == key.lowercased() }.map(\.value)
  }

  private static func isToken(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
          || (0x61...0x7a).contains(byte | 0x20)
      }
  }
}

/// The characters of a YAML file, checked before any parser sees them.
struct SourceText {
  let file: String
  private(set) var scalars: [Unicode.Scalar]
  /// Behind the last character.
  private(set) var end: Place

  static let highestSize = 1 << 20

  /// Decodes a file. Throws where it is too large, is not UTF-8, or holds what does not belong.
  init(_ bytes: [UInt8], file: String) throws(PolicyFileError) {
    self.file = file
    scalars = []
    end = Place(file: file)
    guard bytes.count <= Self.highestSize else {
      throw PolicyFileError(
        "the file has \(bytes.count) bytes, more than 1 MiB", at: Place(file: file),
        help: "split it, or move lists of known violations into a baseline file")
    }
    var decoder = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    scalars.reserveCapacity(bytes.count)
    decoding: while true {
      switch decoder.parseScalar(from: &rest) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        try Self.check(scalar, at: end, after: scalars.last)
        Self.advance(&end, over: scalar, after: scalars.last)
        scalars.append(scalar)
      case .error:
        throw PolicyFileError("the file is not UTF-8", at: end, help: "save it as UTF-8")
      case .emptyInput: break decoding
      }
    }
  }

  /// libyaml follows YAML 1.1, where U+0085, U+2028 and U+2029 end a line, a comment's too; editors
  /// show them otherwise. What a reader does not see as a line must not be one.
  private static func check(
    _ scalar: Unicode.Scalar, at place: Place, after previous: Unicode.Scalar?
  ) throws(PolicyFileError) {
    let name = "U+" + String(repeating: "0", count: max(0, 4 - scalar.hex.count)) + scalar.hex
    switch scalar.value {
    case 0xFEFF where previous == nil:
      throw PolicyFileError(
        "the file begins with a byte order mark", at: place, help: "save it as UTF-8 without one")
    case 0x09, 0x0A, 0x0D: return
    case 0..<0x20, 0x7F..<0xA0, 0xFEFF, 0xFFFE, 0xFFFF:
      throw PolicyFileError(
        "the control character \(name) stands in the file", at: place, help: "remove it")
    default:
      guard scalar.isDeceptive else { return }
      throw PolicyFileError(
        "the character \(name) shows readers another text than it is", at: place,
        help: "remove it, or write it as \"\\u\(name.dropFirst(2))\"")
    }
  }

  private static func advance(
    _ place: inout Place, over scalar: Unicode.Scalar, after previous: Unicode.Scalar?
  ) {
    if scalar == "\n", previous == "\r" { return }
    if scalar == "\n" || scalar == "\r" {
      (place.line, place.column) = (place.line + 1, 1)
    } else {
      place.column += 1
    }
  }

  /// Where a place is among the characters.
  func offset(of wanted: (line: Int, column: Int)) -> Int? {
    var place = Place(file: file)
    var previous: Unicode.Scalar?
    for (offset, scalar) in scalars.enumerated() {
      if (place.line, place.column) == wanted { return offset }
      Self.advance(&place, over: scalar, after: previous)
      previous = scalar
    }
    return nil
  }

  /// The first private-use characters that the file does not use, to stand in for others.
  func unused(_ count: Int) -> [Unicode.Scalar] {
    let used = Set(scalars.lazy.map(\.value).filter { (0xE000...0xF8FF).contains($0) }).union(
      escaped)
    return Array(
      (0xE000...0xF8FF).lazy.filter { !used.contains($0) }.compactMap(Unicode.Scalar.init)
        .prefix(count))
  }

  /// The characters that may be written as escapes, `\uE000` or `\U0000E000`.
  private var escaped: Set<UInt32> {
    var found: Set<UInt32> = []
    for (offset, scalar) in scalars.enumerated() where scalar == "\\" && offset + 1 < scalars.count
    {
      let length = scalars[offset + 1] == "u" ? 4 : scalars[offset + 1] == "U" ? 8 : 0
      let digits = scalars.dropFirst(offset + 2).prefix(length).map(String.init).joined()
      if length > 0, let value = UInt32(digits, radix: 16) { found.insert(value) }
    }
    return found
  }

  mutating func replace(at offset: Int, with scalar: Unicode.Scalar) { scalars[offset] = scalar }

  var string: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}

extension Unicode.Scalar {
  fileprivate var hex: String { String(value, radix: 16, uppercase: true) }
}

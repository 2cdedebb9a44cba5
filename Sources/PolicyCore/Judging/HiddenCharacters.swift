extension Unicode.Scalar {
  /// Whether a reader cannot see the character, or sees others in the wrong place because of it.
  public var isHidden: Bool {
    if isASCII { return value < 0x20 || value == 0x7f }
    let isNoncharacter = value & 0xfffe == 0xfffe || (0xfdd0...0xfdef).contains(value)
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return isNoncharacter || properties.isDefaultIgnorableCodePoint
    }
  }
}

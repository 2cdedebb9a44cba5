extension StringProtocol {
  /// The text without white space at its ends.
  package var trimmed: String {
    var rest = unicodeScalars[...]
    while let first = rest.first, first.properties.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.properties.isWhitespace { rest = rest.dropLast() }
    return String(String.UnicodeScalarView(rest))
  }
}

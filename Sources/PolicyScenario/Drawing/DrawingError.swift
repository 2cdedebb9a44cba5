/// Why a text is no drawing, with the place.
public struct DrawingError: Error, Equatable, Sendable {
  /// Where in the text: both count from 1.
  public struct Place: Hashable, Sendable {
    /// The line.
    public let line: Int
    /// The character in the line.
    public let column: Int
  }

  /// Where in the text.
  public let place: Place
  /// What is wrong: lower case, present tense, no period at the end.
  public let message: String

  init(_ message: String, at place: Place) { (self.message, self.place) = (message, place) }
}

extension DrawingError: CustomStringConvertible {
  /// The place and the message, as compilers write them.
  public var description: String { "\(place.line):\(place.column): \(message)" }
}

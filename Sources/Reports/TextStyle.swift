/// How text for people looks.
public struct TextStyle: Sendable, Equatable {
  /// Whether words are coloured.
  public var colour: Bool
  /// The columns there are; `nil` where lines are not broken.
  public var width: Int?

  /// Colour or none, and lines of this width.
  public init(colour: Bool, width: Int? = nil) { (self.colour, self.width) = (colour, width) }

  /// No colour, lines as long as they are.
  public static let plain = TextStyle(colour: false)

  /// What is said, as Select Graphic Rendition tells it to a terminal (ECMA-48, 8.3.117).
  enum Voice: String {
    case bad = "1;31"
    case doubtful = "1;35"
    case warning = "1;33"
    case good = "1;32"
    case quiet = "2"
    case help = "36"
  }

  func paint(_ text: String, _ voice: Voice) -> String {
    colour ? "\u{1b}[\(voice.rawValue)m\(text)\u{1b}[0m" : text
  }
}

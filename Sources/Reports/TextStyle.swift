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

  /// The text in lines of the style's width, all but the first indented. A word is never broken.
  func wrap(_ text: String, after prefix: Int, indent: Int) -> String {
    guard let width, width > indent + 20 else { return text }
    var result = ""
    var column = prefix
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let length = word.columns
      // GitHub's runner takes a line that begins with '::' for a command, indented or not.
      let mayLead = !word.isEmpty && !word.hasPrefix("::")
      if !result.isEmpty, mayLead, column + 1 + length > width {
        result += "\n" + String(repeating: " ", count: indent)
        column = indent
      } else if !result.isEmpty {
        result += " "
        column += 1
      }
      result += word
      column += length
    }
    return result
  }
}

public import PolicyCore

/// A badge that shows a health score, drawn as shields.io draws its flat ones.
public struct HealthBadge {
  private let label = "health"
  private let message: String
  private let colour: (name: String, code: String)

  /// The badge of a health.
  public init(_ health: Health) {
    let words = health.status.rawValue.replacing("_", with: " ")
    message = health.score.map { "\($0) \(words)" } ?? words
    colour =
      switch health.status {
      case .healthy: ("brightgreen", "#4c1")
      case .needsAttention: ("yellow", "#dfb317")
      case .critical: ("red", "#e05d44")
      case .unknown: ("lightgrey", "#9f9f9f")
      }
  }

  /// The document for shields.io's endpoint badge (shields.io/badges/endpoint-badge), with a newline at
  /// the end.
  public var endpoint: String {
    JSONValue.object([
      ("schemaVersion", .int(1)), ("label", .string(label)), ("message", .string(message)),
      ("color", .string(colour.name)),
    ]).text
  }

  /// The picture.
  public var svg: String {
    let (left, right) = (Self.width(of: label), Self.width(of: message))
    let (label, message) = (Escaped.xml(label), Escaped.xml(message))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(left + right)" height="20" role="img" \
      aria-label="\(label): \(message)">
        <title>\(label): \(message)</title>
        <clipPath id="r"><rect width="\(left + right)" height="20" rx="3" fill="#fff"/></clipPath>
        <g clip-path="url(#r)">
          <rect width="\(left)" height="20" fill="#555"/>
          <rect x="\(left)" width="\(right)" height="20" fill="\(colour.code)"/>
        </g>
        <g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" \
      font-size="11">
          <text x="\(left / 2)" y="14">\(label)</text>
          <text x="\(left + right / 2)" y="14">\(message)</text>
        </g>
      </svg>

      """
  }

  /// How wide a text is in Verdana 11, with its margin: seven pixels a letter is a little too much.
  private static func width(of text: String) -> Int { 7 * text.unicodeScalars.count + 10 }
}

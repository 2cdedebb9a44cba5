internal import FoundationEssentials

/// Moments as GitHub writes them: `2026-01-05T12:00:00Z`, the seconds since 1970 with us.
enum Moment {
  /// The text for a moment.
  static func text(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
  }

  /// The moment that a text names; `nil` where it names none.
  static func seconds(_ text: String) -> Int64? {
    do {
      return Int64(exactly: try Date(text, strategy: .iso8601).timeIntervalSince1970)
    } catch {
      return nil
    }
  }
}

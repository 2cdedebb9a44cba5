/// The few words that several rules say.
public enum Words {
  /// `1 commit`, `2 commits`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A span of seconds in its largest whole unit: `45 days`, `4 hours`.
  static func span(_ seconds: Int64) -> String {
    let units: [(Int64, String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
    for (unit, name) in units where seconds >= unit {
      return count(Int(clamping: seconds / unit), name)
    }
    return count(Int(clamping: seconds), "second")
  }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ items: [String], _ conjunction: String = "and") -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "nothing" }
    return "\(items.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
  }
}

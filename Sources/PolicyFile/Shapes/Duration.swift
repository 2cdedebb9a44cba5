/// A span of time as a policy writes it: `7d`, `4h 30m`, `2w`, `90s`.
enum Duration {
  static let pattern = "^[0-9]{1,6}[wdhms]( ?[0-9]{1,6}[wdhms])*$"
  static let help = "write weeks, days, hours, minutes and seconds: 2w, 7d, 4h 30m, 90s"

  private static let units: [Character: Int64] = [
    "w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1,
  ]

  /// The seconds; `nil` where the text is no span of time, or names a unit twice.
  static func seconds(_ text: String) -> Int64? {
    var total: Int64 = 0
    var digits = ""
    var seen: Set<Character> = []
    for character in text where character != " " {
      if let unit = units[character] {
        guard let number = Int64(digits), seen.insert(character).inserted else { return nil }
        total += number * unit
        digits = ""
      } else {
        digits.append(character)
      }
    }
    return digits.isEmpty && !seen.isEmpty ? total : nil
  }
}

/// A size as a policy writes it: `100MB`, `512KiB`.
enum ByteSize {
  static let pattern = "^[0-9]{1,9} ?(B|KB|MB|GB|KiB|MiB|GiB)$"
  static let help = "write bytes with a unit: 500B, 100MB, 1GiB"

  private static let units: [String: Int64] = [
    "B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000,
    "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30,
  ]

  /// The bytes; `nil` where the text is no size.
  static func bytes(_ text: String) -> Int64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    guard let number = Int64(digits), let factor = units[String(unit)] else { return nil }
    return number * factor
  }
}

/// Seconds since 1970 as RFC 3339 writes them: `2026-01-31T12:00:00Z`.
public enum Timestamp {
  /// The seconds since 1970, a fraction of the last one left out; `nil` where the text is no moment with
  /// its offset from UTC, or no day of the calendar: RFC 3339, section 5.6.
  public static func seconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard hasForm("0000-00-00T00:00:00", bytes.prefix(19)),
      let offset = offset(bytes.dropFirst(19))
    else { return nil }
    func number(_ range: Range<Int>) -> Int64 { Self.number(bytes[range]) }
    let seconds =
      days(number(0..<4), number(5..<7), number(8..<10)) * 86_400 + number(11..<13) * 3_600
      + number(14..<16) * 60 + number(17..<19)
    // The 30th of February becomes another day, and the 25th hour another hour.
    guard Self.text(seconds).utf8.dropLast().elementsEqual(bytes.prefix(19)) else { return nil }
    return seconds - offset
  }

  /// How many seconds ahead of UTC a moment is told that ends like this: `Z`, `.350+02:00`.
  private static func offset(_ end: ArraySlice<UInt8>) -> Int64? {
    var zone = end
    if zone.first == UInt8(ascii: ".") {
      zone = zone.dropFirst()
      let fraction = zone.prefix(while: isDigit)
      guard !fraction.isEmpty else { return nil }
      zone = zone.dropFirst(fraction.count)
    }
    if zone.elementsEqual("Z".utf8) { return 0 }
    let time = zone.dropFirst()
    guard hasForm("00:00", time) else { return nil }
    let (hours, minutes) = (number(time.prefix(2)), number(time.suffix(2)))
    guard hours < 24, minutes < 60 else { return nil }
    let seconds = hours * 3_600 + minutes * 60
    switch zone.first {
    case UInt8(ascii: "+"): return seconds
    case UInt8(ascii: "-"): return -seconds
    default: return nil
    }
  }

  /// Whether bytes are this text with any digits for the zeros.
  private static func hasForm(_ form: String, _ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == form.utf8.count
      && zip(bytes, form.utf8).allSatisfy { $1 == UInt8(ascii: "0") ? isDigit($0) : $0 == $1 }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64 {
    digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The day in UTC, `2026-01-31`, between the years 0 and 9999; beyond, the nearest of them.
  public static func day(_ seconds: Int64) -> String { String(text(seconds).prefix(10)) }

  /// The text of a second between the years 0 and 9999; beyond, the nearest of them.
  public static func text(_ seconds: Int64) -> String {
    let seconds = min(max(seconds, -62_167_219_200), 253_402_300_799)
    let (days, rest) = (
      (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400,
      (seconds % 86_400 + 86_400) % 86_400
    )
    let (year, month, day) = date(days)
    return "\(padded(year, 4))-\(padded(month))-\(padded(day))"
      + "T\(padded(rest / 3_600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
  }

  private static func padded(_ number: Int64, _ count: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }

  /// The days since 1970-01-01 of the Gregorian calendar: H. Hinnant, "chrono-Compatible Low-Level
  /// Date Algorithms", `days_from_civil`.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date of a day: the same source, `civil_from_days`.
  private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let days = days + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let year =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (
      year + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1
    )
  }
}

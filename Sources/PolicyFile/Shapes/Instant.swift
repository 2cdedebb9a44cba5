/// A date, or a date with a time and a zone as in RFC 3339, section 5.6.
enum Instant {
  static let pattern =
    "^(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    + "(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?"
    + "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$"

  /// The first and the last second that the text names, since 1970: a date alone is a day in UTC.
  /// `nil` where there is no such day.
  static func range(_ text: String) -> ClosedRange<Int64>? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), (1...12).contains(month),
      (1...length(of: month, in: year)).contains(day)
    else { return nil }
    let start = days(year, month, day) * 86_400
    if bytes.count == 10 { return start...start + 86_399 }
    guard bytes.count >= 20, let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
      let second = number(bytes[17..<19])
    else { return nil }
    var moment = start + hour * 3_600 + minute * 60 + second
    if bytes.last != UInt8(ascii: "Z") {
      guard let hours = number(bytes.suffix(5).prefix(2)), let minutes = number(bytes.suffix(2))
      else { return nil }
      let east = bytes[bytes.count - 6] == UInt8(ascii: "+")
      moment -= (hours * 3_600 + minutes * 60) * (east ? 1 : -1)
    }
    return moment...moment
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    Int64(String(decoding: digits, as: UTF8.self))
  }

  private static func length(of month: Int64, in year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 in the Gregorian calendar, counted from March so that the leap day comes
  /// last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`).
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

internal import GitModel

/// A date, or a date with a time and a zone as in RFC 3339, section 5.6.
enum Instant {
  static let pattern =
    "^(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    + "(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?"
    + "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$"

  /// The first and the last second that the text names, since 1970: a date alone is a day in UTC.
  /// `nil` where there is no such day.
  static func range(_ text: String) -> ClosedRange<Int64>? {
    guard let start = Timestamp.seconds(String(text.prefix(10)) + "T00:00:00Z") else { return nil }
    let bytes = Array(text.utf8)
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
}

/// A whole number with a comma before each three digits.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude))
  var result = number < 0 ? "-" : ""
  for (offset, digit) in digits.enumerated() {
    if offset > 0, (digits.count - offset) % 3 == 0 { result += "," }
    result.append(digit)
  }
  return result
}

/// `1 ref`, `1,234 refs`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
}

/// A span of time with so many digits after the point.
func decimal(_ seconds: Double, digits: Int) -> String {
  var scale = 1
  for _ in 0..<digits { scale *= 10 }
  let whole = Int(exactly: (seconds * Double(scale)).rounded()) ?? 0
  let fraction = String(whole.magnitude % scale.magnitude)
  return "\(whole / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
}

/// The day of a moment in UTC: `2026-12-31`.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days: years
/// begin in March, so that the leap day comes last.
func day(of moment: Int64) -> String {
  // Beyond the years 1 to 9999 nobody means a day.
  let moment = min(max(moment, -62_135_596_800), 253_402_300_799)
  let days = (moment - (moment % 86_400 + 86_400) % 86_400) / 86_400 + 719_468
  let era = days / 146_097
  let dayOfEra = days % 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shifted = (5 * dayOfYear + 2) / 153
  let month = shifted < 10 ? shifted + 3 : shifted - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  func padded(_ number: Int64, _ digits: Int) -> String {
    String(repeating: "0", count: max(0, digits - String(number).count)) + String(number)
  }
  return
    "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfYear - (153 * shifted + 2) / 5 + 1, 2))"
}

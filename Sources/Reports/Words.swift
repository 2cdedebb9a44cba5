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

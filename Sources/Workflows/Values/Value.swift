internal import CLibrary
internal import PolicyCore

/// A value as GitHub's expressions know it, or one that only a run can tell.
///
/// Source: docs.github.com, "Evaluate expressions in workflows and actions", "Literals".
indirect enum Value: Hashable, Sendable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([Value])
  case map([Entry])
  case open(Open)

  /// A key with its value.
  struct Entry: Hashable, Sendable {
    var key: String
    var value: Value
  }

  /// What only a run can tell.
  struct Open: Hashable, Sendable, Error {
    /// The expression, without `${{` and `}}`.
    var expression: String
    /// Why: lower case, without a period at the end.
    var why: String
    /// How the text begins and ends, as far as that is known without a run.
    var beginning = "", ending = ""
  }
}

extension Value {
  /// The value under a key, whose case does not count; `null` where there is none.
  subscript(key: String) -> Value { member(key) ?? .null }

  /// The same; `nil` where there is none.
  func member(_ key: String) -> Value? {
    guard case .map(let entries) = self else { return nil }
    let folded = key.lowercased()
    return entries.first { $0.key.lowercased() == folded }?.value
  }

  /// The first open value in it.
  var open: Open? {
    switch self {
    case .open(let open): open
    case .list(let items): items.lazy.compactMap(\.open).first
    case .map(let entries): entries.lazy.compactMap(\.value.open).first
    default: nil
    }
  }

  /// Whether only a run can tell all of it.
  var isOpen: Bool { if case .open = self { true } else { false } }

  /// Whether a condition that has this value holds: false, 0, NaN, an empty text and null do not.
  var isTruthy: Bool {
    switch self {
    case .null: false
    case .flag(let flag): flag
    case .number(let number): number != 0 && !number.isNaN
    case .text(let text): !text.isEmpty
    case .list, .map, .open: true
    }
  }

  /// The value as text, as it stands in a name.
  var text: String {
    switch self {
    case .null, .open: ""
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): Self.text(of: number)
    case .text(let text): text
    case .list: "Array"
    case .map: "Object"
    }
  }

  /// The longest text, in bytes, that expressions may make here: in a few steps, each of which writes
  /// the one before twice, they could take all memory.
  static let longestText = 10_000

  /// Whether it is text beyond that.
  var isTooLong: Bool {
    if case .text(let text) = self { text.utf8.count > Self.longestText } else { false }
  }

  /// The value as a number, where two of different kinds are compared; NaN where it is none.
  ///
  /// Source: docs.github.com, "Evaluate expressions", "Operators": null is 0, true 1, an empty text 0,
  /// other texts are read as JSON numbers.
  var number: Double {
    switch self {
    case .null: return 0
    case .flag(let flag): return flag ? 1 : 0
    case .number(let number): return number
    case .text(let text):
      return text.trimmed.isEmpty ? 0 : Value.number(in: text.trimmed) ?? .nan
    case .list, .map, .open: return .nan
    }
  }

  /// A number as expressions write it: decimal, `0x` or `0o`; `nil` where the text is none.
  ///
  /// Source: actions/runner, ExpressionUtility.ParseNumber.
  static func number(in text: String) -> Double? {
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
      let digits = text.dropFirst(2)
      return digits.allSatisfy(\.isHexDigit) ? Int32(digits, radix: radix).map(Double.init) : nil
    }
    switch text {
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default:
      // Swift reads 'inf' and hexadecimal fractions, too.
      return text.allSatisfy { "0123456789+-.eE".contains($0) } ? Double(text) : nil
    }
  }

  /// The leaves that stand in a job's name, depth first: null is passed over, as is an empty text.
  ///
  /// Source: actions/runner, MatrixBuilder.CreateConfiguration.
  var segments: [CheckName.Part] {
    switch self {
    case .null: []
    case .open(let open): [CheckName.Part(segment: open)]
    case .list(let items): items.flatMap(\.segments)
    case .map(let entries): entries.flatMap(\.value.segments)
    default: text.isEmpty ? [] : [.text(text)]
    }
  }

  /// Whether two values are equal for `==`: texts without regard to case, different kinds as numbers,
  /// lists and mappings never but to themselves.
  func isEqual(to other: Value) -> Bool {
    switch (self, other) {
    case (.text(let left), .text(let right)): left.folded == right.folded
    case (.list, _), (.map, _), (_, .list), (_, .map): false
    default: number == other.number
    }
  }

  /// A number as .NET's format "G15" shows it: 3.10 is 3.1, 1.0 is 1, 1e20 is 1E+20.
  private static func text(of number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    if number == 0, number.sign == .minus { return "-0" }
    if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
    return withVaList([number]) { arguments in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { room in
        guard let start = room.baseAddress else { return "" }
        return vsnprintf(start, room.count, "%.15G", arguments) < 0 ? "" : String(cString: start)
      }
    }
  }
}

extension String {
  /// The text without regard to case, unit by unit, as .NET's `OrdinalIgnoreCase` compares it: a letter
  /// that has no single capital stays, and accents may be written in one way alone.
  var folded: [UInt16] {
    unicodeScalars.flatMap { scalar in
      let mapped = scalar.properties.uppercaseMapping
      return Array((mapped.unicodeScalars.count == 1 ? mapped : String(scalar)).utf16)
    }
  }
}

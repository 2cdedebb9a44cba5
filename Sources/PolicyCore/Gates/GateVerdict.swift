/// What a gate says of a tree, where not knowing is its own answer.
public enum GateVerdict: Sendable, Equatable {
  /// The command succeeded and its number is within the limits.
  case passed
  /// It did not, or is not.
  case failed(message: String, help: String)
  /// Nobody can tell.
  case unknown(message: String, help: String)

  /// The verdict in one word.
  public var word: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .unknown: "unknown"
    }
  }

  /// What is wrong, and the cure; `nil` where nothing is.
  public var reason: (message: String, help: String)? {
    switch self {
    case .passed: nil
    case .failed(let message, let help), .unknown(let message, let help): (message, help)
    }
  }
}

/// The number that a gate is held against, from the branch that `no_worse_than` names.
public enum GateReference: Sendable, Equatable {
  /// The branch's number.
  case value(Double)
  /// What is tested is what the branch holds: there is nothing to be worse than.
  case itself
  /// Nobody can tell it.
  case unknown(message: String, help: String)
}

extension Gate {
  /// The verdict on a number; `reference` is asked where the gate is compared with a branch.
  public func verdict(on value: Double, reference: () -> GateReference) -> GateVerdict {
    guard value.isFinite else {
      return .unknown(message: "its number is not finite", help: "see what the command measures")
    }
    if let atLeast, value < atLeast {
      return .failed(
        message: "\(Number.text(value)) is less than \(Number.text(atLeast))",
        help: "raise it to \(Number.text(atLeast)), then: policy gates \(name)")
    }
    if let atMost, value > atMost {
      return .failed(
        message: "\(Number.text(value)) is more than \(Number.text(atMost))",
        help: "lower it to \(Number.text(atMost)), then: policy gates \(name)")
    }
    guard let branch = noWorseThan else { return .passed }
    switch reference() {
    case .itself: return .passed
    case .unknown(let message, let help): return .unknown(message: message, help: help)
    case .value(let other):
      let isWorse = (better ?? .higher) == .higher ? value < other : value > other
      guard isWorse else { return .passed }
      return .failed(
        message: "\(Number.text(value)) is worse than the \(Number.text(other)) of '\(branch)'",
        help: "bring it back to \(Number.text(other)), then: policy gates \(name)")
    }
  }
}

/// Numbers as people write them.
public enum Number {
  /// `90` for 90.0, `93.1` for 93.1; never more than four digits after the point.
  public static func text(_ value: Double) -> String {
    let rounded = (value * 10_000).rounded() / 10_000
    let shown = rounded.isFinite ? rounded : value
    guard let whole = Int64(exactly: shown) else { return "\(shown)" }
    return "\(whole)"
  }

  /// All digits of a finite number, as JSON writes one.
  public static func exact(_ value: Double) -> String {
    Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  /// The number that a text is: digits with a sign, a point and an exponent, and nothing besides.
  public static func value(_ text: some StringProtocol) -> Double? {
    let text = text.drop { $0 == " " || $0 == "\t" }
    var end = text.endIndex
    while end > text.startIndex, " \t\r".contains(text[text.index(before: end)]) {
      end = text.index(before: end)
    }
    let trimmed = text[..<end]
    guard !trimmed.isEmpty, trimmed.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
      let value = Double(trimmed), value.isFinite
    else { return nil }
    return value
  }
}

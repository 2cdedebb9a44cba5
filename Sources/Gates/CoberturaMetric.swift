internal import PolicyCore

/// The coverage that a Cobertura report tells, in percent.
///
/// Source: cobertura.sourceforge.net/xml/coverage-04.dtd, element `coverage`.
enum CoberturaMetric {
  static func value(
    _ part: GateMetric.Coverage, in bytes: [UInt8], of name: String
  ) throws(MetricProblem) -> Double {
    var root: (name: String, attributes: [String: String])?
    try XMLDocument.walk(bytes, of: name) { element, attributes in
      if root == nil { root = (element, attributes) }
    } end: { _ in
    }
    guard let root, root.name == "coverage" else {
      throw MetricProblem(
        "'\(name)' is no Cobertura report", help: "let the command write Cobertura's XML")
    }
    let noun = part.rawValue
    // The counts, where they stand: rates are rounded, and 89.995 must not become 90.
    if let valid = root.attributes["\(noun)-valid"],
      let covered = root.attributes["\(noun)-covered"]
    {
      let valid = try OutputMetric.number(valid, "'\(name)'")
      let covered = try OutputMetric.number(covered, "'\(name)'")
      guard valid > 0, covered >= 0, covered <= valid else {
        throw MetricProblem(
          valid == 0 ? "'\(name)' measures no \(noun)" : "'\(name)' counts impossible \(noun)",
          help: "see what the command measures")
      }
      return covered / valid * 100
    }
    let key = part == .lines ? "line-rate" : "branch-rate"
    guard let rate = root.attributes[key] else {
      throw MetricProblem("'\(name)' has no \(key)", help: "let the command measure \(noun)")
    }
    let value = try OutputMetric.number(rate, "'\(name)'")
    guard (0...1).contains(value) else {
      throw MetricProblem(
        "the \(key) of '\(name)' is \(rate), not from 0 to 1",
        help: "see what the command writes into it")
    }
    return value * 100
  }
}

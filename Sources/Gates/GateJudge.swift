internal import PolicyCore

/// Why a gate's number is not known.
struct MetricProblem: Error, Equatable {
  let message: String
  let help: String

  init(_ message: String, help: String) { (self.message, self.help) = (message, help) }
}

/// Makes a verdict of how a command ended and of the number that it left.
enum GateJudge {
  /// The gate's number; `nil` where it has none, or where the command did not end by itself. `file` is
  /// the metric file as it stood before the run, and then as it was read.
  static func value(
    _ gate: Gate, _ end: GateEnd, _ output: OutputExcerpt, _ file: inout MetricFile?
  ) -> Result<Double, MetricProblem>? {
    guard case .exited = end, let metric = gate.metric else { return nil }
    do throws(MetricProblem) {
      return .success(try read(metric, output, &file))
    } catch {
      return .failure(error)
    }
  }

  private static func read(
    _ metric: GateMetric, _ output: OutputExcerpt, _ file: inout MetricFile?
  ) throws(MetricProblem) -> Double {
    if case .output(let pattern) = metric {
      return try OutputMetric.value(pattern, in: output)
    }
    guard let before = file else {
      throw MetricProblem("its file is not known", help: "report a bug in policy")
    }
    let (now, bytes) = try before.readAnew()
    file = now
    switch metric {
    case .output: return 0
    case .json(_, let pointer): return try JSONMetric.value(at: pointer, in: bytes, of: now.name)
    case .cobertura(_, let part): return try CoberturaMetric.value(part, in: bytes, of: now.name)
    case .junit(_, let part): return try JUnitMetric.value(part, in: bytes, of: now.name)
    case .sarif(_, let level): return try SARIFMetric.value(level, in: bytes, of: now.name)
    }
  }

  /// The verdict; a number that is not known outranks a status that says nothing against it.
  static func verdict(
    _ gate: Gate, _ end: GateEnd, value: Result<Double, MetricProblem>?,
    reference: (Gate) -> GateReference
  ) -> GateVerdict {
    switch end {
    case .notStarted(let message, let help): return .unknown(message: message, help: help)
    case .interrupted:
      return .unknown(message: "was interrupted", help: "run it again: policy gates \(gate.name)")
    case .timedOut:
      return .unknown(
        message: "did not end within \(gate.timeout) s, and was ended",
        help: "make it faster, or give it time in the policy: timeout: 30m")
    case .signalled(let number):
      return .unknown(
        message: "was ended by signal \(number)", help: "see its output, and run it by hand")
    case .exited(let status):
      // What shells say of a program that is not there: POSIX.1-2017, XCU 2.8.2.
      if status == 126 || status == 127 {
        return .unknown(
          message: "ends with \(status): a program that it calls is missing or cannot run",
          help: "install what its output names")
      }
      guard status == 0 || gate.ignoresExit else {
        return .failed(message: "ends with \(status)", help: "mend what its output shows")
      }
      switch value {
      case nil: return .passed
      case .failure(let problem)?:
        return .unknown(message: problem.message, help: problem.help)
      case .success(let number)?: return gate.verdict(on: number) { reference(gate) }
      }
    }
  }
}

/// A number in what a command printed.
enum OutputMetric {
  static func value(
    _ pattern: String, in output: OutputExcerpt
  ) throws(MetricProblem) -> Double {
    let expression: Pattern
    do throws(PatternError) {
      expression = try Pattern(pattern)
    } catch {
      throw MetricProblem(
        "its regular expression does not compile: \(error.message)", help: "policy validate")
    }
    for line in output.linesFromEnd() where expression.matches(Array(line)) {
      guard let found = expression.lastCapture(in: Array(line)) else {
        throw MetricProblem(
          "the last line that matches '\(pattern)' has nothing in its group",
          help: "let the group hold the number: '([0-9.]+)%'")
      }
      return try number(String(decoding: found, as: UTF8.self), "its output")
    }
    let cut = output.dropped > 0 ? " in the last MiB of it" : ""
    throw MetricProblem(
      "nothing in its output matches '\(pattern)'\(cut)",
      help: "see what it prints, and mend the metric in the policy")
  }

  /// The number that a text is.
  static func number(_ text: String, _ place: String) throws(MetricProblem) -> Double {
    guard let value = Number.value(text) else {
      throw MetricProblem(
        "'\(text.prefix(40))' in \(place) is no number",
        help: "see what the command measures, and mend the metric in the policy")
    }
    return value
  }
}

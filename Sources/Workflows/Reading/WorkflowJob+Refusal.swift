internal import PolicyCore
internal import PolicyFile

/// What GitHub refuses a whole file for, in one of its jobs.
extension WorkflowJob {
  /// Throws where the id is none, where nothing says what the job runs on or calls, or where its `if:`
  /// is no condition of a job.
  ///
  /// Sources: actions/runner, WorkflowParser/workflow-v1.0.json (`job`, `job-if`), IdBuilder and
  /// WorkflowTemplateConverter.ConvertToIfCondition.
  func check() throws(PlacedMessage) {
    guard Self.isID(id) else {
      throw PlacedMessage(
        "'\(id)' is no id of a job: a letter or '_', then letters, digits, '_' and '-', fewer than "
          + "\(Self.longestID) in all, and no '__' before them", line: line)
    }
    guard [node["runs-on"], node["uses"]].contains(where: { $0?.isNull == false }) else {
      throw PlacedMessage("job '\(id)' has neither 'runs-on' nor 'uses'", line: line)
    }
    guard let condition = node["if"], !condition.isNull else { return }
    guard let (text, type) = condition.scalar else {
      throw PlacedMessage("the 'if' of job '\(id)' is no text", at: condition)
    }
    guard type == .text, !text.trimmed.isEmpty else { return }
    let template = Template(text)
    for written in template.condition.map({ [$0] }) ?? template.expressions {
      if let fault = Self.fault(of: written) {
        throw PlacedMessage("the 'if' of job '\(id)' \(fault)", at: condition)
      }
    }
  }

  private static let longestID = 100

  private static func isID(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count < longestID, !text.hasPrefix("__") else {
      return false
    }
    let isStart = first == UInt8(ascii: "_") || isLetter(first)
    return isStart
      && text.utf8.allSatisfy {
        isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
          || $0 == UInt8(ascii: "-")
      }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

  /// What makes an expression none that the `if:` of a job may be; `nil` where nothing does.
  private static func fault(of written: String) -> String? {
    guard let expression = Expression(written) else { return "is no expression: \(written)" }
    var fault: String?
    _ = expression.contains { part in
      switch part {
      case .context(let name) where !contexts.contains(name.lowercased()):
        fault = "names '\(name)', and may name \(contexts.joined(separator: ", ")) only"
      case .call(let name, let arguments):
        guard let counts = arities[name.lowercased()] else {
          fault = "calls '\(name)()', which is no function there"
          break
        }
        if !counts.contains(arguments.count) {
          fault = "calls '\(name)()' with \(Words.count(arguments.count, "argument"))"
        }
      default: break
      }
      return fault != nil
    }
    return fault
  }

  /// The contexts of `job-if`.
  private static let contexts = ["github", "inputs", "needs", "vars"]

  /// The functions of `job-if`, and how many arguments each takes: actions/runner,
  /// ExpressionConstants.
  private static let arities: [String: ClosedRange<Int>] = [
    "always": 0...0, "cancelled": 0...0, "failure": 0...Int.max, "success": 0...Int.max,
    "case": 3...255, "contains": 2...2, "endswith": 2...2, "format": 1...255, "join": 1...2,
    "startswith": 2...2, "tojson": 1...1, "fromjson": 1...1,
  ]
}

internal import PolicyFile

/// What GitHub refuses a whole file for, in one of its jobs.
extension WorkflowJob {
  /// Throws where the id is none, or where nothing says what the job runs on or calls. What else may
  /// stand in a job, `WorkflowShape` says.
  ///
  /// Sources: actions/runner, WorkflowParser/workflow-v1.0.json (`job`) and IdBuilder.
  func check() throws(PlacedMessage) {
    guard Self.isID(id) else {
      throw PlacedMessage(
        "'\(id)' is no id of a job: a letter or '_', then letters, digits, '_' and '-', fewer than "
          + "\(Self.longestID) in all, and no '__' before them", line: line)
    }
    guard [node["runs-on"], node["uses"]].contains(where: { $0?.isNull == false }) else {
      throw PlacedMessage("job '\(id)' has neither 'runs-on' nor 'uses'", line: line)
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
}

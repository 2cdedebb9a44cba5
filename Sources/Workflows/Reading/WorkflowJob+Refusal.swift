internal import PolicyFile

/// What GitHub refuses a whole file for, in one of its jobs.
extension WorkflowJob {
  /// Throws where the id is none, or where nothing says what the job runs on or calls. What else may
  /// stand in a job, `WorkflowShape` says.
  ///
  /// Sources: actions/runner, WorkflowParser/workflow-v1.0.json (`job`) and IdBuilder.
  func check() throws(PlacedMessage) {
    guard Self.isID(id) else {
      throw PlacedMessage("'\(id)' is no id of a job: \(Self.form)", line: line)
    }
    guard [node["runs-on"], node["uses"]].contains(where: { $0?.isNull == false }) else {
      throw PlacedMessage("job '\(id)' has neither 'runs-on' nor 'uses'", line: line)
    }
  }

  /// Throws where two steps have one id, an id is none, or a step uses what is no action.
  ///
  /// Source: actions/runner, WorkflowTemplateConverter.ConvertToStep, which tells ids apart without
  /// regard to case.
  func checkSteps() throws(PlacedMessage) {
    var ids: Set<String> = []
    for step in node["steps"]?.items ?? [] {
      if let node = step["id"], let id = node.scalar?.text, !id.isEmpty {
        guard Self.isID(id) else {
          throw PlacedMessage("'\(id)' is no id of a step: \(Self.form)", at: node)
        }
        guard ids.insert(id.lowercased()).inserted else {
          throw PlacedMessage("two steps of job '\(self.id)' have the id '\(id)'", at: node)
        }
      }
      if let node = step["uses"], let text = node.scalar?.text, !Self.isAction(text) {
        throw PlacedMessage(
          "'\(text)' is no action: OWNER/REPOSITORY[/PATH]@REF, ./PATH or docker://IMAGE", at: node)
      }
    }
  }

  /// What an action in a container or in the same repository begins with: github.blog/changelog,
  /// 2026-07-30, for `$/`.
  private static let ownActions = ["docker://", "./", ".\\", "$/"]

  private static func isAction(_ text: String) -> Bool {
    if ownActions.contains(where: text.hasPrefix) { return true }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0].split { $0 == "/" || $0 == "\\" }.count >= 2
      && !parts[1].isEmpty
  }

  private static let longestID = 100
  private static let form =
    "a letter or '_', then letters, digits, '_' and '-', fewer than \(longestID) in all, and no "
    + "'__' before them"

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

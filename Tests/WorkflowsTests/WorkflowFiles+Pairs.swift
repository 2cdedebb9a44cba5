import PolicyCore
import Workflows

extension WorkflowFiles {
  /// The checks of files as tests write them: a path and what it holds.
  static func checks(of files: [(path: String, text: [UInt8])]) -> WorkflowChecks {
    checks(of: files.map { WorkflowFile(path: WorkflowPath($0.path), text: $0.text) })
  }
}

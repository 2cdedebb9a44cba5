public import PolicyCore

extension WorkflowFiles: WorkflowReading {
  /// The checks of these files together.
  public static func checks(of files: [WorkflowFile]) -> WorkflowChecks {
    checks(of: files.map { (path: $0.path, text: $0.text) })
  }
}

public import PolicyCore

/// Reads workflow files into the checks that they produce.
public struct WorkflowFiles: WorkflowReading {
  /// The checks of these files together. Local reusable workflows are looked up among them. What cannot
  /// be read is a problem of the answer.
  public static func checks(of files: [WorkflowFile]) -> WorkflowChecks {
    let library = WorkflowLibrary(files)
    var collector = CheckCollector(library)
    for file in files {
      if let document = library.documents[file.path] { collector.collect(document) }
    }
    return collector.result
  }
}

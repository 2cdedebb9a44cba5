public import PolicyCore

/// Reads workflow files into the checks that they produce.
public struct WorkflowFiles {
  /// The checks of these files together: paths from the top of the tree, and what they hold. Local
  /// reusable workflows are looked up among them. What cannot be read is a problem of the answer.
  public static func checks(of files: [(path: String, text: [UInt8])]) -> WorkflowChecks {
    let library = WorkflowLibrary(files)
    var collector = CheckCollector(library)
    for file in files {
      if let document = library.documents[file.path] { collector.collect(document) }
    }
    return collector.result
  }
}

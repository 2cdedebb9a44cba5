public import PolicyCore

/// Reads workflow files into the checks that they produce.
public struct WorkflowFiles {
  /// The checks of these files together: paths from the top of the tree, and what they hold. Local
  /// reusable workflows are looked up among them. What cannot be read is a problem of the answer.
  public static func checks(of files: [(path: String, text: [UInt8])]) -> WorkflowChecks {
    var documents: [String: WorkflowDocument] = [:]
    var failures: [(String, PlacedMessage)] = []
    for file in files {
      do throws(PlacedMessage) {
        documents[file.path] = try WorkflowDocument(file.text, path: file.path)
      } catch {
        failures.append((file.path, error))
      }
    }
    var collector = CheckCollector(documents)
    for (path, error) in failures { collector.add(error, of: path) }
    for file in files {
      if let document = documents[file.path] { collector.collect(document) }
    }
    return collector.result
  }
}

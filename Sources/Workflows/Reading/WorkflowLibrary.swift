internal import PolicyCore

/// The workflow files of a tree, which may call each other.
struct WorkflowLibrary {
  private(set) var documents: [WorkflowPath: WorkflowDocument] = [:]
  /// The files that cannot be read, in the order given, and why.
  private(set) var unreadable: [(path: WorkflowPath, failure: PlacedMessage)] = []

  /// Reads files by path.
  init(_ files: [WorkflowFile]) {
    for file in files {
      do throws(PlacedMessage) {
        documents[file.path] = try WorkflowDocument(file.text, path: file.path)
      } catch {
        unreadable.append((file.path, error))
      }
    }
  }

  /// The file that a `uses:` of this text calls.
  func called(_ path: WorkflowPath) throws(PlacedMessage) -> WorkflowDocument {
    if let document = documents[path] { return document }
    guard let failure = unreadable.first(where: { $0.path == path })?.failure else {
      throw PlacedMessage("calls '\(path)', which is not there")
    }
    throw PlacedMessage(
      "calls '\(path)', whose line \(failure.line) is refused: \(failure.message)",
      mayProduce: failure.mayProduce)
  }
}

internal import FoundationEssentials
public import Testing

/// A generated text that is kept in the package and must not drift from its source.
///
/// `UPDATE_PAGES=1` writes it anew; one that is missing is written too, and fails the test once.
public struct RecordedText {
  private let file: String

  /// The text in a file of the package.
  public init(file: String) { self.file = file }

  /// Compares with what was generated.
  public func expect(
    _ generated: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let recorded = try? SourceTree.text(of: file)
    guard recorded != generated else { return }
    let isUpdating = ProcessInfo.processInfo.environment["UPDATE_PAGES"] == "1"
    if isUpdating || recorded == nil { try SourceTree.write(generated, to: file) }
    guard !isUpdating else { return }
    Issue.record(
      recorded == nil
        ? "\(file) was missing and is written now; look at it and commit it"
        : "\(file) is out of date: UPDATE_PAGES=1 script/test\n\(generated)",
      sourceLocation: sourceLocation)
  }
}

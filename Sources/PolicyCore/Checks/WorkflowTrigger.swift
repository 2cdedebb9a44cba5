/// One event that starts a workflow, with its filters.
///
/// Source: docs.github.com, "Workflow syntax for GitHub Actions": `on.<event>`.
public struct WorkflowTrigger: Equatable, Sendable {
  /// The event's name: `pull_request`.
  public var event: String
  /// `branches:` or `branches-ignore:`; `nil` where every branch is admitted.
  public var branches: FilterPatterns?
  /// `paths:` or `paths-ignore:`; `nil` where every change is admitted.
  public var paths: FilterPatterns?
  /// `types:`; `nil` where the file does not say: then GitHub's default of the event counts.
  public var types: [String]?
  /// The line on which the event is named, from 1.
  public var line: Int

  /// A trigger without filters.
  public init(
    event: String, branches: FilterPatterns? = nil, paths: FilterPatterns? = nil,
    types: [String]? = nil, line: Int
  ) {
    (self.event, self.branches, self.paths) = (event, branches, paths)
    (self.types, self.line) = (types, line)
  }
}

/// What the workflow files of one tree say about checks.
public struct WorkflowChecks: Equatable, Sendable {
  /// Every check that some job produces, file by file, in the order of the files.
  public var checks: [ProducedCheck] = []
  /// The files that start by themselves, with their triggers: what `workflow-trigger` judges.
  public var workflows: [File] = []
  /// Files and jobs that could not be read: what they produce is not known.
  public var problems: [Problem] = []

  /// Nothing.
  public init() {}

  /// One workflow file.
  public struct File: Equatable, Sendable {
    /// The path in the tree.
    public var path: WorkflowPath
    /// The events that start it, in the order of the file.
    public var triggers: [WorkflowTrigger]
    /// A file with its triggers.
    public init(path: WorkflowPath, triggers: [WorkflowTrigger]) {
      (self.path, self.triggers) = (path, triggers)
    }
  }

  /// A place that could not be read.
  public struct Problem: Equatable, Sendable {
    /// The path in the tree.
    public var path: WorkflowPath
    /// The line and the column, from 1.
    public var line: Int, column: Int
    /// What is wrong: lower case, without a period at the end.
    public var message: String
    /// Whether checks of any name may hide here: GitHub refuses a file that is no YAML, but may
    /// understand one that is only too much for us.
    public var mayProduce: Bool
    /// What to do where it is not the line that needs mending; `nil` where it is.
    public var help: String?
    /// A problem at a place.
    public init(
      path: WorkflowPath, line: Int, column: Int, message: String, mayProduce: Bool,
      help: String? = nil
    ) {
      (self.path, self.line, self.column) = (path, line, column)
      (self.message, self.mayProduce, self.help) = (message, mayProduce, help)
    }
  }
}

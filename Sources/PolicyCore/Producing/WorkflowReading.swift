/// A workflow file as a tree or a folder has it.
public struct WorkflowFile: Hashable, Sendable {
  /// The path from the top of the tree.
  public let path: WorkflowPath
  /// What it holds.
  public let text: [UInt8]

  /// A file at a path.
  public init(path: WorkflowPath, text: [UInt8]) { (self.path, self.text) = (path, text) }

  /// Whether GitHub takes a file of this name for a workflow.
  ///
  /// Source: docs.github.com, "Workflow syntax": a `.yml` or `.yaml` file of the folder itself.
  public static func isNamed(_ name: [UInt8]) -> Bool {
    name.suffix(4).elementsEqual(".yml".utf8) || name.suffix(5).elementsEqual(".yaml".utf8)
  }
}

extension WorkflowFile {
  /// Whether a file seems to have been a workflow: `ci.yml.disabled`, `ci.yaml~`.
  static func wasNamed(_ name: [UInt8]) -> Bool {
    let text = String(decoding: name, as: UTF8.self)
    return !isNamed(name) && (text.contains(".yml") || text.contains(".yaml"))
  }
}

/// Whoever can read workflow files: this target knows no YAML.
public protocol WorkflowReading {
  /// The checks of these files together, which may call each other. What cannot be read is a problem
  /// of the answer.
  static func checks(of files: [WorkflowFile]) -> WorkflowChecks
}

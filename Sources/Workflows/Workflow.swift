/// One workflow file, as far as it decides which checks a branch can have.
public struct Workflow: Sendable, Equatable {
  /// The path in the tree.
  public let path: String
  /// The events that start it, with their filters; in the order of the file.
  public let triggers: [Trigger]
  /// The jobs, in the order of the file.
  public let jobs: [Job]

  /// One job.
  public struct Job: Sendable, Equatable {
    /// The key under `jobs:`.
    public let id: String
    /// The `name:` as it is written; `nil` where there is none.
    public let name: String?
    /// Whether the job has a matrix: then its checks have a suffix for each combination.
    public let hasMatrix: Bool
    /// The line on which the job begins, from 1.
    public let line: Int

    /// The check's name where it can be read off: without a matrix and without an expression.
    ///
    /// Source: a job without a name has its id as the check's name (docs.github.com, "Workflow
    /// syntax": `jobs.<job_id>.name`).
    public var plainContext: String? {
      let context = name ?? id
      return hasMatrix || context.contains("${{") ? nil : context
    }
  }

  /// One event under `on:`.
  public struct Trigger: Sendable, Equatable {
    /// The event's name: `pull_request`.
    public let event: String
    /// The branches that it is for; `nil` for all.
    public let branches: BranchFilter?
  }

  /// Whether the workflow can start for a pull request into the branch, in a merge queue of it, or
  /// for a push to it: only then can one of its checks be seen there.
  public func runs(on branch: String) -> Bool {
    let events = ["pull_request", "pull_request_target", "merge_group", "push"]
    return triggers.contains { trigger in
      events.contains(trigger.event) && (trigger.branches?.admits(branch) ?? true)
    }
  }
}

/// Why a workflow file cannot be read.
public struct WorkflowError: Error, Equatable, Sendable {
  /// The path in the tree.
  public let path: String
  /// The line and the column, from 1.
  public let line: Int, column: Int
  /// What is wrong: lower case, without a period at the end.
  public let message: String
}

extension WorkflowError: CustomStringConvertible {
  /// The place and what is wrong there.
  public var description: String { "\(path):\(line):\(column): \(message)" }
}

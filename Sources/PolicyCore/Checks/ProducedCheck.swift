/// One check that a job of a workflow file produces when it runs.
///
/// Whether somebody has disabled the workflow no file tells: GitHub's
/// `repos/{owner}/{repo}/actions/workflows` does, in `state`.
public struct ProducedCheck: Equatable, Sendable {
  /// The name under which it shows up.
  public var name: CheckName
  /// The name under which it shows up when the job is skipped by its `if:`, where that is another:
  /// a job with a matrix then has one check, named by the template as it is written.
  public var nameWhenSkipped: CheckName?
  /// The workflow file that GitHub starts: the caller's, where the job is in a reusable workflow.
  public var path: WorkflowPath
  /// The line of that file on which the job begins, from 1.
  public var line: Int
  /// The job's id, behind its callers' ids: `build / compile`.
  public var job: String
  /// The combination of the matrix: `3.10, ubuntu-latest`; `nil` without a matrix.
  public var leg: String?
  /// Whether the job runs once one of `triggers` has started the workflow.
  public var condition: Condition
  /// What makes its result mean less than it seems.
  public var flaws: Set<Flaw>
  /// The events that start the workflow, and of which the rest holds: where an expression comes to
  /// another name or condition on another event, that is a check of its own.
  public var triggers: [WorkflowTrigger]

  /// A check.
  public init(
    name: CheckName, nameWhenSkipped: CheckName? = nil, path: WorkflowPath, line: Int, job: String,
    leg: String? = nil, condition: Condition = .always, flaws: Set<Flaw> = [],
    triggers: [WorkflowTrigger]
  ) {
    (self.name, self.nameWhenSkipped, self.path, self.line) = (name, nameWhenSkipped, path, line)
    (self.job, self.leg, self.condition) = (job, leg, condition)
    (self.flaws, self.triggers) = (flaws, triggers)
  }

  /// Whether another check is that of the same job, and of a combination of its matrix that reads the
  /// same: on different events it is told as different checks.
  func isSameJob(as other: ProducedCheck) -> Bool {
    (path, line, job, leg) == (other.path, other.line, other.job, other.leg)
  }

  /// Whether a job runs, as its `if:` and its callers' say. A job that is skipped counts as a success:
  /// docs.github.com, "Troubleshooting required status checks".
  public enum Condition: Equatable, Sendable {
    /// It runs.
    case always
    /// It is skipped every time.
    case never(expression: String)
    /// Only a run can tell.
    case open(expression: String, why: String)
  }

  /// What makes a result mean less than it seems.
  public enum Flaw: Hashable, Sendable {
    /// The job waits for others, and is skipped when one of them fails: a skipped check passes. What
    /// it lacks is `if: always()` (or `!cancelled()`).
    case skippedWhenNeedsFail(needs: [String])
    /// Whether the job is skipped when one of these fails only a run can tell, as its `if:` is.
    case mayBeSkippedWhenNeedsFail(needs: [String], expression: String)
    /// `continue-on-error: true`: the job's failure does not fail the workflow run, and whoever needs
    /// the job sees a success (actions/runner#1161). Its own check fails all the same, and keeps a
    /// pull request from landing where it is required (measured: VGonPa/xbrain#119,
    /// objectstack-ai/objectui#8692).
    case continuesOnError
  }
}

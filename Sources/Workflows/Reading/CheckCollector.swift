internal import PolicyCore

/// Gathers the checks of all jobs of all workflow files, those of called workflows too.
struct CheckCollector {
  private let library: WorkflowLibrary
  private(set) var result = WorkflowChecks()

  init(_ library: WorkflowLibrary) {
    self.library = library
    for (path, failure) in library.unreadable { add(failure, of: path) }
  }

  /// Adds the checks of a file that GitHub starts by itself.
  mutating func collect(_ document: WorkflowDocument) {
    result.workflows.append(WorkflowChecks.File(path: document.path, triggers: document.triggers))
    var events: [String] = []
    // What is only called reports nothing by itself.
    for trigger in document.triggers where trigger.event != "workflow_call" {
      if !events.contains(trigger.event) { events.append(trigger.event) }
    }
    var checks: [ProducedCheck] = []
    var budget = JobWalk.wholeBudget
    for event in events {
      var walk = JobWalk(library, of: document, on: event, budget: budget)
      do throws(PlacedMessage) {
        try walk.run()
      } catch {
        add(error, of: document.path)
        // GitHub runs nothing of a workflow that it refuses.
        if !error.mayProduce { return }
      }
      budget = walk.budget
      for failure in walk.failures { add(failure, of: document.path) }
      checks = Self.merged(checks, walk.checks)
    }
    result.checks += checks.enumerated().sorted {
      ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
    }.map(\.element)
  }

  /// The checks of several events: what is the same on two is one.
  private static func merged(
    _ before: [ProducedCheck], _ added: [ProducedCheck]
  ) -> [ProducedCheck] {
    var result = before
    // Two combinations of a matrix may be equal, and are two checks.
    var free: [CheckKey: [Int]] = [:]
    for (place, check) in before.enumerated().reversed() {
      free[CheckKey(check), default: []].append(place)
    }
    for check in added {
      if let place = free[CheckKey(check)]?.popLast(), result[place].isLike(check) {
        result[place].triggers += check.triggers
      } else {
        result.append(check)
      }
    }
    return result
  }

  private struct CheckKey: Hashable {
    let job: String
    let name: CheckName
    init(_ check: ProducedCheck) { (job, name) = (check.job, check.name) }
  }

  private mutating func add(_ failure: PlacedMessage, of path: WorkflowPath) {
    let problem = WorkflowChecks.Problem(
      path: path, line: failure.line, column: failure.column, message: failure.message,
      mayProduce: failure.mayProduce)
    if !result.problems.contains(problem) { result.problems.append(problem) }
  }
}

extension ProducedCheck {
  /// Whether the two differ in their triggers at most.
  fileprivate func isLike(_ other: ProducedCheck) -> Bool {
    var same = other
    same.triggers = triggers
    return same == self
  }
}

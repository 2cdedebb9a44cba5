internal import Yams

/// Reads workflow files. Scalars stay as they are written: what YAML 1.1 takes for a boolean (`on`)
/// is a plain word for GitHub.
public enum WorkflowReader {
  /// Reads one file. Throws the place and the reason where it is no workflow.
  public static func read(_ text: String, path: String) throws(WorkflowError) -> Workflow {
    let root = try compose(text, path: path)
    guard let root, let top = root.mapping else {
      throw WorkflowError(path: path, line: 1, column: 1, message: "is not a mapping")
    }
    guard let on = top["on"] else {
      throw WorkflowError(path: path, line: 1, column: 1, message: "has no 'on'")
    }
    return Workflow(
      path: path, triggers: try triggers(on, path: path), jobs: try jobs(top["jobs"], path: path))
  }

  private static func compose(_ text: String, path: String) throws(WorkflowError) -> Node? {
    do {
      return try Yams.compose(yaml: text, Resolver.basic)
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw WorkflowError(path: path, line: mark.line, column: mark.column, message: problem)
      default:
        throw WorkflowError(path: path, line: 1, column: 1, message: "is not YAML")
      }
    } catch {
      throw WorkflowError(path: path, line: 1, column: 1, message: "is not YAML")
    }
  }

  private static func triggers(
    _ on: Node, path: String
  ) throws(WorkflowError) -> [Workflow.Trigger] {
    switch on {
    case .scalar(let event): return [Workflow.Trigger(event: event.string, branches: nil)]
    case .sequence(let events):
      return events.compactMap(\.scalar).map { Workflow.Trigger(event: $0.string, branches: nil) }
    case .mapping(let events):
      var triggers: [Workflow.Trigger] = []
      for (key, value) in events {
        guard let event = key.scalar?.string else { continue }
        triggers.append(
          Workflow.Trigger(event: event, branches: try filter(value.mapping, path: path)))
      }
      return triggers
    default: throw refusal("is not an event or a list of events", on, path)
    }
  }

  private static func filter(
    _ settings: Node.Mapping?, path: String
  ) throws(WorkflowError) -> BranchFilter? {
    for (key, isIgnoring) in [("branches", false), ("branches-ignore", true)] {
      guard let node = settings?[key] else { continue }
      let patterns = node.scalar.map { [$0.string] } ?? node.sequence?.compactMap(\.scalar?.string)
      guard let patterns else { throw refusal("is not a list of branches", node, path) }
      do throws(BranchFilterError) {
        return try BranchFilter(patterns, isIgnoring: isIgnoring)
      } catch {
        throw refusal("'\(error.pattern)' is no filter pattern: \(error.message)", node, path)
      }
    }
    return nil
  }

  private static func jobs(_ node: Node?, path: String) throws(WorkflowError) -> [Workflow.Job] {
    guard let node else { return [] }
    guard let jobs = node.mapping else { throw refusal("is not a mapping of jobs", node, path) }
    return jobs.compactMap { key, value in
      guard let id = key.scalar?.string else { return nil }
      return Workflow.Job(
        id: id, name: value.mapping?["name"]?.scalar?.string,
        hasMatrix: value.mapping?["strategy"]?.mapping?["matrix"] != nil,
        line: key.mark?.line ?? 1)
    }
  }

  private static func refusal(_ message: String, _ node: Node, _ path: String) -> WorkflowError {
    WorkflowError(
      path: path, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, message: message)
  }
}

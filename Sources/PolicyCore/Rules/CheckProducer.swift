public import GitModel

/// Requires only checks that are reported.
public struct CheckProducer: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "check-producer",
    summary: "Every context that a branch requires is reported whenever it is required.",
    rationale: """
      A context is a name and nothing else: a job that was renamed, a matrix whose version lost its \
      last zero, a workflow that starts only when some paths change, and pull requests wait for a check \
      that never comes. The contrary is as bad: a job that is skipped passes. Jobs are read from the \
      workflow files in the tree that is judged; of a pull request, from the merge of both sides; what \
      pull_request_target starts, from the default branch. A context of another app is nobody's \
      workflow: name the app, '{context: …, app: …}'. In a repository without any workflow file the \
      rule is off.
      """,
    moments: [.pullRequest, .landing, .standing],
    examples: CheckProducerExamples.all)

  /// Makes the rule.
  public init() {}

  /// One finding for each context that pull requests would wait for, or that says less than it seems.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard let answers = try scene.contextAnswers(for: update)?.filter({ !$0.isElsewhere }),
      !answers.isEmpty
    else { return nil }
    let open = answers.first { $0.verdict == .unknown }
    return try scene.settle(
      answers.compactMap(\.finding), open?.doubt, by: Self.guide.id, on: update)
  }
}

extension ContextAnswer {
  /// What is wrong; `nil` where nothing is, or where nobody can tell.
  fileprivate var finding: Finding? {
    guard verdict != .produced, verdict != .unknown else { return nil }
    return Finding(
      message, path: place?.path.bytes, line: place?.line, help: help)
  }

  /// Why nobody can tell.
  fileprivate var doubt: GitError {
    let at = place.map { " (\($0.path):\($0.line))" } ?? ""
    return GitError(.notTold, "find producers", message + at, help: help)
  }
}

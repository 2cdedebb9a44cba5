public import GitModel

extension WorkflowChecks {
  /// Whether some workflow starts for a pull request into a branch, in its merge queue or for a push to
  /// it: only then can a check be seen there.
  public func start(for branch: String) -> Bool {
    let events = ["pull_request", "pull_request_target", "merge_group", "push"]
    return workflows.contains { file in
      file.triggers.contains { trigger in
        events.contains(trigger.event) && trigger.branches?.admits(Array(branch.utf8)) != false
      }
    }
  }

  /// The names of the checks that every pull request into a branch gets.
  public func contexts(into branch: BranchName) -> [String] {
    guard let ref = RefName(branch: branch) else { return [] }
    let names = checks.compactMap(\.name.known).unique
    let search = ContextSearch(
      workflows: self,
      occasion: Occasion(forEveryPullRequestInto: branch), ref: ref,
      required: names.map { Protection.RequiredCheck(context: $0) })
    return search.required.filter { search.answer($0).verdict == .produced }.map(\.context)
  }
}

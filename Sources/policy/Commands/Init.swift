internal import ArgumentParser
internal import FoundationEssentials
internal import GitModel
internal import GitStore
internal import PolicyCore
internal import PolicyFile
internal import Reports

/// `policy init`: writes a policy that fits the repository.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented policy that fits what the repository has.")

  @OptionGroup var start: PlaceOptions

  @Flag(help: "Replace the file that is there.")
  var force = false

  @Flag(
    help: "Write, in place of a policy, a workflow that ends overrides that are past their end.")
  var github = false

  func run() throws {
    try Session.enter(start.folder)
    let view = try RepositoryView(environment: ProcessInfo.processInfo.environment)
    guard let top = view.repository.workTree else {
      throw Stop.usage(
        "a bare repository has no files", help: "write the policy in a clone, and push it")
    }
    if github { return try writeWorkflow(in: top) }
    let place = PolicySearch.places[0]
    if !force, let there = PolicySearch.places.first(where: { File.exists(top + $0) }) {
      throw Stop.usage("'\(there)' exists", help: "look at it, or replace it with --force")
    }
    let workflows = WorkflowFolder(in: top)
    let text = PolicyTemplate.render(for: try findings(view, workflows)) + remarks(on: workflows)
    do throws(File.Failure) {
      try File.write(Array(text.utf8), to: top + place)
    } catch {
      throw Stop.unavailable(
        "'\(place)' cannot be written: \(error.reason)", help: "make the folder writable")
    }
    let shown = view.pathFromHere(to: place)
    try Stream.output.write(
      """
      \(shown) is written; read it, then
        policy validate
        policy audit --policy \(shown)

      """)
  }

  private func writeWorkflow(in top: String) throws {
    let place = OverrideWorkflow.place
    guard force || !File.exists(top + place) else {
      throw Stop.usage("'\(place)' exists", help: "look at it, or replace it with --force")
    }
    do {
      try FileManager.default.createDirectory(
        atPath: top + OverrideWorkflow.folder, withIntermediateDirectories: true)
      try File.write(Array(OverrideWorkflow.text.utf8), to: top + place)
    } catch {
      throw Stop.unavailable("'\(place)' cannot be written", help: "make the folder writable")
    }
    try Stream.output.write(
      """
      \(place) is written; it does nothing yet:
      - its step 'Install policy' fails until you write there how policy comes to the runner
      - it needs a token that administers the repository: gh secret set POLICY_TOKEN

      """)
  }

  private func findings(
    _ view: RepositoryView, _ workflows: WorkflowFolder
  ) throws -> RepositoryFindings {
    let name = try view.defaultBranch()?.name ?? view.repository.head()?.branch
    let main = name ?? BranchName("main")
    return RepositoryFindings(
      defaultBranch: main?.text ?? "main", branches: view.branches.branches.map(\.name.text),
      remote: view.remote, contexts: main.map { workflows.checks.contexts(into: $0) } ?? [])
  }

  /// What could not be read, for who completes the checks by hand.
  private func remarks(on workflows: WorkflowFolder) -> String {
    guard !workflows.problems.isEmpty else { return "" }
    return "\n# These workflows could not be read; their checks are not listed above:\n"
      + workflows.problems.map { "#   \(Escaped.text($0))\n" }.joined()
  }
}

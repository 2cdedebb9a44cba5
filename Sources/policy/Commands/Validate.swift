internal import ArgumentParser
internal import FoundationEssentials
internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// `policy validate`: finds what is wrong in a policy before anything is judged by it.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Find errors and contradictions in a policy file.",
    discussion: "Exit status: 0 sound, 1 contradictory, 65 malformed, 69 not there.")

  @OptionGroup var start: PlaceOptions

  @Argument(help: "The policy file (default: the one in the work tree).")
  var file: String?

  func run() throws {
    try Session.enter(start.folder)
    let top = try workTree()
    let text = try PolicyText(onDisk: try path(in: top), top: top)
    let workflows = WorkflowFolder(try text.parsed().workflows, in: top ?? "")
    let problems = try text.contradictions(
      now: Int64(Date().timeIntervalSince1970), hasWorkflow: workflows.runs)
    Stream.complain(workflows.problems.map { "note: \($0)" })
    guard problems.isEmpty else {
      Stream.complain(problems.map { "error: \($0)" })
      throw ExitCode(ExitStatus.broken.rawValue)
    }
    try Stream.output.write("\(Escaped.text(text.name)) is sound\n")
  }

  /// The folder of the files; `nil` outside a repository, where a file that is named can be
  /// validated all the same.
  private func workTree() throws(GitError) -> String? {
    do throws(GitError) {
      return try Repository.open(at: nil, environment: ProcessInfo.processInfo.environment).workTree
    } catch {
      if file != nil { return nil }
      throw error
    }
  }

  private func path(in top: String?) throws(Stop) -> String {
    if let file { return file }
    guard let top, let place = PolicySearch.places.first(where: { File.exists(top + $0) }) else {
      throw .usage("there is no policy file in the work tree", help: "write one: policy init")
    }
    return File.exists(place) ? place : top + place
  }
}

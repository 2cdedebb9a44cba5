internal import ArgumentParser

/// What asks to land, or what stands.
struct ProposalOptions: ParsableArguments {
  @Flag(help: "All that stands, whatever the CI event is about.")
  var all = false

  @Option(help: ArgumentHelp("Only this branch as it stands (repeatable).", valueName: "name"))
  var branch: [String] = []

  @Option(
    help: ArgumentHelp("A pull request's base: BRANCH, or BRANCH:COMMIT.", valueName: "branch"))
  var base: String?

  @Option(
    help: ArgumentHelp("A pull request's head: BRANCH, or BRANCH:COMMIT.", valueName: "branch"))
  var head: String?

  @Flag(help: "The head is a branch of a fork.")
  var fork = false

  /// Whether none of them says what to judge.
  var isOpen: Bool { !all && branch.isEmpty && base == nil }

  func validate() throws {
    guard (base == nil) == (head == nil) else {
      throw ValidationError("--base and --head go together.")
    }
    guard !fork || head != nil else { throw ValidationError("--fork goes with --head.") }
    guard [all, !branch.isEmpty, base != nil].filter({ $0 }).count < 2 else {
      throw ValidationError("--all, --branch and --base exclude each other.")
    }
  }
}

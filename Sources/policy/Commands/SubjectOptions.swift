internal import ArgumentParser

/// What is to be judged.
struct SubjectOptions: ParsableArguments {
  @Flag(help: "Every branch and tag, whatever the CI event is about.")
  var all = false

  @Option(help: ArgumentHelp("Only this branch as it stands (repeatable).", valueName: "name"))
  var branch: [String] = []

  @Option(help: ArgumentHelp("Only this tag as it stands (repeatable).", valueName: "name"))
  var tag: [String] = []

  @Option(help: "The ref that moves, with --range.")
  var ref: String?

  @Option(
    help: ArgumentHelp(
      "A push of --ref: OLD..NEW; an end that is empty or zero: made, deleted.",
      valueName: "old..new"))
  var range: String?

  @Option(help: ArgumentHelp("The login of who pushes.", valueName: "login"))
  var actor: String?

  @Option(
    help: ArgumentHelp("A pull request's base: BRANCH, or BRANCH:COMMIT.", valueName: "branch"))
  var base: String?

  @Option(
    help: ArgumentHelp("A pull request's head: BRANCH, or BRANCH:COMMIT.", valueName: "branch"))
  var head: String?

  @Flag(help: "The head is a branch of a fork.")
  var fork = false

  /// Whether none of them says what to judge.
  var isOpen: Bool { !all && branch.isEmpty && tag.isEmpty && ref == nil && base == nil }

  mutating func validate() throws {
    guard (base == nil) == (head == nil) else {
      throw ValidationError("--base and --head go together.")
    }
    guard (ref == nil) == (range == nil) else {
      throw ValidationError("--ref and --range go together.")
    }
    guard !fork || head != nil else { throw ValidationError("--fork goes with --head.") }
    guard actor == nil || ref != nil else { throw ValidationError("--actor goes with --ref.") }
    let subjects = [all, !(branch + tag).isEmpty, ref != nil, base != nil].filter { $0 }.count
    guard subjects < 2 else {
      throw ValidationError("--all, --branch with --tag, --ref and --base exclude each other.")
    }
  }
}

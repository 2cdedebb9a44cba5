internal import ArgumentParser

/// What is to be judged.
struct SubjectOptions: ParsableArguments {
  @Flag(help: "Every branch, whatever the CI event is about.")
  var all = false

  @Option(help: "Only this branch as it stands (repeatable).")
  var branch: [String] = []

  @Option(help: "The ref that moves, with --range.")
  var ref: String?

  @Option(help: "A push of --ref: OLD..NEW; an end that is empty or zero: made, deleted.")
  var range: String?

  @Option(help: "The login of who pushes.")
  var actor: String?

  @Option(help: "A pull request's base: BRANCH, or BRANCH:COMMIT.")
  var base: String?

  @Option(help: "A pull request's head: BRANCH, or BRANCH:COMMIT.")
  var head: String?

  @Flag(help: "The head is a branch of a fork.")
  var fork = false

  /// Whether none of them says what to judge.
  var isOpen: Bool { !all && branch.isEmpty && ref == nil && base == nil }

  mutating func validate() throws {
    guard (base == nil) == (head == nil) else {
      throw ValidationError("--base and --head go together.")
    }
    guard (ref == nil) == (range == nil) else {
      throw ValidationError("--ref and --range go together.")
    }
    guard !fork || head != nil else { throw ValidationError("--fork goes with --head.") }
    guard actor == nil || ref != nil else { throw ValidationError("--actor goes with --ref.") }
    let subjects = [all, !branch.isEmpty, ref != nil, base != nil].filter { $0 }.count
    guard subjects < 2 else {
      throw ValidationError("--all, --branch, --ref and --base exclude each other.")
    }
  }
}

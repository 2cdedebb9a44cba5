internal import ArgumentParser

/// What is to be judged.
struct SubjectOptions: ParsableArguments {
  @OptionGroup var proposal: ProposalOptions

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

  /// Whether none of them says what to judge.
  var isOpen: Bool { proposal.isOpen && tag.isEmpty && ref == nil }

  func validate() throws {
    guard (ref == nil) == (range == nil) else {
      throw ValidationError("--ref and --range go together.")
    }
    guard actor == nil || ref != nil else { throw ValidationError("--actor goes with --ref.") }
    let isStanding = !(proposal.branch + tag).isEmpty
    let subjects = [proposal.all, isStanding, ref != nil, proposal.base != nil]
    guard subjects.filter({ $0 }).count < 2 else {
      throw ValidationError("--all, --branch with --tag, --ref and --base exclude each other.")
    }
  }
}

internal import ArgumentParser

/// `policy check`: records of checks in the repository's notes.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Record the results of checks in git's notes, and look at them.",
    discussion: """
      The records are lines under refs/notes/policy/checks, on the commit and on its tree. What \
      a key under 'checkers:' in the policy has signed is proof; everything else is a claim.
      """,
    subcommands: [
      CheckRecordCommand.self, CheckList.self, CheckVerify.self, CheckFetch.self, CheckPush.self,
      CheckSetup.self,
    ])
}

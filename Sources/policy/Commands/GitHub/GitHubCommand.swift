internal import ArgumentParser

/// `policy github`: the protection of branches at GitHub, and the policy.
struct GitHubCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "github",
    abstract: "Compare the protection at GitHub with the policy, and make it so.",
    discussion: """
      GitHub is asked through gh, which must be logged in as somebody who administers the \
      repository. What the policy does not ask is left as it is, unless --exact is given.
      """,
    subcommands: [
      GitHubPlan.self, GitHubApply.self, GitHubDrift.self, GitHubImport.self, GitHubExport.self,
      GitHubRenameCheck.self,
    ])
}

/// Which branches are looked at.
struct BranchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only this branch (repeatable; default: every branch that the policy names outright).",
      valueName: "name"))
  var branch: [String] = []
}

/// Which branches are looked at, and how closely.
struct ProtectionOptions: ParsableArguments {
  @OptionGroup var branches: BranchOptions

  @Flag(help: "Also take back what is stricter than the policy asks.")
  var exact = false
}

internal import ArgumentParser

/// The command `policy`.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Keeps a Git repository's branch strategy true.",
    discussion: """
      Exit status: 0 kept, 1 broken, 2 unknown, 64 usage, 65 malformed policy, 69 a needed \
      program or file is missing, 70 a bug in policy.
      """,
    subcommands: [
      Audit.self, BaselineCommand.self, CheckCommand.self, Checks.self, Doctor.self, Explain.self,
      Freeze.self,
      GatesCommand.self, GitHubCommand.self, HealthCommand.self, Init.self, Install.self,
      OverrideCommand.self,
      Rules.self, Schema.self, Thaw.self, Uninstall.self, Validate.self, Version.self,
    ])
}

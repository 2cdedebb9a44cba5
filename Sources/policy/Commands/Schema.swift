internal import ArgumentParser
internal import PolicyFile

/// `policy schema`: prints the policy file's JSON Schema.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the policy file's JSON Schema, for editors.")

  func run() throws { try Stream.output.write(PolicyFile.schema()) }
}

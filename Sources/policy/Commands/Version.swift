internal import ArgumentParser
internal import GitStore
internal import Reports

/// `policy version`: says what this is built of.
struct Version: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version",
    abstract: "Print the versions of policy and libgit2.")

  func run() throws {
    #if POLICY_STATIC
      let linking = "static"
    #else
      let linking = "shared"
    #endif
    try Stream.output.write(
      "\(Tool.name) \(Tool.version), libgit2 \(Repository.libraryVersion) (\(linking))\n")
  }
}

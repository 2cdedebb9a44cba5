internal import ArgumentParser
internal import GitStore

/// `policy version`: says what this is built of.
struct Version: ParsableCommand {
  static let number = "0.1.0"
  static let configuration = CommandConfiguration(
    abstract: "Print the versions of policy and libgit2.")

  func run() throws {
    #if POLICY_STATIC
      let linking = "static"
    #else
      let linking = "shared"
    #endif
    try Stream.output.write("policy \(Self.number), libgit2 \(Repository.libraryVersion) (\(linking))\n")
  }
}

internal import FoundationEssentials
internal import Testing

/// The program under test: the one that was built with these tests.
public enum PolicyProgram {
  /// The folder that holds the test program, and `policy` beside it.
  public static let folder: String? = {
    var candidates = [CommandLine.arguments[0]]
    // `swift test` may run the bundle in a runner of its own.
    candidates += CommandLine.arguments.filter { $0.hasSuffix(".xctest") }
    return candidates.lazy
      .map { $0.split(separator: "/", omittingEmptySubsequences: false).dropLast() }
      .map { $0.joined(separator: "/") }
      .first { FileManager.default.isExecutableFile(atPath: $0 + "/policy") }
  }()

  /// A search path on which `policy` comes first.
  public static func path() throws -> String {
    let folder = try #require(folder, "policy is not built beside \(CommandLine.arguments)")
    return folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
  }

  /// Runs policy in a folder.
  public static func run(
    _ arguments: [String], in folder: String, input: [UInt8] = [],
    changing changes: [String: String?] = [:]
  ) async throws -> ProgramOutput {
    let program = try #require(Self.folder) + "/policy"
    return try await Program.run(
      program, arguments, in: folder, input: input, changing: changes)
  }

  /// Runs lines of a shell up to the first that fails, with policy on its search path: in a folder, or
  /// else in a new one that goes away.
  public static func shell(
    _ lines: String, in folder: String? = nil, changing changes: [String: String?] = [:]
  ) async throws -> ProgramOutput {
    let own = folder == nil ? try TemporaryFolder() : nil
    defer { withExtendedLifetime(own) {} }
    let path = try path()
    return try await Program.run(
      "sh", ["-ec", lines], in: folder ?? own?.path ?? "/",
      changing: changes.merging(["PATH": path]) { own, _ in own })
  }
}

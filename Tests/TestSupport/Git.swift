/// The real git, as an oracle and to build repositories.
public enum Git {
  /// Why git did not do as it was told.
  public struct Failure: Error, CustomStringConvertible {
    /// The command and what it said.
    public let description: String
  }

  /// Runs git to its end. Throws where it ends with another status than 0.
  @discardableResult
  public static func run(
    _ arguments: [String], in folder: String, input: [UInt8] = []
  ) async throws -> ProgramOutput {
    let result = try await Program.run("git", arguments, in: folder, input: input)
    guard result.status == 0 else {
      throw Failure(
        description: "git \(arguments.joined(separator: " ")): \(result.status)\n\(result.errors)")
    }
    return result
  }
}

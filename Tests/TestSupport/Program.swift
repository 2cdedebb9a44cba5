internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// What a program wrote and how it ended.
public struct ProgramOutput: Sendable {
  /// What it wrote to standard output.
  public let output: [UInt8]
  /// What it wrote to standard error, as text.
  public let errors: String
  /// The exit status; of a program that a signal ended, 128 and the signal.
  public let status: Int

  /// The standard output as text.
  public var text: String { String(decoding: output, as: UTF8.self) }
  /// The lines of the standard output.
  public var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
  }

  /// What it wrote to standard error, with each line that was broken, to fit into 80 columns behind
  /// `remote:`, in one piece again.
  public var said: String {
    errors.split(separator: "\n").reduce(into: "") { said, line in
      let line = line.trimmingPrefix("remote: ")
      let words = line.split(separator: " ").filter { $0 != "\\" }.joined(separator: " ")
      said += (said.isEmpty ? "" : line.hasPrefix("  ") ? " " : "\n") + words
    } + "\n"
  }
}

/// Runs programs, never through a shell.
public enum Program {
  /// Runs a program to its end; `changes` to the hermetic environment remove where they are `nil`.
  public static func run(
    _ name: String, _ arguments: [String], in folder: String, input: [UInt8] = [],
    changing changes: [String: String?] = [:]
  ) async throws -> ProgramOutput {
    await Turns.shared.take()
    do {
      let output = try await end(name, arguments, in: folder, input: input, changing: changes)
      await Turns.shared.give()
      return output
    } catch {
      await Turns.shared.give()
      throw error
    }
  }

  private static func end(
    _ name: String, _ arguments: [String], in folder: String, input: [UInt8],
    changing changes: [String: String?]
  ) async throws -> ProgramOutput {
    var variables = HermeticEnvironment.variables(home: folder)
    for (key, value) in changes { variables[key] = value }
    let pairs = variables.compactMap { key, value in
      Environment.Key(rawValue: key).map { ($0, value) }
    }
    let environment = Environment.custom(Dictionary(uniqueKeysWithValues: pairs))
    let limit = 256 << 20
    // From a file, not a pipe: a program that ends before it has read everything would end the tests
    // too, by SIGPIPE.
    let file = try TemporaryFolder()
    try file.write(input, to: "input")
    let descriptor = try FileDescriptor.open(
      FilePath(file.path + "/input"), .readOnly, options: .closeOnExec)
    let result = try await Subprocess.run(
      name.contains("/") ? .path(FilePath(name)) : .name(name), arguments: Arguments(arguments),
      environment: environment, workingDirectory: FilePath(folder),
      input: .fileDescriptor(descriptor, closeAfterSpawningProcess: true),
      output: .bytes(limit: limit), error: .string(limit: limit))
    let status =
      switch result.terminationStatus {
      case .exited(let code): Int(code)
      case .signaled(let signal): 128 + Int(signal)
      }
    return ProgramOutput(
      output: result.standardOutput, errors: result.standardError, status: status)
  }
}

/// How many programs run at the same time. All tests begin together, a program takes a dozen descriptors,
/// and a process has only so many.
private actor Turns {
  static let shared = Turns()

  private var free = 64
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func take() async {
    if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
  }

  func give() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}

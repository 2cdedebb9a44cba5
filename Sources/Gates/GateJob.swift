public import PolicyCore
internal import Programs

/// One gate, ready to run.
public struct GateJob: Sendable {
  /// The gate.
  public let gate: Gate
  /// `NAME=value` each.
  public var environment: [[UInt8]]
  /// The folder that it runs in, without a slash at the end: the top of the work tree.
  public var folder: String

  /// A gate to run in a folder, with an environment.
  public init(_ gate: Gate, in folder: String, environment: [[UInt8]]) {
    (self.gate, self.folder, self.environment) = (gate, folder, environment)
  }

  /// The path of the command's program: below the folder where its name holds a slash, else on PATH;
  /// `nil` where there is none.
  var program: String? {
    guard let name = gate.command.first else { return nil }
    if name.contains("/") {
      let path = name.hasPrefix("/") ? name : folder + "/" + name
      return ProgramSearch.isProgram(path) ? path : nil
    }
    let opening = Array("PATH=".utf8)
    let entry = environment.last { $0.starts(with: opening) } ?? opening
    return ProgramSearch.path(
      of: name, in: String(decoding: entry.dropFirst(opening.count), as: UTF8.self))
  }
}

/// How a gate's command ended.
public enum GateEnd: Sendable, Equatable {
  /// By itself, with this status.
  case exited(Int32)
  /// By a signal that we did not send.
  case signalled(Int32)
  /// We ended it: it took longer than it may.
  case timedOut
  /// We ended it: somebody interrupted us.
  case interrupted
  /// It did not start, for this reason.
  case notStarted(String, help: String)
}

/// What came of one gate.
public struct GateRun: Sendable {
  /// The gate.
  public let gate: Gate
  /// How the command ended.
  public var end: GateEnd
  /// What it printed, or the beginning and the end of it.
  public var output: OutputExcerpt
  /// How long it ran, in seconds.
  public var seconds: Double
  /// Whether processes of the command were still there when it had ended.
  public var leftProcesses = false
  /// The number that was found.
  public var value: Double?
  /// What the gate says.
  public var verdict: GateVerdict
}

import FoundationEssentials
import PolicyCore
import Programs
import TestSupport

@testable import Gates

/// A folder in which gates run.
struct Floor {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A gate that runs lines in a shell.
  static func gate(_ lines: String) -> Gate { gate("gate", lines) }

  /// A gate of this name that runs lines in a shell.
  static func gate(_ name: String, _ lines: String, _ metric: GateMetric? = nil) -> Gate {
    var gate = Gate(name: name, command: ["sh", "-c", lines])
    gate.metric = metric
    return gate
  }

  func run(
    _ gates: [Gate], atOnce: Int = 8,
    reference: @escaping (Gate) -> GateReference = { _ in
      .unknown(message: "nothing is recorded", help: "record it")
    }
  ) -> [GateRun] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let environment = [Array("PATH=\(path)".utf8), Array("HOME=\(folder.path)".utf8)]
    let jobs = gates.map { GateJob($0, in: folder.path, environment: environment) }
    let runner = GateRunner(
      jobs, atOnce: atOnce, interrupts: Interrupts(), reference: reference)
    return runner.run { _ in }
  }

  func run(_ gate: Gate) throws -> GateRun {
    guard let run = run([gate]).first else { throw CocoaError(.featureUnsupported) }
    return run
  }

  /// The process ids that a gate wrote into a file.
  func ids(_ file: String) -> [Int32] {
    String(decoding: folder.read(file) ?? [], as: UTF8.self).split(separator: "\n")
      .compactMap { Int32($0) }
  }
}

extension GateRun {
  /// `failed: message` in one line.
  var told: String { verdict.word + (verdict.reason.map { ": " + $0.message } ?? "") }
}

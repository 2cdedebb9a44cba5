internal import Reports

/// Why the program ends before there is a report: words for standard error, and the exit status.
struct Stop: Error, Equatable {
  let status: ExitStatus
  let lines: [String]

  init(_ status: ExitStatus, _ lines: [String]) { (self.status, self.lines) = (status, lines) }

  /// The command line asks for something that cannot be.
  static func usage(_ message: String, help: String = "see policy --help") -> Stop {
    Stop(.usage, ["error: \(message)", "help: \(help)"])
  }

  /// Something outside the repository that is needed cannot be had.
  static func unavailable(_ message: String, help: String) -> Stop {
    Stop(.unavailable, ["error: \(message)", "help: \(help)"])
  }
}

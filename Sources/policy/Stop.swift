internal import GitModel
internal import PolicyFile
internal import Reports

/// Why the program ends before there is a report: words for standard error, and the exit status.
struct Stop: Error, Equatable {
  let status: ExitStatus
  let lines: [String]
  /// The places in files that the lines are about, where they are about files.
  private var places: [String] = []

  init(_ status: ExitStatus, _ lines: [String]) { (self.status, self.lines) = (status, lines) }

  /// A policy that is malformed: a line for each problem.
  init(_ error: PolicyFileError) {
    self.init(.malformed, error.problems.map { "error: \($0)" })
    places = error.problems.map {
      " file=\(Escaped.workflowProperty($0.file)),line=\($0.line),col=\($0.column)"
    }
  }

  /// A repository that could not be asked at all: unknown, like every question that it leaves open.
  init(_ error: GitError) {
    self.init(
      .unknown, ["unknown: \(error.operation): \(error.message)", "help: \(error.help)"])
  }

  /// The command line asks for something that cannot be.
  static func usage(_ message: String, help: String = "see policy --help") -> Stop {
    Stop(.usage, ["error: \(message)", "help: \(help)"])
  }

  /// Something outside the repository that is needed cannot be had.
  static func unavailable(_ message: String, help: String) -> Stop {
    Stop(.unavailable, ["error: \(message)", "help: \(help)"])
  }

  /// Says it; in GitHub Actions as annotations too, where people look first.
  func tell(environment: [String: String]) {
    Stream.complain(lines)
    guard environment["GITHUB_ACTIONS"] == "true" else { return }
    let shown = lines.map { Escaped.text($0) }
    guard !places.isEmpty else { return Self.annotate(" title=policy", shown) }
    for (place, line) in zip(places, shown) { Self.annotate(place, [line]) }
  }

  private static func annotate(_ properties: String, _ lines: [String]) {
    Stream.annotate("::error\(properties)::" + Escaped.workflowData(lines.joined(separator: "\n")))
  }
}

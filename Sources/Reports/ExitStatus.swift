public import PolicyCore

/// How the program ends; 64 and above as in sysexits.h(3head).
public enum ExitStatus: Int32, CaseIterable, Sendable {
  /// Everything is kept, or is only warned of.
  case kept = 0
  /// A rule is broken.
  case broken = 1
  /// No rule is broken, but at least one could not tell.
  case unknown = 2
  /// The command line is wrong.
  case usage = 64
  /// The policy is malformed.
  case malformed = 65
  /// A program, a server or a file that is needed is missing.
  case unavailable = 69
  /// A bug in policy.
  case bug = 70

  /// The status that a report ends with. In mode `evaluate` nothing blocks.
  public init(for report: Report) {
    switch (report.mode, report.outcome) {
    case (.evaluate, _), (.enforce, .kept): self = .kept
    case (.enforce, .broken): self = .broken
    case (.enforce, .unknown): self = .unknown
    }
  }
}

/// A quality gate: a command of the policy, with a number and its limits where it has one.
public struct Gate: Sendable, Equatable {
  /// The hooks that can ask for a gate.
  public enum Hook: String, Sendable, CaseIterable {
    /// Before a commit is made.
    case preCommit = "pre-commit"
    /// Before a push leaves.
    case prePush = "pre-push"
  }

  /// Which way a number gets better.
  public enum Better: String, Sendable, CaseIterable {
    /// Coverage, for example.
    case higher
    /// Complexity, for example.
    case lower
  }

  /// What a gate's result is about.
  public enum Subject: String, Sendable, CaseIterable {
    /// The files: the result holds for every commit of the same tree.
    case tree
    /// The commits that lead there: what one brought and the next took out, no tree shows.
    case commits
  }

  /// The time that a gate has where the policy does not say, in seconds.
  public static let usualTimeout: Int64 = 600

  /// The weight of a gate in the health score where the policy does not say.
  public static let usualWeight = 10

  /// The name, as the policy gives it.
  public var name: String
  /// The program and its arguments.
  public var command: [String]
  /// Where the gate's number is found; `nil` where only the exit status counts.
  public var metric: GateMetric?
  /// The lowest number that passes.
  public var atLeast: Double?
  /// The highest number that passes.
  public var atMost: Double?
  /// The long-lived branch whose number must be reached.
  public var noWorseThan: String?
  /// Which way the number gets better; `nil` where neither the policy nor a limit says.
  public var better: Better?
  /// Whether the number alone decides, whatever the exit status.
  public var ignoresExit = false
  /// The time that the command may take, in seconds.
  public var timeout = Gate.usualTimeout
  /// What its result is about.
  public var about = Subject.tree
  /// The hooks that run it where no result is recorded; about commits, at each call.
  public var on: [Hook] = []
  /// The hooks that refuse where no result is recorded.
  public var requiredOn: [Hook] = []
  /// What the health score loses where it is broken.
  public var weight = Gate.usualWeight

  /// A gate that runs a command.
  public init(name: String, command: [String]) { (self.name, self.command) = (name, command) }

  /// The context under which its result is evidence: `gates / coverage`.
  public var context: String { Self.contextPrefix + name }

  /// What the contexts of all gates begin with.
  public static let contextPrefix = "gates / "

  /// Whether a hook asks for the gate.
  public func isAsked(by hook: Hook) -> Bool { on.contains(hook) || requiredOn.contains(hook) }
}

/// Where a gate's number is found. Files lie below the top of the work tree, and the command writes
/// them.
public enum GateMetric: Sendable, Equatable {
  /// What the first group of the last match in the command's output holds.
  case output(pattern: String)
  /// The number at a JSON pointer (RFC 6901).
  case json(file: String, pointer: String)
  /// The percentage that a Cobertura report says is covered.
  case cobertura(file: String, of: Coverage)
  /// How many tests a JUnit report counts.
  case junit(file: String, of: Tests)
  /// How many results a SARIF log holds that are not suppressed; of one level, or of all.
  case sarif(file: String, level: ResultLevel?)

  /// What is covered.
  public enum Coverage: String, Sendable, CaseIterable {
    /// Lines.
    case lines
    /// Branches.
    case branches
  }

  /// Which tests are counted.
  public enum Tests: String, Sendable, CaseIterable {
    /// Those with a failure or an error.
    case failed
    /// Those that were skipped.
    case skipped
    /// All.
    case all
    /// The percentage of those that were not skipped that passed.
    case passRate = "pass-rate"
  }

  /// How serious a result is: SARIF 2.1.0, 3.27.10.
  public enum ResultLevel: String, Sendable, CaseIterable {
    /// A serious problem.
    case error
    /// A problem.
    case warning
    /// Something to improve.
    case note
  }

  /// The file that holds the number; `nil` where it is the output.
  public var file: String? {
    switch self {
    case .output: nil
    case .json(let file, _), .cobertura(let file, _), .junit(let file, _), .sarif(let file, _): file
    }
  }
}

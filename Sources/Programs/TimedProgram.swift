package import CLibrary

/// A program that is given a time: started with an argument array in a process group of its own,
/// which is ended with everything in it when the time is over.
package struct TimedProgram: Sendable {
  /// The program's absolute path.
  package let path: String
  /// Those behind the program's name.
  package let arguments: [String]
  /// All of its environment.
  package let environment: [String: String]
  /// What it reads.
  package let input: [UInt8]
  /// How long it may take.
  package let time: Duration
  /// How many bytes it may write to standard output, and as many to standard error.
  package let outputLimit: Int

  /// A program by its absolute path, and all that it is given.
  package init(
    path: String, arguments: [String], environment: [String: String], input: [UInt8] = [],
    time: Duration, outputLimit: Int
  ) {
    (self.path, self.arguments, self.environment) = (path, arguments, environment)
    (self.input, self.time, self.outputLimit) = (input, time, outputLimit)
  }

  /// What it wrote and how it ended.
  package struct End: Sendable {
    /// The exit status; of a program that a signal ended, 128 and the signal.
    package let status: Int32
    package let output: [UInt8]
    package let errors: [UInt8]
  }

  /// Why there is no end of its own.
  package enum Failure: Error {
    /// It did not start, or could not be listened to.
    case system(SystemError)
    /// It took longer than it may.
    case timedOut
    /// It wrote more than it may.
    case tooLong

    /// What happened instead, as what is said of a program that was given this time.
    package func reason(after time: Duration) -> String {
      switch self {
      case .system(let error): "does not run: \(error.reason)"
      case .timedOut: "gave no answer in \(time)"
      case .tooLong: "says more than anybody reads"
      }
    }
  }

  /// Runs it to its end.
  package func run() throws(Failure) -> End {
    let ends = Self.run([self], atOnce: 1)
    guard let end = ends.first else { throw .timedOut }
    return try end.get()
  }

  /// Runs programs to their ends, so many at the same time; what came of each, in their order.
  package static func run(
    _ programs: [TimedProgram], atOnce limit: Int
  ) -> [Result<End, Failure>] {
    let interrupts = Interrupts()
    var results = [Result<End, Failure>](repeating: .failure(.timedOut), count: programs.count)
    var (waiting, running): (Range<Int>, [(index: Int, program: StartedProgram)]) = (
      programs.indices, []
    )
    while !waiting.isEmpty || !running.isEmpty {
      // The signal ends us when it is held back no longer: behind the groups' ends.
      while !interrupts.hasCome, running.count < max(1, limit), let index = waiting.popFirst() {
        do throws(Failure) {
          running.append((index, try StartedProgram(programs[index])))
        } catch {
          results[index] = .failure(error)
        }
      }
      if interrupts.hasCome { waiting = waiting.endIndex..<waiting.endIndex }
      StartedProgram.wait(for: running.map(\.program))
      var left: [(index: Int, program: StartedProgram)] = []
      for (index, program) in running {
        var program = program
        if let result = program.follow(isInterrupted: interrupts.hasCome) {
          results[index] = result
        } else {
          left.append((index, program))
        }
      }
      running = left
    }
    return results
  }
}

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
  }

  /// How often a program that closed its output is looked at, in milliseconds.
  private static let glance: Int32 = 20

  /// Runs it to its end.
  package func run() throws(Failure) -> End {
    let interrupts = Interrupts()
    let file = try ScratchInput(input)
    defer { file.close() }
    var output = try DrainedPipe(limit: outputLimit)
    defer { output.close() }
    var errors = try DrainedPipe(limit: outputLimit)
    defer { errors.close() }
    let group = try group([.descriptor(file.descriptor), output.channel, errors.channel])
    output.closeWriting()
    errors.closeWriting()
    do throws(Failure) {
      try listen(to: group, &output, &errors, interrupts)
    } catch {
      group.end()
      throw error
    }
    return End(status: group.end(), output: output.bytes, errors: errors.bytes)
  }

  private func group(_ channels: [ProgramStart.Channel]) throws(Failure) -> ProcessGroup {
    var program = ProgramStart(
      Array(path.utf8), ([path] + arguments).map { Array($0.utf8) },
      environment: environment.map { Array("\($0)=\($1)".utf8) })
    program.channels = channels
    do throws(SystemError) {
      return try ProcessGroup(program)
    } catch {
      throw .system(error)
    }
  }

  private func listen(
    to group: ProcessGroup, _ output: inout DrainedPipe, _ errors: inout DrainedPipe,
    _ interrupts: borrowing Interrupts
  ) throws(Failure) {
    let deadline = ContinuousClock.now + time
    while !group.hasEnded {
      // The signal ends us when it is held back no longer: behind the group's end.
      guard ContinuousClock.now < deadline, !interrupts.hasCome else { throw .timedOut }
      DrainedPipe.wait(for: [output, errors], milliseconds: Self.glance)
      try output.drain()
      try errors.drain()
    }
    // What it wrote before its end is in the pipes; what others hold open is waited for no longer.
    try output.drain()
    try errors.drain()
  }
}

/// The bytes that a program reads: in a file that has no name, so that neither side waits for the other.
private struct ScratchInput {
  private let file: UnsafeMutablePointer<FILE>
  let descriptor: Int32

  init(_ bytes: [UInt8]) throws(TimedProgram.Failure) {
    guard let file = tmpfile() else { throw .system(SystemError()) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count, fflush(file) == 0 else {
      let failure = SystemError()
      fclose(file)
      throw .system(failure)
    }
    rewind(file)
    (self.file, descriptor) = (file, fileno(file))
  }

  func close() { fclose(file) }
}

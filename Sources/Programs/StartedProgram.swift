internal import CLibrary

/// A timed program that runs.
struct StartedProgram {
  private let group: ProcessGroup
  private let input: ScratchInput
  private var output: DrainedPipe
  private var errors: DrainedPipe
  private let deadline: ContinuousClock.Instant

  /// How often programs are looked at, in milliseconds; and those that closed their output, which end
  /// soon, and nothing tells of it.
  private static let glance: Int32 = 20
  private static let closing: Int32 = 1

  init(_ program: TimedProgram) throws(TimedProgram.Failure) {
    let input = try ScratchInput(program.input)
    var output: DrainedPipe
    var errors: DrainedPipe
    do throws(TimedProgram.Failure) {
      output = try DrainedPipe(limit: program.outputLimit)
    } catch {
      input.close()
      throw error
    }
    do throws(TimedProgram.Failure) {
      errors = try DrainedPipe(limit: program.outputLimit)
    } catch {
      input.close()
      output.close()
      throw error
    }
    var start = ProgramStart(
      Array(program.path.utf8), ([program.path] + program.arguments).map { Array($0.utf8) },
      environment: program.environment.map { Array("\($0)=\($1)".utf8) })
    start.channels = [.descriptor(input.descriptor), output.channel, errors.channel]
    do throws(SystemError) {
      group = try ProcessGroup(start)
    } catch {
      input.close()
      output.close()
      errors.close()
      throw .system(error)
    }
    output.closeWriting()
    errors.closeWriting()
    (self.input, self.output, self.errors) = (input, output, errors)
    deadline = ContinuousClock.now + program.time
  }

  /// Waits until one of them has something to read, or a moment.
  static func wait(for programs: [StartedProgram]) {
    guard !programs.isEmpty else { return }
    let isClosing = programs.contains { $0.output.isAtEnd && $0.errors.isAtEnd }
    DrainedPipe.wait(
      for: programs.flatMap { [$0.output, $0.errors] },
      milliseconds: isClosing ? closing : glance)
  }

  /// Takes what it wrote; what came of it, once it has ended or must.
  mutating func follow(
    isInterrupted: Bool
  ) -> Result<TimedProgram.End, TimedProgram.Failure>? {
    let hasEnded = group.hasEnded
    do throws(TimedProgram.Failure) {
      // What it wrote before its end is in the pipes; what others hold open is waited for no longer.
      try output.drain()
      try errors.drain()
      guard hasEnded || (ContinuousClock.now < deadline && !isInterrupted) else { throw .timedOut }
    } catch {
      close()
      return .failure(error)
    }
    guard hasEnded else { return nil }
    return .success(
      TimedProgram.End(status: close(), output: output.bytes, errors: errors.bytes))
  }

  /// Ends what is left of it, and closes what is open; its exit status.
  @discardableResult
  private mutating func close() -> Int32 {
    let status = group.end()
    input.close()
    output.close()
    errors.close()
    return status
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

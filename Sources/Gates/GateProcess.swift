internal import CLibrary
internal import Programs

/// One running command: the leader of a process group of its own, whose output comes through a pipe.
struct GateProcess {
  let group: ProcessGroup
  private var pipe: OutputPipe
  private(set) var output = OutputExcerpt()

  /// Starts a program in a folder, with nothing on standard input.
  init(
    program: String, arguments: [[UInt8]], environment: [[UInt8]], folder: String
  ) throws(SystemError) {
    var pipe = try OutputPipe()
    let channel = pipe.writing.map { ProgramStart.Channel.descriptor($0) } ?? .nothing
    var start = ProgramStart(Array(program.utf8), arguments, environment: environment)
    start.folder = folder
    start.channels = [.nothing, channel, channel]
    do throws(SystemError) {
      group = try ProcessGroup(start)
    } catch {
      pipe.close()
      throw error
    }
    pipe.closeWriting()
    self.pipe = pipe
  }

  /// Our end of the pipe; `nil` once everybody closed theirs.
  var descriptor: Int32? { pipe.reading }

  /// Takes what the pipe holds, but no more than a few buffers at a time: others wait too.
  mutating func read(into buffer: inout [UInt8]) {
    for _ in 0..<16 {
      switch pipe.look(&buffer) {
      case .bytes(let count): output.append(buffer[..<count])
      case .nothing: return
      case .end, .failed: return closePipe()
      }
    }
  }

  /// Stops listening.
  mutating func closePipe() { pipe.close() }

  /// Takes the ended leader's status.
  func reap() -> GateEnd {
    switch group.reap() {
    case .exited(let status): .exited(status)
    case .signalled(let number): .signalled(number)
    case nil: .notStarted("its end was not told", help: "run it again")
    }
  }
}

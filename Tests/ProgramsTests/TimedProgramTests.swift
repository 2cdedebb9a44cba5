import Programs
import TestSupport
import Testing

/// A program is given a time and a size, and whatever it starts ends with it.
@Suite struct TimedProgramTests {
  /// Runs a shell script.
  private func run(
    _ script: String, input: String = "", time: Duration = .seconds(20), limit: Int = 1 << 20
  ) throws(TimedProgram.Failure) -> TimedProgram.End {
    try TimedProgram(
      path: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin", "A": "b"],
      input: Array(input.utf8), time: time, outputLimit: limit
    ).run()
  }

  /// Whether a process ends: what was killed needs its turn. One that nobody has waited for yet is a
  /// zombie.
  private func isGone(_ process: String) throws(TimedProgram.Failure) -> Bool {
    let script = """
      state() {
        if [ -d /proc/self ]; then cut -d' ' -f3 /proc/\(process)/stat 2>/dev/null || echo Z
        else ps -o stat= -p \(process) || echo Z
        fi
      }
      tries=200
      while [ $tries -gt 0 ]; do
        case $(state) in Z*) echo gone; exit ;; esac
        sleep 0.05
        tries=$((tries - 1))
      done
      """
    return try run(script).output == Array("gone\n".utf8)
  }

  @Test("Input, output, errors, environment and status go through")
  func plain() throws {
    let end = try run("cat; echo $A >&2; exit 3", input: "in")
    #expect(end.output == Array("in".utf8))
    #expect(end.errors == Array("b\n".utf8))
    #expect(end.status == 3)
    #expect(try run("kill -9 $$").status == 137)
  }

  @Test("More input and output than a pipe holds")
  func large() throws {
    let text = String(repeating: "0123456789", count: 50_000)
    #expect(try run("cat", input: text).output.count == 500_000)
    #expect(try run("cat >&2", input: text).errors.count == 500_000)
  }

  @Test("What prints without an end is stopped")
  func endless() throws {
    let failure = #expect(throws: TimedProgram.Failure.self) { try run("yes") }
    guard case .tooLong? = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test("The whole group ends with its time, what ignores the word too")
  func timeout() throws {
    let folder = try TemporaryFolder()
    let script = """
      trap '' TERM
      (trap '' TERM; sleep 60) &
      echo $! > \(folder.path)/child
      sleep 60
      """
    let failure = #expect(throws: TimedProgram.Failure.self) {
      try run(script, time: .milliseconds(500))
    }
    guard case .timedOut? = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    let child = String(decoding: try #require(folder.read("child")), as: UTF8.self)
      .filter(\.isNumber)
    #expect(try isGone(child))
  }

  @Test("A child that holds the output open does not hold up the answer, and ends")
  func leftover() throws {
    let end = try run("sleep 60 & echo $!; exit 0")
    #expect(end.status == 0)
    let child = String(decoding: end.output, as: UTF8.self).filter(\.isNumber)
    #expect(try isGone(child))
  }

  @Test("A program that is not there does not start")
  func missing() throws {
    let program = TimedProgram(
      path: "/nowhere/gh", arguments: [], environment: [:], input: [], time: .seconds(1),
      outputLimit: 1)
    #expect(throws: TimedProgram.Failure.self) { try program.run() }
  }
}

internal import CLibrary
public import PolicyCore
package import Programs

/// Runs gates at the same time, each in a process group of its own, and lets none outlive its run.
public struct GateRunner: ~Copyable {
  /// One gate that is running.
  public struct Running: Sendable {
    /// The gate's name.
    public let name: String
    /// How long it has run, in seconds.
    public let seconds: Double
  }

  /// What is told while gates run.
  public enum Event: Sendable {
    /// A gate is done.
    case done(GateRun)
    /// These are running; told ten times a second.
    case running([Running])
  }

  private let jobs: [GateJob]
  private let limit: Int
  private let interrupts: Interrupts
  private let reference: (Gate) -> GateReference
  private var waiting: Range<Int>
  private var children: [RunningGate] = []
  private var runs: [Int: GateRun] = [:]
  private var files: [(index: Int, file: MetricFile)] = []
  private var isInterrupted = false
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  /// A run of these gates, so many at the same time; `reference` tells the number that a gate must not
  /// be worse than.
  package init(
    _ jobs: [GateJob], atOnce limit: Int, interrupts: consuming Interrupts,
    reference: @escaping (Gate) -> GateReference
  ) {
    (self.jobs, self.limit, self.reference) = (jobs, max(1, limit), reference)
    self.interrupts = interrupts
    waiting = jobs.indices
  }

  /// Runs all to their end. What came of each, in the order of the jobs.
  public consuming func run(_ tell: (Event) -> Void) -> [GateRun] {
    var toldAt = ContinuousClock.now
    ProcessGroup.adoptOrphans()
    while !waiting.isEmpty || !children.isEmpty {
      start(tell)
      wait()
      let now = ContinuousClock.now
      step(now)
      finish(tell)
      if now - toldAt >= .milliseconds(100) {
        toldAt = now
        tell(
          .running(
            children.map { child in
              Running(name: child.gate.name, seconds: seconds(now - child.start))
            }))
      }
    }
    checkFiles()
    return jobs.indices.compactMap { runs[$0] }
  }

  private mutating func start(_ tell: (Event) -> Void) {
    while children.count < limit, let index = waiting.popFirst() {
      let job = jobs[index]
      if isInterrupted {
        end(index, job.gate, .interrupted, tell)
        continue
      }
      let name = job.gate.command.first ?? ""
      guard
        let program = job.program
      else {
        let help =
          name.contains("/")
          ? "see whether it is there and may be run: ls -l \(name)"
          : "install '\(name)', or put it on PATH"
        end(index, job.gate, .notStarted("the program '\(name)' is not there", help: help), tell)
        continue
      }
      let before = job.gate.metric?.file.map { MetricFile(job.folder + "/" + $0, name: $0) }
      do throws(SystemError) {
        let process = try GateProcess(
          program: program, arguments: job.gate.command.map { Array($0.utf8) },
          environment: job.environment + [Array("POLICY_GATE=\(job.gate.name)".utf8)],
          folder: job.folder)
        children.append(
          RunningGate(
            index: index, gate: job.gate, process: process, start: .now, before: before))
      } catch {
        let help =
          error.number == ENOEXEC
          ? "begin it with a line that names its interpreter: #!/bin/sh" : "run it by hand"
        end(
          index, job.gate, .notStarted("'\(name)' does not start: \(error.reason)", help: help),
          tell)
      }
    }
  }

  /// A gate that never ran.
  private mutating func end(
    _ index: Int, _ gate: Gate, _ end: GateEnd, _ tell: (Event) -> Void
  ) {
    let run = GateRun(
      gate: gate, end: end, output: OutputExcerpt(), seconds: 0,
      verdict: GateJudge.verdict(gate, end, value: nil, reference: reference))
    runs[index] = run
    tell(.done(run))
  }

  /// Waits until something is printed, or a moment.
  private mutating func wait() {
    var places: [pollfd] = children.compactMap { child in
      child.process.descriptor.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    }
    // Who closed its output ends soon, and nothing tells of it.
    let isClosing = children.contains { $0.process.descriptor == nil || $0.end != nil }
    _ = poll(&places, nfds_t(places.count), isClosing ? 5 : 50)
    for index in children.indices { children[index].process.read(into: &buffer) }
  }

  private mutating func step(_ now: ContinuousClock.Instant) {
    while interrupts.next() != nil {
      // Who asks twice does not want to wait.
      let isSecond = isInterrupted
      isInterrupted = true
      for index in children.indices {
        children[index].stop(.interrupted, at: now)
        if isSecond { children[index].process.group.signal(SIGKILL) }
      }
    }
    for index in children.indices {
      if now - children[index].start >= .seconds(children[index].gate.timeout) {
        children[index].stop(.timedOut, at: now)
      }
      children[index].follow(now)
    }
  }

  private mutating func finish(_ tell: (Event) -> Void) {
    var left: [RunningGate] = []
    for var child in children {
      guard child.isOver, let end = child.end else {
        left.append(child)
        continue
      }
      // What was written is in the pipe by now; who left the group may hold it open for ever.
      child.process.read(into: &buffer)
      child.process.closePipe()
      let run = judge(child, end)
      runs[child.index] = run
      tell(.done(run))
    }
    children = left
  }

  private mutating func judge(_ child: RunningGate, _ end: GateEnd) -> GateRun {
    let end = child.stop ?? end
    var file = child.before
    let value = GateJudge.value(child.gate, end, child.process.output, &file)
    var run = GateRun(
      gate: child.gate, end: end, output: child.process.output,
      seconds: seconds((child.endedAt ?? .now) - child.start), leftProcesses: child.leftProcesses,
      verdict: GateJudge.verdict(child.gate, end, value: value, reference: reference))
    if case .success(let number)? = value {
      run.value = number
      if let file { files.append((child.index, file)) }
    }
    return run
  }

  /// A file that changed behind the gate that wrote it holds somebody else's number.
  private mutating func checkFiles() {
    for (index, file) in files where file.hasChanged() {
      runs[index]?.value = nil
      runs[index]?.verdict = .unknown(
        message: "'\(file.name)' changed after the gate had ended",
        help: "let each gate write a file of its own")
    }
  }

  private func seconds(_ span: Swift.Duration) -> Double {
    Double(span.components.seconds) + Double(span.components.attoseconds) / 1e18
  }
}

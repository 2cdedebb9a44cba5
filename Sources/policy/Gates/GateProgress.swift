internal import Gates
internal import PolicyCore
internal import Reports

/// What is told while gates run: on a terminal a line with a spinner for each that runs, below those
/// that are done; elsewhere a line for each that is done, in the order of the policy.
struct GateProgress {
  /// What is told of gates that are done.
  enum Told {
    /// Each, on standard output.
    case everything
    /// What stops a hook, on standard error.
    case onlyWhatFails
    /// Nothing: a program reads what comes at the end.
    case nothing
  }

  private static let spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

  private let order: [String]
  private let lines: GateLines
  private let isLive: Bool
  private let told: Told
  private var done: [String: GateRun] = [:]
  private var next = 0
  private var height = 0
  private var turn = 0
  private var output = PatientOutput()

  /// Progress of these gates.
  init(_ order: [String], _ lines: GateLines, isLive: Bool, told: Told) {
    (self.order, self.lines, self.told) = (order, lines, told)
    self.isLive = isLive && told != .nothing
  }

  mutating func tell(_ event: GateRunner.Event) {
    guard told != .nothing else { return }
    switch event {
    case .done(let run):
      clear()
      if isLive { return tell(run) }
      done[run.gate.name] = run
      while next < order.count, let run = done[order[next]] {
        tell(run)
        next += 1
      }
    case .running(let running):
      output.proceed()
      // A picture of what was is of no use to whoever looks later.
      if isLive, !output.isWaiting { draw(running) }
    }
  }

  private mutating func tell(_ run: GateRun) {
    switch told {
    case .everything: put(lines.lines(run), .output)
    case .onlyWhatFails where run.verdict != .passed: put(lines.lines(run), .errors)
    case .onlyWhatFails, .nothing: return
    }
  }

  /// Takes the live lines away, and tells what nobody would read before.
  mutating func finish() {
    clear()
    output.finish()
  }

  private mutating func clear() {
    guard height > 0 else { return }
    // Up, to the first column, and clear all below: ECMA-48, 8.3.22 and 8.3.39.
    put("\u{1b}[\(height)A\r\u{1b}[J", .errors)
    height = 0
  }

  private mutating func draw(_ running: [GateRunner.Running]) {
    clear()
    turn += 1
    let width = Stream.errors.width ?? 80
    let mark = Self.spinner[turn % Self.spinner.count]
    var text = ""
    for gate in running {
      let line = "\(mark) \(Escaped.text(gate.name))  \(Int(clamping: Int64(gate.seconds))) s"
      text += line.prefix(max(1, width - 1)) + "\n"
    }
    put(text, .errors)
    height = running.count
  }

  private mutating func put(_ text: String, _ stream: Stream) { output.tell(text, stream) }
}

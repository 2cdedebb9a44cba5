internal import CLibrary
internal import PolicyCore
internal import Programs

/// One gate between its start and the end of everybody in its process group.
struct RunningGate {
  /// How long a group has between TERM and KILL.
  static let grace: Swift.Duration = .seconds(2)

  /// How long those who got KILL are waited for: what hangs in the kernel may never go.
  private static let patience: Swift.Duration = .seconds(5)

  /// Its place among the jobs.
  let index: Int
  let gate: Gate
  var process: GateProcess
  let start: ContinuousClock.Instant
  /// The metric file as it stood before the start.
  let before: MetricFile?
  /// Why we ended it.
  private(set) var stop: GateEnd?
  /// How the leader ended, and when.
  private(set) var end: GateEnd?
  private(set) var endedAt: ContinuousClock.Instant?
  /// Whether others of its group were still there then.
  private(set) var leftProcesses = false
  /// When the group gets KILL.
  private var killAt: ContinuousClock.Instant?

  init(
    index: Int, gate: Gate, process: GateProcess, start: ContinuousClock.Instant,
    before: MetricFile?
  ) {
    (self.index, self.gate, self.process) = (index, gate, process)
    (self.start, self.before) = (start, before)
  }

  /// Whether nobody of its group is left.
  var isOver: Bool { end != nil && killAt == nil }

  /// Ends the group, politely first.
  mutating func stop(_ why: GateEnd, at now: ContinuousClock.Instant) {
    guard stop == nil, end == nil else { return }
    stop = why
    killAt = now + Self.grace
    process.group.signal(SIGTERM)
    // What is stopped hears nothing else.
    process.group.signal(SIGCONT)
  }

  /// Looks whether the leader has ended, and ends what it left behind.
  mutating func follow(_ now: ContinuousClock.Instant) {
    if end == nil, process.group.hasEnded {
      // While the leader is not reaped, nobody else can have its group's id.
      process.group.signal(SIGTERM)
      end = process.reap()
      endedAt = now
      let hasEnded = process.group.reapOrphans()
      let isLeft = process.group.hasMembers()
      leftProcesses = stop == nil && (hasEnded || isLeft)
      if isLeft {
        process.group.signal(SIGCONT)
        killAt = killAt ?? now + Self.grace
      } else {
        killAt = nil
      }
    }
    guard let killAt else { return }
    if end != nil, !process.group.hasMembers() || now >= killAt + Self.patience {
      self.killAt = nil
    } else if now >= killAt {
      process.group.signal(SIGKILL)
    }
  }
}

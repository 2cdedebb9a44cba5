package import CLibrary
internal import CSpawn

/// A started program and everything that it starts, as one process group: setpgid(2).
package struct ProcessGroup {
  /// The program, and its group.
  private let leader: pid_t

  /// How long what is told to end may take before it is killed.
  private static let grace = Duration.seconds(1)

  /// Starts a program as the leader of a new group.
  package init(_ program: ProgramStart) throws(SystemError) {
    var program = program
    program.isApart = true
    leader = try program.start()
  }

  /// Whether the leader has ended. It is left to be waited for, so that its number, which is the
  /// group's too, cannot become another's.
  package var hasEnded: Bool {
    var information = siginfo_t()
    while waitid(P_PID, id_t(leader), &information, WEXITED | WNOHANG | WNOWAIT) < 0 {
      // A leader that cannot be waited for is nobody's child any more.
      guard errno == EINTR else { return true }
    }
    return information.si_signo != 0
  }

  /// How the leader ended, once: its number is free then. `nil` where nobody tells.
  package func reap() -> ProgramEnd? {
    do throws(SystemError) { return try ProgramEnd(of: leader) } catch { return nil }
  }

  /// Sends a signal to everybody in the group; false where nobody is there.
  @discardableResult
  package func signal(_ number: Int32) -> Bool { kill(-leader, number) == 0 || errno == EPERM }

  /// Ends what is left of the group, first with a word and then without, and tells once how the leader
  /// ended: its exit status, or 128 and the signal.
  @discardableResult
  package func end() -> Int32 {
    if !hasEnded {
      signal(SIGTERM)
      let last = ContinuousClock.now + Self.grace
      while !hasEnded, ContinuousClock.now < last { _ = poll(nil, 0, 10) }
    }
    signal(SIGKILL)
    // Where signals of children are ignored nobody is told how it ended: that is no success.
    return reap()?.status ?? 255
  }

  /// Lets orphans below this process become its children, so that it can wait for those of its groups.
  package static func adoptOrphans() {
    #if os(Linux)
      _ = policy_adopt_orphans()
    #endif
  }

  /// Waits for those of the group that ended and are ours: until then they count as there. Whether a
  /// signal ended one of them.
  package func reapOrphans() -> Bool {
    var (word, wasSignalled): (Int32, Bool) = (0, false)
    while waitpid(-leader, &word, WNOHANG) > 0 {
      if word & 0x7f != 0 { wasSignalled = true }
    }
    return wasSignalled
  }

  /// Whether somebody is left in the group, whose leader is reaped.
  package func hasMembers() -> Bool {
    _ = reapOrphans()
    return signal(0)
  }
}

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A started program and everything that it starts, as one process group: setpgid(2).
final class ProcessGroup {
  private let leader: pid_t
  private var status: Int32?

  /// How long what is told to end may take before it is killed.
  private static let grace = Duration.seconds(1)

  /// Starts a program as the leader of a new group; `descriptors` become its 0, 1 and 2.
  init(
    _ path: String, _ arguments: [String], _ environment: [String], _ descriptors: [Int32]
  ) throws(TimedProgram.Failure) {
    var child: pid_t = 0
    let failure = Self.spawn(&child, path, arguments, environment, descriptors)
    guard failure == 0 else { throw .system(failure) }
    leader = child
  }

  /// Whether the leader has ended. It is left to be waited for, so that its number, which is the
  /// group's too, cannot become another's.
  var hasEnded: Bool {
    if status != nil { return true }
    var information = siginfo_t()
    while waitid(P_PID, id_t(leader), &information, WEXITED | WNOHANG | WNOWAIT) < 0 {
      // A leader that cannot be waited for is nobody's child any more.
      guard errno == EINTR else { return true }
    }
    return information.si_signo != 0
  }

  /// Ends what is left of the group, first with a word and then without, and tells how the leader
  /// ended: its exit status, or 128 and the signal.
  @discardableResult
  func end() -> Int32 {
    if let status { return status }
    if !hasEnded {
      kill(-leader, SIGTERM)
      let last = ContinuousClock.now + Self.grace
      while !hasEnded, ContinuousClock.now < last { _ = poll(nil, 0, 10) }
    }
    kill(-leader, SIGKILL)
    var word: Int32 = 0
    while waitpid(leader, &word, 0) < 0 {
      if errno == EINTR { continue }
      // Where signals of children are ignored nobody is told how it ended: that is no success.
      word = 0xff00
      break
    }
    // The macros of wait(2), which Swift does not see.
    let signal = word & 0x7f
    let ended = signal == 0 ? (word >> 8) & 0xff : 128 + signal
    status = ended
    return ended
  }

  private static func spawn(
    _ child: inout pid_t, _ path: String, _ arguments: [String], _ environment: [String],
    _ descriptors: [Int32]
  ) -> Int32 {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    for (number, descriptor) in zip(Int32(0)..., descriptors) {
      let failure = posix_spawn_file_actions_adddup2(&actions, descriptor, number)
      guard failure == 0 else { return failure }
    }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETPGROUP))
    return withCStrings(arguments) { arguments in
      withCStrings(environment) { environment in
        posix_spawn(&child, path, &actions, &attributes, arguments, environment)
      }
    }
  }

  /// The array of C strings, with `nil` at its end, that execve(2) takes.
  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }
}

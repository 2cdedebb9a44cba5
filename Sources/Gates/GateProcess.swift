internal import CSpawn

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// One running command: the leader of a process group of its own, whose output comes through a pipe.
struct GateProcess {
  /// The process, and its group.
  let id: pid_t
  /// Our end of the pipe; `nil` once everybody closed theirs.
  private(set) var pipe: Int32?
  private(set) var output = OutputExcerpt()

  /// Why a program did not start: errno(3).
  struct Failure: Error {
    let number: Int32
    var reason: String { String(cString: strerror(number)) }
  }

  /// Starts a program in a folder, with nothing on standard input.
  init(
    program: [UInt8], arguments: [[UInt8]], environment: [[UInt8]], folder: String
  ) throws(Failure) {
    var ends: [Int32] = [-1, -1]
    guard Self.openPipe(&ends) == 0 else { throw Failure(number: errno) }
    let (ours, theirs) = (ends[0], ends[1])
    defer { close(theirs) }
    _ = fcntl(ours, F_SETFL, O_NONBLOCK)
    var child: pid_t = 0
    let failure = Self.spawn(&child, program, arguments, environment, folder, output: theirs)
    guard failure == 0 else {
      close(ours)
      throw Failure(number: failure)
    }
    (id, pipe) = (child, ours)
  }

  /// A pipe that no program inherits by accident.
  private static func openPipe(_ ends: inout [Int32]) -> Int32 {
    #if canImport(Darwin)
      guard pipe(&ends) == 0 else { return -1 }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return 0
    #else
      return pipe2(&ends, O_CLOEXEC)
    #endif
  }

  private static func spawn(
    _ child: inout pid_t, _ program: [UInt8], _ arguments: [[UInt8]], _ environment: [[UInt8]],
    _ folder: String, output: Int32
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
    for step in [
      posix_spawn_file_actions_addchdir_np(&actions, folder),
      // Where we have no standard input, the pipe may have its number: it is opened last.
      posix_spawn_file_actions_adddup2(&actions, output, 1),
      posix_spawn_file_actions_adddup2(&actions, output, 2),
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0),
      closeOthers(&actions),
    ] where step != 0 { return step }
    // Signals as a fresh program has them: ours may be blocked, and SIGPIPE ignored.
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP) | closing)
    return withCStrings(arguments) { arguments in
      withCStrings(environment) { environment in
        (program + [0]).withUnsafeBufferPointer { path in
          path.withMemoryRebound(to: CChar.self) { path in
            guard let path = path.baseAddress else { return EINVAL }
            return posix_spawn(&child, path, &actions, &attributes, arguments, environment)
          }
        }
      }
    }
  }

  #if canImport(Darwin)
    private static let closing = Int16(POSIX_SPAWN_CLOEXEC_DEFAULT)
    private static func closeOthers(_ actions: inout posix_spawn_file_actions_t?) -> Int32 { 0 }
  #else
    private static let closing: Int16 = 0
    private static func closeOthers(_ actions: inout posix_spawn_file_actions_t) -> Int32 {
      policy_spawn_closing_from(&actions, 3)
    }
  #endif

  /// The array of C strings, with `nil` at its end, that execve(2) takes.
  private static func withCStrings<Result>(
    _ strings: [[UInt8]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { string in
      (string + [0]).withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.flatMap { strdup($0) } }
      }
    }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }

  /// Takes what the pipe holds, but no more than a few buffers at a time: others wait too.
  mutating func read(into buffer: inout [UInt8]) {
    guard let pipe else { return }
    for _ in 0..<16 {
      let count = Self.take(from: pipe, &buffer)
      if count > 0 {
        output.append(buffer[..<count])
        continue
      }
      if count == 0 || (errno != EAGAIN && errno != EINTR) { closePipe() }
      return
    }
  }

  private static func take(from pipe: Int32, _ buffer: inout [UInt8]) -> Int {
    buffer.withUnsafeMutableBytes { bytes in
      #if canImport(Glibc)
        Glibc.read(pipe, bytes.baseAddress, bytes.count)
      #elseif canImport(Musl)
        Musl.read(pipe, bytes.baseAddress, bytes.count)
      #else
        Darwin.read(pipe, bytes.baseAddress, bytes.count)
      #endif
    }
  }

  /// Stops listening.
  mutating func closePipe() {
    if let pipe { close(pipe) }
    pipe = nil
  }

  /// Whether the leader has ended; it keeps its id until `reap`.
  func hasEnded() -> Bool {
    var facts = siginfo_t()
    let answer = waitid(P_PID, id_t(bitPattern: id), &facts, WEXITED | WNOHANG | WNOWAIT)
    // An id that is not ours to wait for is not running either.
    return answer != 0 ? errno != EINTR : facts._sifields._sigchld.si_pid == id
  }

  /// Takes the ended leader's status.
  func reap() -> GateEnd {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 {
      guard errno == EINTR else { return .notStarted("its end was not told", help: "run it again") }
    }
    // The macros of wait(2), which Swift does not see.
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
  }

  /// Lets orphans of the groups become our children.
  static func adoptOrphans() {
    #if os(Linux)
      _ = policy_adopt_orphans()
    #endif
  }

  /// Whether somebody is left in the group, whose leader is reaped.
  func hasMembers() -> Bool {
    _ = reapOrphans()
    return signal(0)
  }

  /// Waits for those of the group that ended and are ours: until then they count as there. Whether a
  /// signal ended one of them.
  func reapOrphans() -> Bool {
    var (status, wasSignalled): (Int32, Bool) = (0, false)
    while waitpid(-id, &status, WNOHANG) > 0 {
      if status & 0x7f != 0 { wasSignalled = true }
    }
    return wasSignalled
  }

  /// Sends a signal to everybody in the group; false where nobody is there.
  @discardableResult
  func signal(_ number: Int32) -> Bool { kill(-id, number) == 0 || errno == EPERM }
}

package import CLibrary
internal import CSpawn

/// A program to be started with an argument array, never through a shell of ours: posix_spawn(3).
package struct ProgramStart {
  /// What one of its first descriptors becomes.
  package enum Channel {
    /// What ours of that number is.
    case ours
    /// Nothing to read, and nobody who listens.
    case nothing
    /// One of our descriptors.
    case descriptor(Int32)
  }

  private let path: [UInt8]
  private let arguments: [[UInt8]]
  private let environment: [[UInt8]]
  /// Its descriptors 0, 1 and 2; those that are not named are ours. A number under 3 stands in its own
  /// place only.
  package var channels: [Channel] = []
  /// The folder that it starts in; `nil` where it is ours.
  package var folder: String?
  /// Whether it leads a process group of its own, with the signals of a fresh program and no
  /// descriptors but those three.
  package var isApart = false

  /// A program by its path; the first argument is the name that it is told.
  package init(_ path: [UInt8], _ arguments: [[UInt8]], environment: [[UInt8]]) {
    (self.path, self.arguments, self.environment) = (path, arguments, environment)
  }

  #if canImport(Darwin)
    private typealias Actions = posix_spawn_file_actions_t?
    private typealias Attributes = posix_spawnattr_t?
  #else
    private typealias Actions = posix_spawn_file_actions_t
    private typealias Attributes = posix_spawnattr_t
  #endif

  /// Starts it.
  package func start() throws(SystemError) -> pid_t {
    #if canImport(Darwin)
      var (actions, attributes): (Actions, Attributes) = (nil, nil)
    #else
      var (actions, attributes) = (Actions(), Attributes())
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    try placeFiles(in: &actions)
    setSignals(in: &attributes)
    var child: pid_t = 0
    try Self.check(
      CStrings.with(arguments) { arguments in
        CStrings.with(environment) { environment in
          posix_spawn(
            &child, CStrings.bytes(path), &actions, &attributes, arguments, environment)
        }
      })
    return child
  }

  /// The folder, the channels, and no descriptor but those where it is apart.
  private func placeFiles(in actions: inout Actions) throws(SystemError) {
    if let folder { try Self.check(posix_spawn_file_actions_addchdir_np(&actions, folder)) }
    for (number, channel) in zip(Int32(0)..., channels) {
      switch channel {
      case .ours: continue
      case .nothing:
        try Self.check(
          posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0))
      case .descriptor(let ours):
        try Self.check(posix_spawn_file_actions_adddup2(&actions, ours, number))
      }
    }
    #if !canImport(Darwin)
      if isApart { try Self.check(policy_spawn_closing_from(&actions, 3)) }
    #endif
  }

  /// The signals, and the process group where it is apart.
  private func setSignals(in attributes: inout Attributes) {
    var flags = Int16(POSIX_SPAWN_SETSIGDEF)
    var (none, reset) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    if isApart {
      // Ours may be held back, and others than SIGPIPE ignored.
      sigfillset(&reset)
      posix_spawnattr_setsigmask(&attributes, &none)
      posix_spawnattr_setpgroup(&attributes, 0)
      flags |= Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETPGROUP)
      #if canImport(Darwin)
        flags |= Int16(POSIX_SPAWN_CLOEXEC_DEFAULT)
      #endif
    } else {
      sigemptyset(&reset)
      sigaddset(&reset, SIGPIPE)
    }
    posix_spawnattr_setsigdefault(&attributes, &reset)
    posix_spawnattr_setflags(&attributes, flags)
  }

  private static func check(_ number: Int32) throws(SystemError) {
    guard number == 0 else { throw SystemError(number: number) }
  }
}

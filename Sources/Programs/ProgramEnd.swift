package import CLibrary

/// How a program ended.
package enum ProgramEnd: Equatable, Sendable {
  /// By itself, with this status.
  case exited(Int32)
  /// By a signal.
  case signalled(Int32)

  /// Waits for a program that we started; throws what waitpid(2) fails with.
  package init(of child: pid_t) throws(SystemError) {
    var word: Int32 = 0
    while waitpid(child, &word, 0) < 0 {
      guard errno == EINTR else { throw SystemError() }
    }
    // The macros of wait(2), which Swift does not see.
    let signal = word & 0x7f
    self = signal == 0 ? .exited((word >> 8) & 0xff) : .signalled(signal)
  }

  /// The exit status; of a program that a signal ended, 128 and the signal.
  package var status: Int32 {
    switch self {
    case .exited(let status): status
    case .signalled(let signal): 128 + signal
    }
  }
}

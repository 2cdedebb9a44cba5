internal import CLibrary

/// Holds back the signals by which people and systems end a program, so that what runs for it can be
/// ended first.
///
/// Held back, not handled: a handler would need a global variable. A signal that the program was told to
/// ignore stays ignored, as nohup(1) has it.
package struct Interrupts: ~Copyable {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  private var held = sigset_t()
  private var before = sigset_t()

  /// Holds them back until the value goes away.
  package init() {
    sigemptyset(&held)
    for number in Self.numbers where !Self.isIgnored(number) {
      sigaddset(&held, number)
    }
    pthread_sigmask(SIG_BLOCK, &held, &before)
  }

  deinit {
    var before = before
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      return unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
    #else
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    #endif
  }

  /// Whether one came.
  package var hasCome: Bool {
    var (pending, held) = (sigset_t(), held)
    guard sigpending(&pending) == 0 else { return false }
    return Self.numbers.contains {
      sigismember(&pending, $0) == 1 && sigismember(&held, $0) == 1
    }
  }

  /// The next signal that came; `nil` where none did.
  package func next() -> Int32? {
    guard hasCome else { return nil }
    var (wanted, number) = (held, Int32(0))
    return sigwait(&wanted, &number) == 0 ? number : nil
  }
}

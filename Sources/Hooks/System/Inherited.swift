internal import CLibrary

/// What a program inherits from its caller.
public enum Inherited {
  /// Mends what we could not work with: closed descriptors, and SIGCHLD that is ignored.
  public static func mend() {
    // A file of ours that got such a number would be read or written in its stead. Whoever reads or
    // writes there fails as before.
    for number: Int32 in 0...2 where fcntl(number, F_GETFD) < 0 {
      _ = open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
    }
    // Whoever ignores it is not told how programs end: waitpid(2).
    _ = signal(SIGCHLD, SIG_DFL)
  }
}

internal import CLibrary

/// What the system says of a call that failed: errno(3).
public struct SystemError: Error, Equatable {
  /// The error's number.
  public let number: Int32

  /// The error of the last call.
  init() { number = errno }

  /// An error by its number.
  init(number: Int32) { self.number = number }

  /// The error in the system's words.
  public var reason: String { String(cString: strerror(number)) }

  /// Whether there is nothing at the path.
  public var isMissing: Bool { number == ENOENT || number == ENOTDIR }
}

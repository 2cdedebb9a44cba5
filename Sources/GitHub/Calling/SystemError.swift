#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The system's words for its errors.
enum SystemError {
  /// The words for a number: errno(3).
  static func text(_ number: Int32) -> String { String(cString: strerror(number)) }
}

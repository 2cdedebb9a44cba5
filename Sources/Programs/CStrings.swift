internal import CLibrary

/// Strings as C has them: bytes, and a NUL behind them.
package enum CStrings {
  /// One string.
  package static func bytes(_ string: [UInt8]) -> [CChar] {
    string.map { CChar(bitPattern: $0) } + [0]
  }

  /// The array of C strings, with `nil` at its end, that execve(2) takes.
  package static func with<Result>(
    _ strings: [[UInt8]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup(bytes($0)) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(&pointers)
  }
}

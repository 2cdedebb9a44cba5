#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The bytes of a C string, whatever their encoding.
func bytes(of text: UnsafePointer<CChar>) -> [UInt8] {
  Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
}

/// Calls `body` with the bytes as a C string. The caller has refused a NUL among them.
func withCString<Result>(
  _ bytes: [UInt8], _ body: (UnsafePointer<CChar>?) -> Result
) -> Result {
  (bytes + [0]).withUnsafeBytes { body($0.bindMemory(to: CChar.self).baseAddress) }
}

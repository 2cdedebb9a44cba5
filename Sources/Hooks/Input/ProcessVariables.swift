#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The environment of the process, read without Foundation.
public enum ProcessVariables {
  /// Every variable; of two with one name the first, as getenv(3) finds it.
  public static func all() -> [String: String] {
    var found: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        let name = String(text[..<equals])
        if found[name] == nil { found[name] = String(text[text.index(after: equals)...]) }
      }
      next += 1
    }
    return found
  }
}

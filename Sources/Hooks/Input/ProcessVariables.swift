internal import CLibrary

/// The environment of the process, read without Foundation.
public enum ProcessVariables {
  /// What the names of the variables begin with that a hook may look at: git's, policy's, who is at
  /// work, and where programs and settings are. The others are not even copied.
  private static let beginnings = [
    "GIT", "GL_", "HOME=", "PATH=", "POLICY_", "REMOTE_USER=", "SUDO_UID=", "XDG_CONFIG_HOME=",
  ].map { Array($0.utf8CString.dropLast()) }

  /// Those variables; of two with one name the first, as getenv(3) finds it.
  public static func all() -> [String: String] {
    var found: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      if beginnings.contains(where: { strncmp(entry, $0, $0.count) == 0 }) {
        let text = String(cString: entry)
        if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
          let name = String(text[..<equals])
          if found[name] == nil { found[name] = String(text[text.index(after: equals)...]) }
        }
      }
      next += 1
    }
    return found
  }

  /// The value of any variable; `nil` where it is not set.
  static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

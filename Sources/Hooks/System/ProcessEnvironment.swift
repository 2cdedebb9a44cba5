internal import CLibrary

/// The variables of this process, read without Foundation; as bytes: a value need not be text.
public enum ProcessEnvironment {
  /// What the names of the variables begin with that a hook, and what it starts, may look at: git's,
  /// policy's, who is at work, and where programs, settings, gpg's keyring and room for files are. The
  /// others are not even copied.
  private static let beginnings = [
    "GIT", "GL_", "GNUPGHOME=", "HOME=", "PATH=", "POLICY_", "REMOTE_USER=", "SUDO_UID=", "TMPDIR=",
    "XDG_CONFIG_HOME=",
  ].map { Array($0.utf8CString.dropLast()) }

  /// `NAME=value`, each.
  public static func entries() -> [[UInt8]] {
    var entries: [[UInt8]] = []
    forEach { entries.append(Array(UnsafeRawBufferPointer(start: $0, count: strlen($0)))) }
    return entries
  }

  /// Those that a hook may look at, as text; of two with one name the first, as getenv(3) finds it.
  public static func variables() -> [String: String] {
    var found: [String: String] = [:]
    forEach { entry in
      guard beginnings.contains(where: { strncmp(entry, $0, $0.count) == 0 }) else { return }
      let text = String(cString: entry)
      guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return }
      let name = String(text[..<equals])
      if found[name] == nil { found[name] = String(text[text.index(after: equals)...]) }
    }
    return found
  }

  /// The value of any variable, as text; `nil` where it is not set, or is no text: it would become
  /// another name.
  public static func text(_ name: String) -> String? {
    getenv(name).flatMap { String(validatingCString: $0) }
  }

  private static func forEach(_ body: (UnsafePointer<CChar>) -> Void) {
    #if canImport(Darwin)
      var next = _NSGetEnviron().pointee
    #else
      var next = environ
    #endif
    while let entry = next.pointee {
      body(entry)
      next += 1
    }
  }

  /// The arguments of this process, behind the program's name.
  public static func arguments() -> [[UInt8]] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { number in
      CommandLine.unsafeArgv[number].map {
        Array(UnsafeRawBufferPointer(start: $0, count: strlen($0)))
      }
    }
  }

  /// The value of a variable; `nil` where it is not set.
  static func value(_ name: String, in entries: [[UInt8]]) -> [UInt8]? {
    let start = Array("\(name)=".utf8)
    return entries.first { $0.starts(with: start) }.map { Array($0.dropFirst(start.count)) }
  }

  /// The others.
  static func without(_ names: [String], in entries: [[UInt8]]) -> [[UInt8]] {
    let starts = names.map { Array("\($0)=".utf8) }
    return entries.filter { entry in !starts.contains { entry.starts(with: $0) } }
  }
}

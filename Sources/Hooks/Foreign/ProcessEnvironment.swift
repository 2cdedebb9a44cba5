internal import CLibrary

/// The variables of this process, as bytes: a value need not be text.
public enum ProcessEnvironment {
  /// `NAME=value`, each.
  public static func entries() -> [[UInt8]] {
    #if canImport(Darwin)
      var next = _NSGetEnviron().pointee
    #else
      var next = environ
    #endif
    var entries: [[UInt8]] = []
    while let entry = next.pointee {
      entries.append(Array(UnsafeRawBufferPointer(start: entry, count: strlen(entry))))
      next += 1
    }
    return entries
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

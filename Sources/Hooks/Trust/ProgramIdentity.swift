internal import PolicyCore

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What tells the program that runs from every other build of it, without reading it.
struct ProgramIdentity: Equatable, Sendable {
  /// Size, inode, and when contents and inode last changed. The contents' time alone would not do:
  /// builds that can be reproduced set it to a date of their choice.
  private var facts: [Int64]

  init(facts: [Int64]) { self.facts = facts }

  /// The program that runs; `nil` where the system does not show its file.
  static var running: ProgramIdentity? {
    var status = stat()
    #if canImport(Darwin)
      var room = [CChar](repeating: 0, count: Int(PATH_MAX))
      var size = UInt32(room.count)
      guard _NSGetExecutablePath(&room, &size) == 0, stat(room, &status) == 0 else { return nil }
    #else
      // The file that was started, even where another has taken its place since: proc(5).
      guard stat("/proc/self/exe", &status) == 0 else { return nil }
    #endif
    return ProgramIdentity(
      facts: [Int64(status.st_size), Int64(truncatingIfNeeded: status.st_ino)]
        + [status.modified, status.changed].flatMap { [Int64($0.tv_sec), Int64($0.tv_nsec)] })
  }
}

extension ProgramIdentity: StoredFields {
  static var blank: ProgramIdentity { ProgramIdentity(facts: []) }

  mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&facts)
  }
}

internal import CLibrary
internal import PolicyCore

/// What tells the program that runs from every other build of it, without reading it.
struct ProgramIdentity: Equatable, Sendable {
  /// Size, inode, and when contents and inode last changed. The contents' time alone would not do:
  /// builds that can be reproduced set it to a date of their choice.
  private var facts: [Int64]

  init(facts: [Int64]) { self.facts = facts }

  /// The program that runs; `nil` where the system does not show its file.
  static var running: ProgramIdentity? {
    #if canImport(Darwin)
      var room = [CChar](repeating: 0, count: Int(PATH_MAX))
      var size = UInt32(room.count)
      guard _NSGetExecutablePath(&room, &size) == 0 else { return nil }
      return of(room)
    #else
      // The file that was started, even where another has taken its place since: proc(5).
      return of(Array("/proc/self/exe".utf8CString))
    #endif
  }

  /// The path of the program that runs, behind links; `nil` where the system does not show it.
  static var path: [UInt8]? {
    #if canImport(Darwin)
      var room = [CChar](repeating: 0, count: Int(PATH_MAX))
      var size = UInt32(room.count)
      guard _NSGetExecutablePath(&room, &size) == 0 else { return nil }
      return FilePath.resolved(room.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
    #else
      var room = [CChar](repeating: 0, count: 4096)
      let count = readlink("/proc/self/exe", &room, room.count)
      guard 0 < count, count < room.count else { return nil }
      return room[..<count].map { UInt8(bitPattern: $0) }
    #endif
  }

  /// The program in a file; `nil` where there is none.
  static func of(_ path: [CChar]) -> ProgramIdentity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
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

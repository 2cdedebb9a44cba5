import CLibrary
import TestSupport
import Testing

@testable import GitStore

/// Folders as the store lists them: a list that breaks off is no list.
@Suite struct FolderEntryTests {
  @Test("A folder holds what was put there")
  func entries() throws {
    let folder = try TemporaryFolder()
    try folder.write("x".utf8, to: "file")
    try folder.write("x".utf8, to: "sub/file")
    let entries = try FolderEntry.all(in: Array(folder.path.utf8))
    let names = entries.map { String(decoding: $0.name, as: UTF8.self) }
    #expect(Set(names) == [".", "..", "file", "sub"])
    #expect(!entries.contains { $0.isFile && $0.name != Array("file".utf8) })
    #expect(try FolderEntry.all { nil }.isEmpty)
  }

  @Test("An error in the middle of a folder is not its end")
  func brokenOff() throws {
    let failure = #expect(throws: SystemError.self) {
      try FolderEntry.all {
        errno = EIO
        return nil
      }
    }
    #expect(failure?.number == EIO)
    #expect(failure?.isMissing == false)
  }

  @Test("What is no folder, or is not there, is missing", arguments: ["none", "file/none"])
  func missing(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("x".utf8, to: "file")
    let failure = #expect(throws: SystemError.self) {
      try FolderEntry.all(in: Array("\(folder.path)/\(name)".utf8))
    }
    #expect(failure?.isMissing == true)
  }
}

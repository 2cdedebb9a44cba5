import CLibrary
import GitModel
import TestSupport
import Testing

@testable import Hooks

/// One reader of files serves all: what it cannot read is an error, never an empty file.
@Suite struct FileBytesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ file: String) -> [UInt8] { Array("\(folder.path)/\(file)".utf8) }

  @Test("One byte more than the limit tells of more", arguments: [0, 1, 4095, 65_536, 200_000])
  func limit(_ count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    try folder.write(bytes, to: "file")
    #expect(try FileBytes.read(path("file"), limit: count) == bytes)
    #expect(try FileBytes.read(path("file"), limit: count + 9) == bytes)
    #expect(FilePath.read(path("file"), limit: count) == bytes)
    guard count > 0 else { return }
    #expect(try FileBytes.read(path("file"), limit: count - 1) == bytes)
    #expect(FilePath.read(path("file"), limit: count - 1) == nil)
    guard count > 1 else { return }
    #expect(try FileBytes.read(path("file"), limit: count - 2).count == count - 1)
  }

  @Test(
    "A file without a size, such as the system makes up, is read to its end",
    .enabled(if: FilePath.isAccessible(Array("/proc/self/status".utf8), 4)))
  func sizeless() throws {
    let text = try FileBytes.read(Array("/proc/self/status".utf8), limit: 1 << 20)
    #expect(String(decoding: text, as: UTF8.self).contains("\nPid:"))
  }

  @Test("A folder of policy's own that cannot be entered is never taken for one that is not there")
  func ownFolder() throws {
    if let _ = try OwnFolder.find(["policy", "pushes"], below: folder.path) { Issue.record() }
    try folder.write([], to: "policy/pushes")
    #expect(throws: SystemError(number: ENOTDIR)) {
      _ = try OwnFolder.find(["policy", "pushes"], below: folder.path)
    }
  }

  @Test("A folder is an error, and so is what is not there, by its kind")
  func errors() throws {
    let found = #expect(throws: SystemError.self) { try FileBytes.read(path(""), limit: 9) }
    #expect(found?.isMissing == false)
    #expect(found?.reason == "Is a directory")
    let missing = #expect(throws: SystemError.self) { try FileBytes.read(path("none"), limit: 9) }
    #expect(missing?.isMissing == true)
    #expect(try PlainFile.read(folder.path + "/none", limit: 9) == nil)
    #expect(throws: GitError.self) { try PlainFile.read(folder.path, limit: 9) }
  }

  @Test("A pipe that nobody writes to makes nobody wait, and is no empty file")
  func pipe() async throws {
    _ = try await Program.run("mkfifo", ["pipe"], in: folder.path)
    #expect(throws: SystemError.silentPipe) { try FileBytes.read(path("pipe"), limit: 9) }
    let found = #expect(throws: GitError.self) {
      try PlainFile.read(folder.path + "/pipe", limit: 9)
    }
    #expect(found?.message.contains("not a file") == true)
  }
}

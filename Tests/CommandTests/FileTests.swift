import TestSupport
import Testing

@testable import policy

/// Files are read with a limit and replaced as a whole.
@Suite struct FileTests {
  @Test("A file is replaced whole, and nothing is left beside it")
  func replace() async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let path = folder.path + "/report"
    for text in ["one", ""] {
      try File.write(Array(text.utf8), to: path)
      #expect(try File.read(path, limit: 10) == Array(text.utf8))
    }
    #expect(try await Program.run("ls", ["-A"], in: folder.path).lines == ["report"])
  }

  @Test("What cannot be written leaves nothing behind")
  func failure() async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let error = #expect(throws: File.Failure.self) {
      try File.write([1], to: folder.path + "/none/report")
    }
    #expect(error?.path == folder.path + "/none/report")
    #expect(error?.isMissing == true)
  }

  @Test("A device is written to, not replaced")
  func device() throws {
    try File.write([1, 2], to: "/dev/null")
    #expect(try File.read("/dev/null", limit: 1) == [])
  }

  @Test("No more than one byte over the limit is read")
  func limit() throws {
    #expect(try File.read("/dev/zero", limit: 99_999).count == 100_000)
  }

  @Test("A folder is no file")
  func folder() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    #expect(throws: File.Failure.self) { try File.read(folder.path, limit: 10) }
  }

  @Test("Text is added at the end")
  func append() throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    for byte in [1, 2] as [UInt8] { try File.append([byte], to: folder.path + "/summary") }
    #expect(try File.read(folder.path + "/summary", limit: 10) == [1, 2])
  }
}

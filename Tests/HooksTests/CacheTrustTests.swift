import FoundationEssentials
import GitModel
import PolicyCore
import TestSupport
import Testing

@testable import Hooks

@Suite("Whom the policy cache believes, and where it writes")
struct CacheTrustTests {
  static let isRoot = ProcessInfo.processInfo.userName == "root"

  private func repository() throws -> CachedRepository {
    let repository = try CachedRepository()
    repository.cache().keep(try .sample(), for: .blob(.zero))
    #expect(try repository.cache().alone(.blob(.zero)) == .sample())
    return repository
  }

  @Test(
    "A file that others may write to is not believed, and is replaced", arguments: [0o620, 0o602])
  func writable(mode: Int) throws {
    let repository = try repository()
    let file = try repository.file
    #expect(try repository.mode(of: file) == 0o600)
    try repository.setMode(mode, of: file)
    #expect(try repository.cache().alone(.blob(.zero)) == nil)
    repository.cache().keep(try .sample(), for: .blob(.zero))
    #expect(try repository.cache().alone(.blob(.zero)) == .sample())
    #expect(try repository.mode(of: file) == 0o600)
  }

  @Test("A file of another user's is not believed", .enabled(if: isRoot))
  func owner() async throws {
    let repository = try repository()
    let path = repository.folder.path
    try #require(
      try await Program.run("chown", ["12345", try repository.file], in: path).status == 0)
    #expect(try repository.cache().alone(.blob(.zero)) == nil)
  }

  @Test("Root leaves nothing in a repository of another user's", .enabled(if: isRoot))
  func rootElsewhere() async throws {
    let repository = try CachedRepository()
    let path = repository.folder.path
    try #require(try await Program.run("chown", ["12345", "."], in: path).status == 0)
    repository.cache().keep(try .sample(), for: .blob(.zero))
    #expect(repository.files.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: path + "/policy"))
  }

  @Test("A pipe, a folder or a link in a file's place is a miss, and nobody waits")
  func strangeFiles() async throws {
    let repository = try repository()
    let (path, file) = (repository.folder.path, try repository.file)
    for command in [["mkfifo", file], ["mkdir", file], ["ln", "-s", "elsewhere", file]] {
      let bytes = try #require(repository.folder.read(file))
      try repository.folder.remove(file)
      try repository.folder.write(bytes, to: "policy/cache/elsewhere")
      try #require(
        try await Program.run(command[0], Array(command.dropFirst()), in: path).status == 0)
      #expect(try repository.cache().alone(.blob(.zero)) == nil, "\(command)")
      try repository.folder.remove(file)
      repository.cache().keep(try .sample(), for: .blob(.zero))
    }
  }

  @Test("A folder that leads elsewhere is not written to", arguments: ["policy", "policy/cache"])
  func link(part: String) throws {
    let repository = try CachedRepository()
    let elsewhere = try TemporaryFolder()
    let path = repository.folder.path
    try elsewhere.write([1], to: "cache/precious")
    if part.contains("/") {
      try FileManager.default.createDirectory(
        atPath: path + "/policy", withIntermediateDirectories: false)
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(part)", withDestinationPath: elsewhere.path)
    for number: UInt8 in 0..<20 { repository.cache().keep(try .sample(), for: try .blob(number)) }
    let found = try FileManager.default.subpathsOfDirectory(atPath: elsewhere.path).sorted()
    #expect(found == ["cache", "cache/precious"])
  }

  @Test("Where there is no room for a cache there is none, and no error")
  func noRoom() throws {
    let repository = try CachedRepository()
    try repository.folder.write([], to: "policy")
    repository.cache().keep(try .sample(), for: .blob(.zero))
    #expect(try repository.cache().alone(.blob(.zero)) == nil)
    let nowhere = PolicyCache(
      commonDirectory: repository.folder.path + "/nowhere", program: CachedRepository.program)
    nowhere.keep(try .sample(), for: .blob(.zero))
    #expect(try nowhere.alone(.blob(.zero)) == nil)
    #expect(!FileManager.default.fileExists(atPath: repository.folder.path + "/nowhere"))
  }

  @Test("A folder that cannot be written to is read all the same", .enabled(if: !isRoot))
  func readOnly() throws {
    let repository = try repository()
    try repository.setMode(0o555, of: "policy/cache")
    defer { try? repository.setMode(0o755, of: "policy/cache") }
    repository.cache().keep(try .sample(1), for: try .blob(1))
    #expect(try repository.cache().alone(try .blob(1)) == nil)
    #expect(try repository.cache().alone(.blob(.zero)) == .sample())
  }

  @Test("In a shared repository the folder is shared, and each file its user's own")
  func shared() throws {
    let repository = try CachedRepository()
    try repository.setMode(0o2775, of: ".")
    repository.cache().keep(try .sample(), for: .blob(.zero))
    for folder in ["policy", "policy/cache"] {
      #expect(try repository.mode(of: folder) & 0o777 == 0o775)
    }
    #expect(try repository.mode(of: try repository.file) == 0o600)
  }
}

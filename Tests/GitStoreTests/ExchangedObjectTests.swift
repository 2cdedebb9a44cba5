import GitModel
import TestSupport
import Testing

@testable import GitStore

/// Objects that inflate well and are not what their ids name.
@Suite struct ExchangedObjectTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "An object that stands under another's id is corrupt, in a pack as alone",
    arguments: [("HEAD", "HEAD~"), ("HEAD^{tree}", "HEAD~^{tree}"), ("HEAD:file", "HEAD~:file")],
    [true, false])
  func exchanged(names: (String, String), isPacked: Bool) async throws {
    let fixture = try await Fixture(in: folder)
    try await fixture.commit("one")
    try await fixture.commit("another")
    let (one, other) = (
      try await fixture.id("rev-parse", names.0), try await fixture.id("rev-parse", names.1)
    )
    try #require(one != other)
    func read(_ id: ObjectID) throws(GitError) -> Int {
      try fixture.open().withObject(id, "read object") { _, bytes in bytes.count }
    }
    #expect(try read(one) > 0)
    if isPacked {
      // Whole objects: with a delta, one would stand in the way of the other.
      try await fixture.git("repack", "-adfq", "--depth=0")
      try await fixture.shell("chmod u+w .git/objects/pack/* && cp .git/objects/pack/*.idx index")
      let index = try #require(fixture.read("index"))
      try fixture.write(try Self.exchanging(one, other, in: index), to: "index")
      try await fixture.shell("cp index .git/objects/pack/*.idx")
    } else {
      let files = [one, other].map { ".git/objects/\($0.hex.prefix(2))/\($0.hex.dropFirst(2))" }
      try await fixture.shell("chmod u+w \(files[0]) && cp \(files[1]) \(files[0])")
    }
    let found = error { () throws(GitError) in try read(one) }
    #expect(found?.cause == .corrupt, "\(found as Any)")
    let git = try await Program.run("git", ["fsck"], in: fixture.path)
    #expect(git.status != 0)
  }

  /// The index of a pack with the places of two objects exchanged: gitformat-pack(5), "Version 2 pack-*.idx
  /// files".
  private static func exchanging(
    _ one: ObjectID, _ other: ObjectID, in index: [UInt8]
  ) throws -> [UInt8] {
    var bytes = index
    let count = bytes[1028..<1032].reduce(0) { $0 << 8 | Int($1) }
    let names = (0..<count).map { Array(bytes[1032 + 20 * $0..<1052 + 20 * $0]) }
    let places = try [one, other].map { id in
      1032 + 24 * count + 4 * (try #require(names.firstIndex(of: id.bytes)))
    }
    for offset in 0..<4 { bytes.swapAt(places[0] + offset, places[1] + offset) }
    return bytes
  }
}

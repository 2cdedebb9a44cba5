import GitModel
import TestSupport
import Testing

@testable import GitStore

/// Loose objects that are damaged: libgit2 alone never comes to an end with one that was cut off.
@Suite struct LooseObjectTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The file of an object, writable.
  private func file(of id: ObjectID, in fixture: Fixture) async throws -> String {
    let path = "objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
    try await fixture.shell("chmod u+w .git/\(path)")
    return ".git/\(path)"
  }

  private func read(_ id: ObjectID, _ type: String, _ repository: Repository) throws(GitError) {
    switch type {
    case "commit": _ = try repository.commit(id)
    case "tree": _ = try repository.tree(id)
    default: _ = try repository.withObject(id, "read object") { _, _ in }
    }
  }

  @Test(
    "An object that was cut off anywhere is corrupt, and git says so, too",
    arguments: ["commit", "tree", "blob"])
  func cutOff(type: String) async throws {
    let fixture = try await Fixture(in: folder)
    let text = String(repeating: "One line of this file is as another.\n", count: 200)
    try fixture.write(text + "And one is not.\n", to: "file")
    try await fixture.git("add", ".")
    try await fixture.commit("one")
    let id = try await fixture.id(
      "rev-parse", ["commit": "HEAD", "tree": "HEAD^{tree}"][type] ?? ":file")
    let file = try await file(of: id, in: fixture)
    let whole = try #require(fixture.read(file))
    for length in 0..<whole.count {
      try fixture.write(whole.prefix(length), to: file)
      let repository = try fixture.open()
      let found = error { () throws(GitError) in try read(id, type, repository) }
      #expect(found?.cause == .corrupt, "\(length) of \(whole.count) bytes: \(found as Any)")
      #expect(found?.message.contains(file) == true, "\(length): \(found as Any)")
      let headed = error { () throws(GitError) in try fixture.open().header(of: id) }
      #expect(headed == nil || headed?.cause == .corrupt, "\(length): \(headed as Any)")
    }
    try fixture.write(whole.prefix(whole.count / 2), to: file)
    let git = try await Program.run("git", ["cat-file", "-p", id.hex], in: fixture.path)
    #expect(git.status != 0)
    try fixture.write(whole, to: file)
    let repository = try fixture.open()
    try read(id, type, repository)
  }

  @Test(
    "What is no compressed file is corrupt, and a pipe makes nobody wait",
    arguments: [
      ("printf garbage-garbage-garbage >", "is damaged"), (": >", "is empty"),
      ("rm -f F; mkfifo", "is a pipe"), ("rm -f F; mkdir", "is a folder"),
      ("rm -f F; ln -s /dev/zero", "is a pipe, a socket or a device"),
    ])
  func noObject(command: String, expected: String) async throws {
    let fixture = try await Fixture(in: folder)
    let id = try await fixture.commit("one")
    let file = try await file(of: id, in: fixture)
    try await fixture.shell("\(command.replacing("F", with: file)) \(file)")
    let found = error { () throws(GitError) in try fixture.open().commit(id) }
    #expect(found?.cause == .corrupt)
    #expect(found?.message.contains("\(file)' \(expected)") == true, "\(found as Any)")
  }

  @Test(
    "A damaged loose object is read from a pack that has it, as git reads it",
    arguments: [false, true])
  func packed(isAlternate: Bool) async throws {
    let fixture = try await Fixture(in: folder)
    let id = try await fixture.commit("one")
    let file = try await file(of: id, in: fixture)
    let whole = try #require(fixture.read(file))
    try await fixture.git("repack", "-adq")
    if isAlternate {
      try await fixture.shell(
        """
        mkdir ../other && mv .git/objects/pack ../other/pack && mkdir .git/objects/pack
        printf '../../../other\\n' > .git/objects/info/alternates
        """)
    }
    try fixture.write(whole.prefix(20), to: file)
    let commit = try fixture.open().commit(id)
    #expect(commit.message == Array("write file\n".utf8))
    #expect(try fixture.open().header(of: id).type == .commit)
    let git = try await Program.run("git", ["cat-file", "-p", id.hex], in: fixture.path)
    #expect(git.status == 0)
  }
}

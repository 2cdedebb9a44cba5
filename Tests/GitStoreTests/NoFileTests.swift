import GitModel
import TestSupport
import Testing

@testable import GitStore

/// A pipe, a folder or nothing where git keeps a file.
@Suite struct NoFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Files that are read, with what must be named where something else stands there.
  static let files = [
    "config", "HEAD", "packed-refs", "shallow", "commondir", "config.worktree", "included",
    "info/grafts", "objects/info/alternates",
  ]

  private func fixture() async throws -> (Fixture, tip: ObjectID) {
    let fixture = try await Fixture(in: folder)
    let tip = try await fixture.commit("one")
    try await fixture.git("config", "extensions.worktreeConfig", "true")
    try await fixture.git("config", "include.path", "included")
    try await fixture.git("repack", "-adq")
    try await fixture.git("pack-refs", "--all")
    return (fixture, tip)
  }

  @Test(
    "A pipe makes nobody wait, and is named as a folder is", arguments: files, ["mkfifo", "mkdir"])
  func notAFile(file: String, command: String) async throws {
    let (fixture, tip) = try await fixture()
    try await fixture.shell("rm -rf .git/\(file); \(command) .git/\(file)")
    let found = error { () throws(GitError) in
      let repository = try fixture.open()
      _ = try repository.refs()
      return try repository.graph(reaching: [tip])
    }
    #expect(
      found?.message.contains("\(fixture.path)/.git/\(file)' is a ") == true, "\(found as Any)")
    #expect(found?.help.contains("mv \(fixture.path)/.git/\(file)") == true)
  }

  @Test(
    "A pipe that is included makes nobody wait, however it is written",
    arguments: [
      "[include]\n\tpath = pipe # a comment", "[include] path = pipe",
      "[INCLUDE]\nPATH=\"pipe\" ; a comment", "[includeIf \"onbranch:a]b\"]\n path = pipe  ",
      "[include]\n path = pi\\\npe", "[include]\n path = inner",
      "[include]\npath = ~/repo/.git/pipe",
    ])
  func included(text: String) async throws {
    let (fixture, _) = try await fixture()
    let config = String(decoding: try #require(fixture.read(".git/config")), as: UTF8.self)
    try await fixture.shell("mkfifo .git/pipe; rm .git/config")
    try fixture.write("[include]\n\tpath = pipe\n", to: ".git/inner")
    try fixture.write(config + text + "\n", to: ".git/config")
    let found = error { () throws(GitError) in try fixture.open() }
    #expect(found?.message.contains("/.git/pipe' is a pipe") == true, "\(found as Any)")
  }

  @Test(
    "What cannot be included is an error with its cure",
    arguments: [
      ("path = config", "more than 10 deep"), ("path = ~root/more", "cannot be found here"),
      ("[more", "config"),
    ])
  func notIncluded(line: String, words: String) async throws {
    let (fixture, _) = try await fixture()
    let config = String(decoding: try #require(fixture.read(".git/config")), as: UTF8.self)
    try await fixture.shell("rm .git/config")
    try fixture.write("\(config)[include]\n\t\(line)\n", to: ".git/config")
    let found = error { () throws(GitError) in try fixture.open() }
    #expect(found?.message.contains(words) == true, "\(found as Any)")
    #expect(found?.help.contains("git fsck") == false, "\(found as Any)")
  }

  @Test("A pipe in a pack's place is named", arguments: ["idx", "pack", "multi-pack-index"])
  func packs(ending: String) async throws {
    let (fixture, _) = try await fixture()
    try await fixture.git("multi-pack-index", "write")
    try await fixture.shell("file=$(ls .git/objects/pack/*\(ending)); rm -f $file; mkfifo $file")
    let found = error { () throws(GitError) in try fixture.open() }
    #expect(found?.message.contains("\(ending)' is a pipe") == true, "\(found as Any)")
  }

  @Test(
    "What stands in the place of a folder of refs hides them, and is named with its cure",
    arguments: ["heads", "tags", "remotes"], ["mkfifo", "touch", "ln -s nowhere"])
  func refFolders(name: String, command: String) async throws {
    let (fixture, _) = try await fixture()
    let place = ".git/refs/\(name)"
    try await fixture.shell("rm -rf \(place); \(command) \(place)")
    let found = error { () throws(GitError) in try fixture.open().refs() }
    let whole = "\(fixture.path)/\(place)"
    #expect(found?.message == "'\(whole)' is no folder", "\(found as Any)")
    #expect(found?.help.hasSuffix("mv \(whole) \(whole).aside && mkdir \(whole)") == true)
  }

  @Test(
    "A folder of packs that cannot be listed is named where an object is missing",
    arguments: ["mv .git/objects/pack aside; ln -s pack .git/objects/pack", "mkdir aside"])
  func packFolder(damage: String) async throws {
    let (fixture, tip) = try await fixture()
    try await fixture.shell(damage)
    let isWhole = damage == "mkdir aside"
    let found = error { () throws(GitError) in try fixture.open().commit(tip) }
    #expect(
      isWhole
        ? found == nil
        : found?.message.contains("/.git/objects/pack' cannot be listed: ") == true
          && found?.help.contains("chmod u+rx") == true, "\(found as Any)")
  }

  @Test("A pipe as a commit-graph file changes no answer")
  func graphFile() async throws {
    let (fixture, tip) = try await fixture()
    try await fixture.shell("mkfifo .git/objects/info/commit-graph")
    #expect(try fixture.open().graph(reaching: [tip]).count == 1)
  }

  @Test("A linked work tree is looked at where its files are")
  func linked() async throws {
    let (fixture, _) = try await fixture()
    try await fixture.git("worktree", "add", "-q", "-b", "side", "../side")
    let side = Fixture(at: "side", in: folder)
    #expect(try side.open().head()?.branch?.text == "side")
    try await fixture.shell("rm .git/worktrees/side/HEAD; mkfifo .git/worktrees/side/HEAD")
    let found = error { () throws(GitError) in try side.open() }
    #expect(found?.message.contains("worktrees/side/HEAD' is a pipe") == true, "\(found as Any)")
  }

  @Test("An alternate in quotes is named with its cure", arguments: ["objects", "named"])
  func quotedAlternate(place: String) async throws {
    let (origin, _) = try await fixture()
    try await Git.run(["clone", "-q", "--shared", origin.path, "clone"], in: folder.path)
    let clone = Fixture(at: "clone", in: folder)
    let list = place == "objects" ? clone : origin
    try await list.shell(
      "f=.git/objects/info/alternates; echo '\"\(folder.path)/a b/objects\"' >> $f")
    let found = error { () throws(GitError) in try clone.open() }
    #expect(found?.message.contains("info/alternates' names a folder in quotes") == true)
    #expect(found?.help.contains("\(folder.path)/a b/objects") == true, "\(found as Any)")
  }

  @Test(
    "An index that is lost or cut off is made anew, whatever a multi-pack-index holds",
    arguments: [
      ("rm -f $index", "is lost"), ("truncate -s 1000 $index", "is damaged"),
      ("truncate -s -40 $index", "is damaged"), (": >$index", "is damaged"),
    ], [true, false])
  func lostIndex(_ loss: (damage: String, word: String), hasMany: Bool) async throws {
    let (fixture, tip) = try await fixture()
    if hasMany { try await fixture.git("multi-pack-index", "write") }
    try await fixture.shell(
      "index=$(ls .git/objects/pack/*.idx); chmod u+w $index; \(loss.damage)")
    let found = error { () throws(GitError) in try fixture.open().commit(tip) }
    #expect(found?.cause == .corrupt, "\(found as Any)")
    #expect(found?.message.contains(loss.word) == true, "\(found as Any)")
    let cure = try #require(found?.help.dropFirst("make it anew: ".count))
    try await fixture.shell(String(cure))
    #expect(try fixture.open().commit(tip).parents == [])
  }

  @Test("Replace refs count wherever the environment says that they are")
  func replaceBase() async throws {
    let (fixture, one) = try await fixture()
    let two = try await fixture.commit("two")
    let environment = ["GIT_DIR": fixture.path + "/.git", "GIT_REPLACE_REF_BASE": "refs/other/"]
    #expect(try fixture.openByEnvironment(environment).graph(reaching: [two]).count == 2)
    try await fixture.git("update-ref", "refs/other/\(two.hex)", one.hex)
    #expect(try fixture.open().graph(reaching: [two]).count == 2)
    for isPacked in [false, true] {
      if isPacked { try await fixture.git("pack-refs", "--all") }
      let found = error { () throws(GitError) in
        try fixture.openByEnvironment(environment).graph(reaching: [two])
      }
      #expect(found?.cause == .replaced)
      #expect(found?.help.contains("git for-each-ref refs/other/") == true)
    }
  }
}

import GitModel
import GitStore
import TestSupport
import Testing

/// Refs that are read one at a time, and names alone.
@Suite struct RefLookupTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A ref asked for by its name must be what the list has, and there only if it is listed.
  private func expectSame(_ fixture: Fixture) throws {
    let repository = try fixture.open()
    let refs = try repository.refs()
    for ref in refs { #expect(try repository.ref(named: ref.name) == ref) }
    #expect(try repository.branchNames() == refs.compactMap(\.name.branch).sorted())
    for name in [
      "refs/heads/none", "refs/heads/a", "refs/heads/main/below", "refs/heads/a/deep/er/x",
      "refs/remotes/origin/HEAD", "refs/heads/Main",
    ] {
      #expect(try repository.ref(named: try #require(RefName(name))) == nil, "\(name)")
    }
  }

  @Test("A ref by its name and the names alone are what the list has, loose, packed and hidden")
  func byName() async throws {
    let fixture = try await RefsTests.busy(in: folder)
    try await fixture.git("symbolic-ref", "refs/heads/twice", "refs/heads/alias")
    try await fixture.git("symbolic-ref", "refs/heads/unborn", "refs/heads/not-there")
    try await fixture.git("symbolic-ref", "refs/heads/round", "refs/heads/round")
    try expectSame(fixture)
    try await fixture.git("pack-refs", "--all")
    try expectSame(fixture)
    try await fixture.commit("two")
    try fixture.write("", to: ".git/refs/heads/empty")
    try fixture.write("x", to: ".git/refs/heads/main.lock")
    try fixture.write("x", to: ".git/refs/heads/.hidden")
    try expectSame(fixture)
    try await fixture.git("config", "core.ignoreCase", "true")
    try expectSame(fixture)
  }

  @Test("A linked worktree's own refs are read by their names too")
  func worktreeByName() async throws {
    let fixture = try await RefsTests.busy(in: folder)
    let other = folder.path + "/other"
    try await fixture.git("worktree", "add", "--quiet", "-b", "side", other)
    let tip = try await Git.run(["commit-tree", "main^{tree}", "-m", "own"], in: other).lines[0]
    try await Git.run(["update-ref", "refs/worktree/own", tip], in: other)
    let here = try Repository.open(
      at: other, environment: HermeticEnvironment.variables(home: folder.path))
    for ref in try here.refs() { #expect(try here.ref(named: ref.name) == ref) }
    let own = try #require(RefName("refs/worktree/own"))
    #expect(try here.ref(named: own)?.commit == ObjectID(hex: tip))
    #expect(try fixture.open().ref(named: own) == nil)
  }

  @Test("A line that is cut off might have been the ref that is asked for, or a name")
  func cutOff() async throws {
    let fixture = try await Fixture(in: folder)
    let tip = try await fixture.commit("one")
    try fixture.write("\(tip) refs/heads/cut-of", to: ".git/packed-refs")
    let repository = try fixture.open()
    let name = try #require(RefName("refs/heads/cut-off"))
    #expect(cause { () throws(GitError) in try repository.ref(named: name) } == .corrupt)
    #expect(cause { () throws(GitError) in try repository.branchNames() } == .corrupt)
  }
}

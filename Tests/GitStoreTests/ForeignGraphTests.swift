import GitModel
import GitStore
import TestSupport
import Testing

@Suite struct ForeignGraphTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("A well-formed file of another repository is not used where it tells of our commits")
  func foreign() async throws {
    let fixture = try await Fixture(in: folder)
    let one = try await fixture.commit("one")
    let two = try await fixture.commit("two")
    let other = try await Fixture(in: folder, named: "other")
    try await other.git("fetch", "-q", fixture.path, "main")
    try await other.git("update-ref", "refs/heads/main", two.hex)
    try await other.git("commit-graph", "write", "--reachable")
    try fixture.folder.write(
      try #require(other.read(".git/objects/info/commit-graph")),
      to: "repo/.git/objects/info/commit-graph")
    #expect(try fixture.open().graph(reaching: [two]).count == 2)
    try await fixture.commit("three")
    let stranger = try await other.commit("stranger")
    try await other.git("commit-graph", "write", "--reachable")
    try fixture.folder.write(
      try #require(other.read(".git/objects/info/commit-graph")),
      to: "repo/.git/objects/info/commit-graph")
    let repository = try fixture.open()
    #expect(try repository.graph(reaching: [two, stranger]).lines.count == 2)
    #expect(repository.notes.count == 1)
    #expect(repository.notes.first?.contains(stranger.hex) == true)
    #expect(try repository.graph(reaching: [one]).count == 1)
  }

  @Test("A chain whose layer is missing, cut off or exchanged is not used", arguments: 0..<4)
  func chain(damage: Int) async throws {
    let fixture = try await Fixture(in: folder)
    for content in ["one", "two", "three"] {
      try await fixture.commit(content)
      try await fixture.git("commit-graph", "write", "--reachable", "--split=no-merge")
    }
    let truth = try await GraphTests.listed(fixture)
    let graphs = ".git/objects/info/commit-graphs/"
    let chain = try #require(fixture.read(graphs + "commit-graph-chain"))
    let names = String(decoding: chain, as: UTF8.self).split(separator: "\n")
    let (first, second) = (graphs + "graph-\(names[0]).graph", graphs + "graph-\(names[1]).graph")
    let (base, middle) = (try #require(fixture.read(first)), try #require(fixture.read(second)))
    for path in [graphs + "commit-graph-chain", first, second] {
      if damage < 3 || path.hasSuffix("chain") { try fixture.folder.remove("repo/" + path) }
    }
    switch damage {
    case 0: try fixture.folder.write(chain, to: "repo/" + graphs + "commit-graph-chain")
    case 1:
      try fixture.folder.write(chain, to: "repo/" + graphs + "commit-graph-chain")
      try fixture.folder.write(base.dropLast(30), to: "repo/" + first)
      try fixture.folder.write(middle, to: "repo/" + second)
    case 2:
      try fixture.folder.write(chain, to: "repo/" + graphs + "commit-graph-chain")
      try fixture.folder.write(middle, to: "repo/" + first)
      try fixture.folder.write(base, to: "repo/" + second)
    default:
      try fixture.folder.write(
        names.reversed().joined(separator: "\n").utf8,
        to: "repo/" + graphs + "commit-graph-chain")
    }
    let repository = try fixture.open()
    let graph = try repository.graph(reaching: try repository.refs().compactMap(\.commit))
    #expect(graph.lines == truth)
    #expect(repository.notes.count == 1)
  }
}

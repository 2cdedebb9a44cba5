import GitModel
import Synchronization
import TestSupport
import Testing

@testable import GitStore

/// What another thread finds out in another opening of the repository.
@Suite struct SecondOpeningTests {
  /// Everything that a comparison shows, in its order.
  private struct Shown: TreeVisitor {
    let wants: TreeWants
    var lines: [String] = []

    mutating func visit(_ entry: NewEntry) { lines.append("+ \(entry)") }
    mutating func visit(removed entry: NewEntry) { lines.append("- \(entry)") }
    mutating func visit(_ folder: NewFolder) {
      lines.append("\(folder.path) \(folder.added) \(folder.similar)")
    }
  }

  private static let none = [ComparedTrees](
    repeating: ComparedTrees(.zero, beside: []), count: 3)

  private func store(_ repository: BareRepository) throws -> Repository {
    let store = try Repository.open(
      at: repository.path, environment: HermeticEnvironment.variables(home: repository.path))
    (store.fewPieces, store.mayWorkAside) = (0, true)
    return store
  }

  private func comparisons(_ store: Repository) throws -> [ComparedTrees] {
    try store.refs().compactMap(\.commit).map { id in
      ComparedTrees(
        try store.treeID(of: id),
        beside: try store.commit(id).parents.map { try store.treeID(of: $0) })
    }
  }

  @Test(
    "Another thread sees what this one would, as far as it is asked",
    arguments: [[], .removals, .folders, [.removals, .folders, .sizes]] as [TreeWants])
  func same(wants: TreeWants) async throws {
    let repository = try await BareRepository(Array(ContentsTests.stream(4).utf8))
    let store = try store(repository)
    let trees = try comparisons(store)
    let work = TwoEnds(trees.count)
    let answers = try #require(store.changesAside(of: trees, wants, sharing: work))
    let found = answers()
    // Nobody took from the other end.
    #expect(found.count == trees.count && trees.count > 40)
    var lines = 0
    for (place, trees) in trees.enumerated() {
      var (told, own) = (Shown(wants: wants), Shown(wants: wants))
      try #require(found[place]).show(to: &told)
      try TreeComparison(store).visit(trees.tree, beside: trees.others, &own)
      #expect(told.lines == own.lines)
      lines += own.lines.count
    }
    #expect(lines > 40)
  }

  @Test("What both threads take is all there is, and nothing is taken twice")
  func shared() async throws {
    let repository = try await BareRepository(Array(ContentsTests.stream(5).utf8))
    let store = try store(repository)
    let trees = try comparisons(store)
    let work = TwoEnds(trees.count)
    let answers = try #require(store.changesAside(of: trees, [], sharing: work))
    var own: Set<Int> = []
    while let place = work.takeFirst() { own.insert(place) }
    let found = Set(answers().keys)
    #expect(own.isDisjoint(with: found) && own.union(found) == Set(trees.indices))
  }

  @Test("How large files are is known then, and no submodule is asked")
  func sizes() async throws {
    let repository = try await BareRepository(Array(ContentsTests.stream(6).utf8))
    let (store, other) = (try store(repository), try store(repository))
    let trees = try comparisons(store)
    let work = TwoEnds(trees.count)
    let answers = try #require(store.changesAside(of: trees, .sizes, sharing: work))
    let blobs = answers().values.flatMap(\.brought).filter { !$0.mode.isSubmodule }.map(\.id)
    #expect(!blobs.isEmpty && Set(store.lately.sizes.keys) == Set(blobs))
    for (blob, size) in store.lately.sizes { #expect(try other.blobSize(blob) == size) }
  }

  @Test("What cannot be told there is left to who asks: a missing tree, a repository that is gone")
  func missing() async throws {
    let folder = try TemporaryFolder()
    let fixture = try await Fixture(in: folder)
    let first = try await fixture.commit("one", to: "a/b")
    let second = try await fixture.commit("two", to: "a/b")
    let third = try await fixture.commit("three", to: "c")
    let gone = try await fixture.id("rev-parse", "\(second.hex):a")
    let store = try fixture.open()
    (store.fewPieces, store.mayWorkAside) = (0, true)
    let trees = try [[second, first], [first], [third, second]].map { ids in
      let trees = try ids.map { try store.treeID(of: $0) }
      return ComparedTrees(trees[0], beside: Array(trees.dropFirst()))
    }
    try fixture.remove(gone)
    let answers = try #require(store.changesAside(of: trees, [], sharing: TwoEnds(3)))
    // The third commit's tree holds the missing one where its parent's does, and is not looked into.
    #expect(Set(answers().keys) == [1, 2])
    let other = try fixture.open()
    (other.fewPieces, other.mayWorkAside) = (0, true)
    try await fixture.git("config", "core.repositoryFormatVersion", "9")
    let none = try #require(other.changesAside(of: trees, [], sharing: TwoEnds(3)))
    #expect(none().isEmpty)
  }

  @Test("For little work no thread is begun, and none where only one can be at work")
  func little() async throws {
    let repository = try await BareRepository(Array(ContentsTests.stream(7).utf8))
    let store = try store(repository)
    store.fewPieces = 3
    #expect(store.changesAside(of: Self.none, [], sharing: TwoEnds(2)) == nil)
    #expect(store.changesAside(of: Self.none, [], sharing: TwoEnds(3)) != nil)
    store.mayWorkAside = false
    #expect(store.changesAside(of: Self.none, [], sharing: TwoEnds(3)) == nil)
  }

  @Test("Many are asked in two openings and answered in order; what is thrown first is thrown")
  func asked() async throws {
    let repository = try await BareRepository(Array(ContentsTests.stream(8).utf8))
    let store = try store(repository)
    let begun = Atomic(false)
    let places = try store.ask(ofEach: 20_000) { asked, number in
      // However slow the other one is to begin, this one waits for it with the first.
      if asked !== store { begun.store(true, ordering: .releasing) }
      while asked === store, number == 0, !begun.load(ordering: .acquiring) {}
      return (number, asked === store)
    }
    #expect(places.map(\.0) == Array(0..<20_000))
    #expect(places.contains { $0.1 } && places.contains { !$0.1 })
    let why = error { () throws(GitError) in
      _ = try store.ask(ofEach: 20_000) { _, number throws(GitError) in
        guard number % 9_000 != 8_999 else { throw GitError(.failed, "ask", "\(number)") }
      }
    }
    #expect(why?.message == "8999")
  }
}

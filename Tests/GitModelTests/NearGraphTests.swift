import GitModel
import TestSupport
import Testing

@Suite struct NearGraphTests {
  /// A history that chance draws, whole and near some of its commits.
  struct Pair {
    let whole: CommitGraph
    let near: CommitGraph
    let tips: [ObjectID]
    let beside: [ObjectID]

    /// `skew` is by how many seconds a date may lie, where the next commit is a second younger.
    init?(seed: UInt64, skew: Int64, hasBeside: Bool = false) throws {
      var chance = SeededGenerator(seed: seed)
      let count = Int.random(in: 5...60, using: &chance)
      let window = Int.random(in: 2...9, using: &chance)
      var draft = CommitGraphDraft()
      var links: [ObjectID: CommitLinks] = [:]
      var ids: [ObjectID] = []
      for number in 0..<count {
        let id = try #require(ObjectID(bytes: (0..<20).map { UInt8((number * 7 + $0) % 251) }))
        let candidates = Array(max(0, number - window)..<number).shuffled(using: &chance)
        // Few roots, some merges, an octopus now and then.
        let kinds = [0, 1, 1, 1, 1, 1, 1, 2, 2, 3]
        let wanted = kinds[Int.random(in: 0..<kinds.count, using: &chance)]
        let parents = candidates.prefix(wanted)
        let seconds = Int64(1000 + number) + Int64.random(in: -skew...skew, using: &chance)
        draft.append(id: id, tree: id, seconds: seconds, parents: parents)
        links[id] = CommitLinks(parents: parents.map { ids[$0] }, seconds: seconds, tree: id)
        ids.append(id)
      }
      tips = (0..<Int.random(in: 2...4, using: &chance)).map { _ in
        ids[Int.random(in: count / 2..<count, using: &chance)]
      }
      beside = (0..<(hasBeside ? 2 : 0)).map { _ in
        ids[Int.random(in: count / 2..<count, using: &chance)]
      }
      whole = try CommitGraph(draft)
      let near = try CommitGraph(near: tips, beside: beside) { id throws(GitError) in
        guard let found = links[id] else { throw GitError(.missingObject, "read", "\(id)") }
        return found
      }
      guard let near else { return nil }
      self.near = near
    }

    func places(_ ids: [ObjectID], in graph: CommitGraph) throws(GitError) -> [Int] {
      var places: [Int] = []
      for id in ids { places.append(try graph.require(id)) }
      return places
    }

    func difference(
      _ graph: CommitGraph, _ tips: [ObjectID], _ hidden: [ObjectID]
    ) throws(GitError) -> Set<ObjectID> {
      let commits = try graph.commits(
        reachableFrom: places(tips, in: graph), notFrom: places(hidden, in: graph))
      return Set(commits.map { graph.id(of: $0) })
    }

    /// What every tip reaches.
    func shared() throws -> Set<ObjectID> {
      let sets = try tips.map { tip in
        let reached = whole.reachable(from: [try whole.require(tip)])
        return Set(reached.newestFirst.map { whole.id(of: $0) })
      }
      return sets.dropFirst().reduce(sets[0]) { $0.intersection($1) }
    }
  }

  static let seeds: Range<UInt64> = 0..<600

  @Test("Near the tips, differences of tips are exact where no date lies")
  func unskewed() throws {
    var leftOut = 0
    for seed in Self.seeds {
      guard let pair = try Pair(seed: seed, skew: 0, hasBeside: seed % 2 == 0) else { continue }
      leftOut += pair.whole.count - pair.near.count
      for tip in pair.tips {
        for others in [pair.tips.filter { $0 != tip }, [pair.tips[0]], pair.beside]
        where !others.isEmpty {
          let near = try pair.difference(pair.near, [tip], others)
          #expect(try near == pair.difference(pair.whole, [tip], others), "seed \(seed)")
        }
      }
    }
    #expect(leftOut > 5000)
  }

  @Test(
    "Whatever the dates say, a difference is never less than it is, and more by nothing but what is shared",
    arguments: [0, 3, 20, 1000] as [Int64], [false, true])
  func skewed(skew: Int64, hasBeside: Bool) throws {
    var (answered, surplus) = (0, 0)
    for seed in Self.seeds {
      guard let pair = try Pair(seed: seed, skew: skew, hasBeside: hasBeside) else { continue }
      let shared = try pair.shared()
      var chance = SeededGenerator(seed: seed)
      for _ in 0..<12 {
        // Any commits of the graph, and among them often a tip.
        func some() -> [ObjectID] {
          (0..<Int.random(in: 1...2, using: &chance)).map { _ in
            Bool.random(using: &chance)
              ? (pair.tips + pair.beside)[
                Int.random(in: 0..<(pair.tips + pair.beside).count, using: &chance)]
              : pair.near.id(of: Int.random(in: 0..<pair.near.count, using: &chance))
          }
        }
        let (tips, hidden) = (some(), some())
        let truth = try pair.difference(pair.whole, tips, hidden)
        do throws(GitError) {
          let near = try pair.difference(pair.near, tips, hidden)
          #expect(near.isSuperset(of: truth), "seed \(seed)")
          let isExact = near.subtracting(truth).isSubset(of: shared)
          #expect(isExact || hasBeside, "seed \(seed)")
          surplus += near.subtracting(truth).count
          if tips.count == 1 {
            let set = pair.near.reachable(from: try pair.places(hidden, in: pair.near))
            let same = try pair.near.commits(
              reachableFrom: try pair.near.require(tips[0]), notIn: set)
            #expect(Set(same.map { pair.near.id(of: $0) }) == near, "seed \(seed)")
          }
          answered += 1
        } catch {
          // A tip always hides the floor, unless it is open.
          let hides = hidden.contains(where: pair.tips.contains)
          #expect(!hides || hasBeside, "seed \(seed): \(error.message)")
        }
      }
    }
    #expect(answered > 2000)
    #expect(skew == 0 || surplus > 0)
  }

  @Test("Near the tips, every other question is answered as of the whole, or not at all")
  func otherQuestions() throws {
    var answered = 0
    for seed in Self.seeds {
      let skew = Int64(seed % 3) * 10
      guard let pair = try Pair(seed: seed, skew: skew, hasBeside: seed % 2 == 0) else { continue }
      let (near, whole) = (pair.near, pair.whole)
      func same(_ ask: (CommitGraph, Int, Int) throws(GitError) -> [Int]) throws {
        for left in pair.tips + pair.beside {
          for right in pair.tips + pair.beside + [near.id(of: 0)] {
            let places = (try near.require(left), try near.require(right))
            do throws(GitError) {
              let found = try ask(near, places.0, places.1).map { near.id(of: $0) }
              answered += 1
              let truth = try ask(whole, whole.require(left), whole.require(right))
              #expect(Set(found) == Set(truth.map { whole.id(of: $0) }), "seed \(seed)")
            } catch {
              #expect(error.message.contains("no further than the tips differ"))
            }
          }
        }
      }
      try same { graph, left, right throws(GitError) in
        try graph.isAncestor(left, of: right) ? [left] : []
      }
      try same { graph, left, right throws(GitError) in try graph.mergeBases(left, right) }
      try same { graph, left, right throws(GitError) in
        try graph.forkPoints(of: [left], with: right)[0]
      }
      try same { graph, left, _ throws(GitError) in
        try graph.commits(reachableFrom: [left], notFrom: [])
      }
    }
    #expect(answered > 2000)
  }

  @Test("A commit that some tip does not reach is near exactly those tips that reach it")
  func members() throws {
    var (held, open) = (0, 0)
    for seed in Self.seeds {
      let skew = Int64(seed % 4) * 10
      guard let pair = try Pair(seed: seed, skew: skew, hasBeside: true) else { continue }
      let (near, whole) = (pair.near, pair.whole)
      let all = try Set(pair.places(pair.tips + pair.beside, in: whole))
      func reached(_ tip: Int, in graph: CommitGraph) -> Set<ObjectID> {
        Set(graph.reachable(from: [tip]).newestFirst.map { graph.id(of: $0) })
      }
      let shared = all.map { reached($0, in: whole) }.reduce(reached(all.first ?? 0, in: whole)) {
        $0.intersection($1)
      }
      for tip in pair.tips + pair.beside {
        let mine = reached(try near.require(tip), in: near)
        let truth = reached(try whole.require(tip), in: whole)
        #expect(mine.isSubset(of: truth), "seed \(seed)")
        let set = near.reachable(from: [try near.require(tip)])
        guard near.openEnd(in: set) == nil else {
          #expect(!pair.tips.contains(tip), "seed \(seed)")
          open += 1
          continue
        }
        held += 1
        #expect(truth.subtracting(shared).isSubset(of: mine), "seed \(seed)")
      }
    }
    #expect(held > 1000)
    #expect(open > 20)
  }

  @Test("What lies behind a missing commit is a cut; what all tips reach is not even read")
  func missing() throws {
    let ids = try (1...6).map { try #require(ObjectID(bytes: [UInt8](repeating: $0, count: 20))) }
    // A line of five; the sixth is beside the last, on the fourth.
    func links(_ parent: Int?, _ seconds: Int64) -> CommitLinks {
      CommitLinks(parents: parent.map { [ids[$0]] } ?? [], seconds: seconds, tree: ids[0])
    }
    let stored = [links(nil, 1), links(0, 2), links(1, 3), links(2, 4), links(3, 5), links(3, 6)]
    func near(without gone: Int?) throws -> (CommitGraph?, read: Set<Int>) {
      var read: Set<Int> = []
      let graph = try CommitGraph(near: [ids[4], ids[5]]) { id throws(GitError) in
        let number = ids.firstIndex(of: id) ?? 0
        read.insert(number)
        guard number != gone else { throw GitError(.missingObject, "read commit", "gone") }
        return stored[number]
      }
      return (graph, read)
    }
    let (whole, read) = try near(without: nil)
    let graph = try #require(whole)
    #expect(read == [3, 4, 5])
    #expect(graph.floor == [try graph.require(ids[3])])
    let cut = try #require(try near(without: 3).0)
    #expect(cut.cuts.count == 2 && cut.floor.isEmpty)
    let absent = try #require(try near(without: 4).0)
    #expect(throws: GitError.self) { try absent.require(ids[4]) }
    #expect(throws: GitError.self) {
      try absent.commits(reachableFrom: [absent.require(ids[5])], notFrom: [])
    }
  }

  @Test("A date that lies by ten commits costs a look at those, not at all of history")
  func oneLie() throws {
    let ids = try (0..<103).map { number in
      try #require(ObjectID(bytes: [UInt8](repeating: UInt8(number + 1), count: 20)))
    }
    // A line of a hundred; a tip on its end, and another on a commit there that looks old.
    let parents = Dictionary(
      uniqueKeysWithValues: (0..<100).map { ($0, $0 - 1) } + [(100, 99), (101, 99), (102, 101)])
    let graph = try CommitGraph(near: [ids[100], ids[102]]) { id throws(GitError) in
      let number = ids.firstIndex(of: id) ?? 0
      let parent = parents[number].flatMap { $0 < 0 ? nil : ids[$0] }
      return CommitLinks(
        parents: parent.map { [$0] } ?? [], seconds: Int64(number == 101 ? 90 : number), tree: id)
    }
    #expect((10..<20).contains(try #require(graph).count))
  }

  @Test("There is no near graph of one tip, of too many, and of tips that differ by too much")
  func limits() throws {
    let ids = try (0..<70).map { number in
      try #require(ObjectID(bytes: [UInt8](repeating: UInt8(number + 1), count: 20)))
    }
    func count(_ tips: ArraySlice<ObjectID>, limit: Int) throws -> Int? {
      // A line, each commit the parent of the next.
      try CommitGraph(near: Array(tips), limit: { _ in limit }) { id throws(GitError) in
        let number = ids.firstIndex(of: id) ?? 0
        return CommitLinks(
          parents: number > 0 ? [ids[number - 1]] : [], seconds: Int64(number), tree: id)
      }?.count
    }
    #expect(try count([ids[9], ids[9]], limit: 100) == nil)
    #expect(try count(ids[6...], limit: 100) == 64)
    #expect(try count(ids[5...], limit: 100) == nil)
    #expect(try count([ids[0], ids[69]], limit: 70) == 70)
    #expect(try count([ids[0], ids[69]], limit: 69) == nil)
  }
}

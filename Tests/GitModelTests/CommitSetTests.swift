import GitModel
import Testing

@Suite struct CommitSetTests {
  static func set(_ commits: [Int], capacity: Int = 200) -> CommitSet {
    var set = CommitSet(capacity: capacity)
    for commit in commits { set.insert(commit) }
    return set
  }

  @Test(
    "A set holds what was added, across its words",
    arguments: [[], [0], [63, 64], [0, 127, 128, 199]])
  func members(commits: [Int]) {
    let set = Self.set(commits)
    #expect(set.count == commits.count)
    #expect(set.isEmpty == commits.isEmpty)
    #expect(set.newestFirst == commits.reversed())
    #expect((0..<200).filter { set.contains($0) } == commits)
    var seen: [Int] = []
    set.forEach { seen.append($0) }
    #expect(seen == commits)
  }

  @Test("A commit is added once")
  func once() {
    var set = CommitSet(capacity: 65)
    let (first, second) = (set.insert(64), set.insert(64))
    #expect(first && !second)
    #expect(set == Self.set([64], capacity: 65))
  }

  @Test("Sets are united, intersected and subtracted")
  func algebra() {
    let (left, right) = (Self.set([1, 64, 130]), Self.set([64, 131]))
    var both = left
    both.formUnion(right)
    #expect(both == Self.set([1, 64, 130, 131]))
    #expect(left.intersection(right) == Self.set([64]))
    #expect(left.subtracting(right) == Self.set([1, 130]))
    #expect(CommitSet(capacity: 0).isEmpty)
  }
}

import GitModel
import PolicyCore
import Testing

@testable import policy

/// Which refs count as the branches.
@Suite struct BranchListTests {
  /// A straight line of commits: 1 before 2 before 3; 9 stands apart.
  static func id(_ number: UInt8) -> ObjectID? {
    ObjectID(bytes: [UInt8](repeating: number, count: 20))
  }

  private func graph() throws -> CommitGraph {
    var draft = CommitGraphDraft()
    for (place, number) in ([1, 2, 3, 9] as [UInt8]).enumerated() {
      let id = try #require(Self.id(number))
      draft.append(
        id: id, tree: id, seconds: 0, parents: [1, 2].contains(place) ? [place - 1] : [])
    }
    return try CommitGraph(draft)
  }

  private func list(
    _ refs: [(String, UInt8)], remote: String? = "origin", inCI: Bool = false
  ) throws -> [String] {
    let graph = try graph()
    let refs = try refs.map { name, number in
      Ref(name: try #require(RefName(name)), commit: Self.id(number))
    }
    let list = try BranchList(of: refs, remote: remote, inCI: inCI) { _ throws(GitError) in graph }
    return list.branches.map { "\($0.name) = \($0.ref)" }
  }

  @Test("Where a tracking ref cannot be read, nobody knows what its branch is")
  func unreadable() throws {
    let problem = GitError(.corrupt, "read ref", "it holds neither an id nor a name")
    let graph = try graph()
    let refs = [
      Ref(name: try #require(RefName("refs/heads/main")), commit: Self.id(2)),
      Ref(
        name: try #require(RefName("refs/remotes/origin/main")), commit: nil, problem: problem),
    ]
    for inCI in [false, true] {
      let list = try BranchList(of: refs, remote: "origin", inCI: inCI) { _ throws(GitError) in
        graph
      }
      #expect(list.branches.map(\.tip) == [nil])
      #expect(list.branches.map(\.problem?.message) == [problem.message])
    }
  }

  @Test("Branches of the remote count where no local one is; its HEAD is none")
  func tracking() throws {
    let refs: [(String, UInt8)] = [
      ("refs/heads/main", 2), ("refs/remotes/origin/HEAD", 2), ("refs/remotes/origin/develop", 1),
      ("refs/remotes/origin/main", 2), ("refs/remotes/fork/story-1", 1), ("refs/tags/v1", 1),
    ]
    #expect(
      try list(refs) == ["develop = refs/remotes/origin/develop", "main = refs/heads/main"])
    #expect(try list(refs, remote: nil) == ["main = refs/heads/main"])
    #expect(
      try list(refs, remote: "fork")
        == ["main = refs/heads/main", "story-1 = refs/remotes/fork/story-1"])
  }

  @Test(
    "A local branch counts unless it has merely not been pulled",
    arguments: [
      (1, 2, "refs/remotes/origin/main"), (3, 2, "refs/heads/main"), (9, 2, "refs/heads/main"),
      (2, 2, "refs/heads/main"),
    ] as [(UInt8, UInt8, String)])
  func stale(local: UInt8, tracking: UInt8, expected: String) throws {
    let refs = [("refs/heads/main", local), ("refs/remotes/origin/main", tracking)]
    #expect(try list(refs) == ["main = \(expected)"])
    #expect(try list(refs, inCI: true) == ["main = refs/remotes/origin/main"])
  }

  @Test(
    "A local branch that has gone another way than the remote's stands at both places",
    arguments: [(9, 2, 2), (3, 2, nil), (1, 2, nil), (2, 2, nil)] as [(UInt8, UInt8, UInt8?)])
  func apart(local: UInt8, tracking: UInt8, elsewhere: UInt8?) throws {
    let graph = try graph()
    let refs = try [("refs/heads/main", local), ("refs/remotes/origin/main", tracking)].map {
      Ref(name: try #require(RefName($0.0)), commit: Self.id($0.1))
    }
    let list = try BranchList(of: refs, remote: "origin", inCI: false) { _ throws(GitError) in graph
    }
    #expect(list.apart.map(\.tip) == (elsewhere == nil ? [] : [elsewhere.flatMap(Self.id)]))
    let tips = [local, tracking].compactMap(Self.id)
    // A branch that was not pulled is the remote's.
    let expected = local == 1 ? [tips[1]] : local == tracking ? [tips[0]] : tips
    #expect(list.branches.map(\.tips) == [expected])
    let inCI = try BranchList(of: refs, remote: "origin", inCI: true) { _ throws(GitError) in graph
    }
    #expect(inCI.branches.map(\.tips) == [[tips[1]]])
    #expect(inCI.branches.map(\.published) == [nil])
  }

  @Test("A history that ends too early for the answer is an error")
  func cut() throws {
    let refs = try [("refs/heads/main", 1), ("refs/remotes/origin/main", 7)].map {
      Ref(name: try #require(RefName($0.0)), commit: Self.id($0.1))
    }
    let graph = try graph()
    #expect(throws: GitError.self) {
      try BranchList(of: refs, remote: "origin", inCI: false) { _ throws(GitError) in graph }
    }
  }

  @Test("A remote that was asked for must be there")
  func remote() throws {
    try BranchList.check("b", among: ["a", "b"])
    #expect(throws: Stop.self) { try BranchList.check("b", among: ["a"]) }
    #expect(throws: Stop.self) { try BranchList.check("b", among: []) }
  }
}

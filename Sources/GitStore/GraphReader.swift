internal import CLibgit2
internal import GitModel

/// Reads history into a graph: what commit-graph files hold, and the rest from the objects.
struct GraphReader {
  private let repository: Repository
  private var draft: CommitGraphDraft
  /// The numbers of the commits that no file holds.
  private var numbers: [ObjectID: Int] = [:]
  /// How many commits came from files; they stand first.
  private let filed: Int
  private let shallow: Set<ObjectID>
  /// The commits that could not be read, by number.
  private var holes: [Int: GitError] = [:]

  init(_ repository: Repository, shallow: Set<ObjectID>, draft: CommitGraphDraft) {
    (self.repository, self.shallow, self.draft) = (repository, shallow, draft)
    filed = draft.count
  }

  /// The graph of everything behind the tips.
  mutating func graph(reaching tips: [ObjectID]) throws(GitError) -> CommitGraph {
    for tip in tips where number(of: tip) == nil { discover(tip) }
    var next = filed
    while next < draft.ids.count / 20 {
      try read(next)
      next += 1
    }
    if !holes.isEmpty { draft = draft.without(holes) }
    draft.closeRun(from: filed)
    return try CommitGraph(draft)
  }

  private func number(of id: ObjectID) -> Int? {
    numbers[id] ?? draft.number(of: id)
  }

  /// Gives a commit a number; it is read when its turn comes.
  @discardableResult
  private mutating func discover(_ id: ObjectID) -> Int {
    let number = draft.ids.count / 20
    numbers[id] = number
    draft.ids.append(contentsOf: id.bytes)
    return number
  }

  private mutating func read(_ number: Int) throws(GitError) {
    let id = draft.id(of: number)
    do throws(GitError) {
      let (tree, seconds, parents) = try repository.withCommit(id) { bytes throws(GitError) in
        guard let header = CommitHeader(bytes) else {
          throw GitError(.corrupt, "read commit", "commit \(id) is malformed")
        }
        return (header.tree, CommitHeader.seconds(bytes, header.committer), header.parents)
      }
      let isCut = shallow.contains(id)
      if isCut {
        draft.cuts[number] = GitError(
          .shallow, "read history", "the clone is shallow: the parents of commit \(id) are not here"
        )
      }
      for parent in isCut ? [] : parents {
        draft.parentList.append(UInt32(self.number(of: parent) ?? discover(parent)))
      }
      draft.appendRecord(tree: tree, seconds: seconds)
    } catch {
      holes[number] = error
      draft.appendRecord(tree: .zero, seconds: 0)
    }
  }
}

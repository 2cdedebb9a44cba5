internal import GitModel

/// Reads history into a graph: what commit-graph files hold, and the rest from the objects.
struct GraphReader {
  private let repository: Repository
  private let filed: FiledHistory
  private let shallow: Set<ObjectID>
  /// The commits that no file holds, in the order in which they were found; their parents' numbers
  /// are not yet final.
  private var loose = CommitGraphDraft()
  private var numbers: [ObjectID: Int] = [:]
  /// The parents of the loose commits: a loose commit's number, or a filed one's position, inverted.
  private var parents: [Int] = []
  private var holes: [Int: GitError] = [:]

  init(_ repository: Repository, shallow: Set<ObjectID>, filed: FiledHistory) {
    (self.repository, self.shallow, self.filed) = (repository, shallow, filed)
  }

  /// The graph of everything behind the tips. Throws a flaw where a file is no history.
  mutating func graph(reaching tips: [ObjectID]) throws(CommitGraphFlaw) -> CommitGraph {
    var roots = tips.map { find($0) }
    var next = 0
    while next < loose.idCount {
      read(next)
      next += 1
    }
    roots += parents
    var (draft, filedNumbers) = try filed.draft(reaching: roots.filter { $0 < 0 }.map { ~$0 })
    let offset = draft.count
    draft.append(contentsOf: loose) { slot in
      let parent = parents[slot]
      return parent < 0 ? filedNumbers[~parent] : UInt32(parent + offset)
    }
    if !holes.isEmpty {
      let moved = holes.map { ($0.key + offset, $0.value) }
      draft = draft.without(Dictionary(uniqueKeysWithValues: moved))
    }
    draft.closeRun(from: offset)
    return try graph(of: draft)
  }

  private func graph(of draft: CommitGraphDraft) throws(CommitGraphFlaw) -> CommitGraph {
    do throws(GitError) {
      return try CommitGraph(draft)
    } catch {
      throw .malformed("order: \(error.message)")
    }
  }

  /// The number of a loose commit, given when it is seen first, or a filed one's position, inverted.
  private mutating func find(_ id: ObjectID) -> Int {
    if let known = numbers[id] { return known }
    if let position = filed.position(of: id) { return ~position }
    let number = loose.appendID(id)
    numbers[id] = number
    return number
  }

  private mutating func read(_ number: Int) {
    let id = loose.id(of: number)
    do throws(GitError) {
      let (header, seconds) = try repository.withCommit(id) { bytes throws(GitError) in
        guard let header = CommitHeader(bytes) else {
          throw GitError(.corrupt, "read commit", "commit \(id) is malformed")
        }
        return (header, CommitHeader.seconds(bytes, header.committer))
      }
      if shallow.contains(id) {
        loose.cuts[number] = GitError(
          .shallow, "read history", "the clone is shallow: the parents of commit \(id) are not here"
        )
      } else {
        for parent in header.parents { parents.append(find(parent)) }
      }
      loose.appendRecord(tree: header.tree, seconds: seconds, parentCount: parents.count)
    } catch {
      holes[number] = error
      loose.appendRecord(tree: .zero, seconds: 0, parentCount: parents.count)
    }
  }
}

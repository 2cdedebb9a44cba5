internal import GitModel

/// Reads history into a graph: what commit-graph files hold, and the rest from the objects.
struct GraphReader {
  private let repository: Repository
  private let filed: FiledHistory
  private let shallow: Set<ObjectID>
  /// The commits that no file holds, in the order in which they were found.
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
    let roots = tips.filter { $0.byteCount == 20 }.map { find($0) }
    var next = 0
    while next < loose.table.count {
      read(next)
      next += 1
      if next & 0xFFF == 0 { repository.onStep?() }
    }
    let below = try filed.commits(reaching: (roots + parents).filter { $0 < 0 }.map { ~$0 })
    loose.parentList = parents.map { parent in
      parent < 0 ? below.indices[~parent] : UInt32(parent + below.count)
    }
    loose.numbers = (0..<loose.table.count).map { UInt32(filed.count + $0) }
    loose.table.sort()
    do throws(GitError) {
      return try CommitGraph(
        loose.without(holes, above: below.count), above: below,
        records: StoredRecords(filed: filed, loose: loose.table))
    } catch {
      throw .malformed("order: \(error.message)")
    }
  }

  /// The number of a loose commit, given when it is seen first, or a filed one's position, inverted.
  private mutating func find(_ id: ObjectID) -> Int {
    if let known = numbers[id] { return known }
    if let position = filed.number(of: id) { return ~position }
    let number = loose.table.append(id: id)
    numbers[id] = number
    return number
  }

  private mutating func read(_ number: Int) {
    let id = loose.table.id(at: number)
    do throws(GitError) {
      let (header, seconds) = try repository.withHeader(id) { header, bytes in
        repository.texts?.keep(bytes, of: id)
        return (header, CommitHeader.seconds(bytes, header.committer))
      }
      if shallow.contains(id) {
        loose.cuts[number] = .endOfShallowClone(at: id)
      } else {
        for parent in header.parents { parents.append(find(parent)) }
      }
      loose.table.append(tree: header.tree, seconds: seconds)
    } catch {
      holes[number] = error
      loose.table.append(tree: .zero, seconds: 0)
    }
    loose.parentStart.append(UInt32(parents.count))
  }
}

/// The records of the filed commits, by position, and after them those of the loose ones.
private struct StoredRecords: CommitRecords {
  let filed: FiledHistory
  let loose: CommitTable

  var count: Int { filed.count + loose.count }

  func id(at number: Int) -> ObjectID {
    number < filed.count ? filed.id(at: number) : loose.id(at: number - filed.count)
  }

  func tree(at number: Int) -> ObjectID {
    number < filed.count ? filed.tree(at: number) : loose.tree(at: number - filed.count)
  }

  func seconds(at number: Int) -> Int64 {
    number < filed.count ? filed.seconds(at: number) : loose.seconds(at: number - filed.count)
  }

  func number(of id: ObjectID) -> Int? {
    filed.number(of: id) ?? loose.number(of: id).map { $0 + filed.count }
  }
}

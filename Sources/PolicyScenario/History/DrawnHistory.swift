public import GitModel

/// A history that answers from a drawing, without a repository.
public final class DrawnHistory: History {
  private let objects: DrawnObjects
  private let standing: [Ref]
  private let isWhole: Bool
  /// The commits whose parents are unknown, and why.
  private let cuts: [Int: GitError]
  /// The commits whose objects are not there.
  private let missing: Set<Int>

  init(_ drawing: Drawing, _ objects: DrawnObjects, cutting extra: String? = nil) {
    self.objects = objects
    standing = drawing.refs.map { Ref(name: $0.name, commit: objects.entry($0.label)?.commit.id) }
      .sorted { $0.name < $1.name }
    isWhole = !drawing.isSingleBranch && drawing.shallow.isEmpty
    var cuts: [Int: GitError] = [:]
    var missing: Set<Int> = []
    for (number, entry) in objects.entries.enumerated() {
      let label = drawing.commits[number].label
      if drawing.missing.contains(label) { missing.insert(number) }
      if let gone = entry.parents.first(where: missing.contains) {
        cuts[number] = Self.absent(objects.entries[gone].commit.id)
      } else if drawing.shallow.contains(label) || label == extra {
        cuts[number] = GitError(
          .shallow, "read history",
          "the clone is shallow: the parents of commit \(entry.commit.id) are not here")
      }
    }
    (self.cuts, self.missing) = (cuts, missing)
  }

  private static func absent(_ id: ObjectID) -> GitError {
    GitError(.missingObject, "read commit", "commit \(id) is not there")
  }

  /// The refs of the drawing, sorted by name.
  public func refs() throws(GitError) -> [Ref] { standing }

  /// False in a drawing with `single-branch` or `shallow`.
  public func hasEveryBranch() throws(GitError) -> Bool { isWhole }

  /// Everything that is reachable from these commits and not cut off.
  public func graph(reaching tips: [ObjectID]) throws(GitError) -> CommitGraph {
    var draft = CommitGraphDraft()
    var wanted: Set<Int> = []
    for tip in tips {
      if let number = objects.numbers[tip], !missing.contains(number) {
        wanted.insert(number)
      } else {
        draft.absent[tip] = Self.absent(tip)
      }
    }
    for number in objects.entries.indices.reversed() where wanted.contains(number) {
      let parents = isShallow(number) ? [] : objects.entries[number].parents
      wanted.formUnion(parents.filter { !missing.contains($0) })
    }
    var places: [Int: Int] = [:]
    for (number, entry) in objects.entries.enumerated() where wanted.contains(number) {
      places[number] = draft.count
      draft.cuts[draft.count] = cuts[number]
      let parents = isShallow(number) ? [] : entry.parents.compactMap { places[$0] }
      draft.append(
        id: entry.commit.id, tree: entry.commit.tree, seconds: entry.commit.committer.seconds,
        parents: parents)
    }
    draft.closeRun(from: 0)
    return try CommitGraph(draft)
  }

  /// Whether none of the parents is known: of missing ones, only they are not.
  private func isShallow(_ number: Int) -> Bool { cuts[number]?.cause == .shallow }

  /// One commit's own data.
  public func commit(_ id: ObjectID) throws(GitError) -> Commit { try entry(id).commit }

  /// The paths on which a commit differs from its first parent.
  public func paths(changedBy id: ObjectID) throws(GitError) -> [[UInt8]] {
    try change(by: id).paths
  }

  /// What a commit changes against its first parent.
  public func change(by id: ObjectID) throws(GitError) -> Change {
    let entry = try uncut(id)
    let before = objects.treeBefore(entry)
    let paths = entry.tree.paths(differingFrom: before)
    let lines = paths.flatMap { [$0, before[$0] ?? "nothing", entry.tree[$0] ?? "nothing"] }
    return Change(
      paths: paths.map { Array($0.utf8) },
      patch: paths.isEmpty
        ? nil : gitObjectID("patch", Array(lines.joined(separator: "\0").utf8)))
  }

  /// Where a merge differs from the automatic merge of its parents, or that conflicts.
  public func ownEdits(ofMerge id: ObjectID) throws(GitError) -> [PathBlob] {
    let entry = try uncut(id)
    guard entry.parents.count == 2 else {
      throw GitError(
        .failed, "merge again", "commit \(id) merges \(entry.parents.count) parents",
        help: "merge the branch itself: an octopus merge cannot be tried again")
    }
    let automatic = DrawnMerge(of: entry.parents, in: objects.entries)
    let differing = entry.tree.paths(differingFrom: automatic.tree)
    return automatic.conflicts.union(differing)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { PathBlob(path: Array($0.utf8), blob: entry.tree.blob(at: $0)) }
  }

  /// The blob at a path in a commit's tree.
  public func blob(at path: [UInt8], in commit: ObjectID) throws(GitError) -> ObjectID? {
    try entry(commit).tree.blob(at: String(decoding: path, as: UTF8.self))
  }

  private func entry(_ id: ObjectID) throws(GitError) -> DrawnObjects.Entry {
    guard let number = objects.numbers[id], !missing.contains(number) else {
      throw Self.absent(id)
    }
    return objects.entries[number]
  }

  /// The commit, if its parents are known.
  private func uncut(_ id: ObjectID) throws(GitError) -> DrawnObjects.Entry {
    let entry = try entry(id)
    if let number = objects.numbers[id], let why = cuts[number] { throw why }
    return entry
  }
}

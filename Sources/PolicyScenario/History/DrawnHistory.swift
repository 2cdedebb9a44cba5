public import GitModel

/// A history that answers from a drawing, without a repository.
public final class DrawnHistory: History {
  private let objects: DrawnObjects
  private let standing: [Ref]
  private let isSingleBranch: Bool
  private let isShallow: Bool
  /// The commits whose parents were not fetched.
  private let shallow: Set<Int>
  /// The commits whose objects are not there.
  private let absent: Set<Int>
  /// The trees and blobs that the commits have, once they were asked for.
  private lazy var contents = objects.contents

  init(_ drawing: Drawing, _ objects: DrawnObjects, cutting extra: String? = nil) {
    self.objects = objects
    standing = drawing.refs.map { Ref(name: $0.name, commit: objects.entry($0.label)?.commit.id) }
      .sorted { $0.name < $1.name }
    isSingleBranch = drawing.isSingleBranch
    let labels = drawing.labels
    let shallow = Set(
      labels.indices.filter { drawing.shallow.contains(labels[$0]) || labels[$0] == extra })
    (self.shallow, isShallow) = (shallow, !shallow.isEmpty)
    let missing = labels.indices.filter { drawing.missing.contains(labels[$0]) }
    // A shallow clone has what can be reached from its refs without passing where it ends.
    let tips =
      drawing.refs.map(\.label) + [drawing.update?.old, drawing.update?.new].compactMap { $0 }
    let fetched = objects.reachable(
      from: tips.compactMap { labels.firstIndex(of: $0) }, notBeyond: shallow)
    absent = Set(missing).union(shallow.isEmpty ? [] : Set(labels.indices).subtracting(fetched))
  }

  private func notThere(_ id: ObjectID) -> GitError {
    if objects.tags[id] != nil {
      return GitError(
        .corrupt, "read commit", "'\(id)' is no commit, but a tag",
        help: "let the branch stand for a commit: git push origin COMMIT:BRANCH; "
          + "where a commit names it as its parent, find the damage: git fsck")
    }
    return GitError(
      isShallow ? .shallow : .missingObject, "read commit", "commit \(id) is not there")
  }

  /// The refs of the drawing, sorted by name.
  public func refs() throws(GitError) -> [Ref] { standing }

  /// False in a drawing with `single-branch` or `shallow`.
  public func hasEveryBranch() throws(GitError) -> Bool { !isSingleBranch && !isShallow }

  /// Everything that is reachable from these commits and was fetched.
  public func graph(reaching tips: [ObjectID]) throws(GitError) -> CommitGraph {
    var draft = CommitGraphDraft()
    var known: [Int] = []
    for tip in tips {
      if let number = objects.numbers[tip], !absent.contains(number) {
        known.append(number)
      } else {
        draft.absent[tip] = notThere(tip)
      }
    }
    var places: [Int: Int] = [:]
    for number in objects.reachable(from: known, notBeyond: shallow.union(absent)).sorted()
    where !absent.contains(number) {
      places[number] = draft.count
      draft.cuts[draft.count] = cut(at: number)
      let entry = objects.entries[number]
      draft.append(
        id: entry.commit.id, tree: entry.commit.tree, seconds: entry.commit.committer.seconds,
        parents: shallow.contains(number) ? [] : entry.parents.compactMap { places[$0] })
    }
    return try CommitGraph(draft)
  }

  /// The part of history in which these commits differ.
  public func graph(
    near tips: [ObjectID], beside others: [ObjectID]
  ) throws(GitError) -> CommitGraph {
    let near = try CommitGraph(near: tips, beside: others) { id throws(GitError) in
      let commit = try commit(id)
      let end = objects.numbers[id].flatMap { shallow.contains($0) ? cut(at: $0) : nil }
      return CommitLinks(
        parents: end == nil ? commit.parents : [], seconds: commit.committer.seconds,
        tree: commit.tree, cut: end)
    }
    if let near { return near }
    return try graph(reaching: tips + others)
  }

  /// Why a commit's parents are not all known; `nil` where they are.
  private func cut(at number: Int) -> GitError? {
    let entry = objects.entries[number]
    if shallow.contains(number) {
      return GitError(
        .shallow, "read history",
        "the clone is shallow: the parents of commit \(entry.commit.id) are not here")
    }
    return entry.parents.first(where: absent.contains).map {
      notThere(objects.entries[$0].commit.id)
    }
  }

  /// One commit's own data.
  public func commit(_ id: ObjectID) throws(GitError) -> Commit { try entry(id).commit }

  /// The commit whose id alone begins with these digits.
  public func object(abbreviated id: ObjectID, digits: Int) throws(GitError) -> ObjectID? {
    let found = objects.numbers.keys.filter { $0.hex.prefix(digits) == id.hex.prefix(digits) }
    guard found.count < 2 else { return nil }
    return try entry(found.first ?? id).commit.id
  }

  /// The paths on which a commit differs from its first parent.
  public func paths(changedBy id: ObjectID) throws(GitError) -> [[UInt8]] {
    try change(by: id).paths
  }

  /// What a commit changes against its first parent.
  public func change(by id: ObjectID) throws(GitError) -> Change {
    let entry = try entry(id)
    if let parent = entry.parents.first { try require(parent) }
    return change(from: objects.treeBefore(entry), to: entry.tree)
  }

  /// What lies between the trees of two commits.
  public func change(from old: ObjectID, to new: ObjectID) throws(GitError) -> Change {
    change(from: try entry(old).tree, to: try entry(new).tree)
  }

  private func change(from before: DrawnTree, to after: DrawnTree) -> Change {
    let paths = after.paths(differingFrom: before)
    let lines = paths.flatMap { [$0, before[$0].told, after[$0].told] }
    return Change(
      paths: paths.map { Array($0.utf8) },
      patch: paths.isEmpty
        ? nil : gitObjectID("patch", Array(lines.joined(separator: "\0").utf8)))
  }

  /// Where a merge differs from the automatic merge of its parents, or that conflicts.
  public func ownEdits(
    ofMerge id: ObjectID, in merged: MergeHistory?
  ) throws(GitError) -> [PathBlob] {
    let entry = try entry(id)
    guard entry.parents.count > 1 else {
      throw GitError(
        .failed, "merge again", "commit \(id) is no merge", help: "report a bug in policy")
    }
    for parent in entry.parents { try require(parent) }
    let automatic = DrawnMerge(of: entry.parents, in: objects.entries)
    let differing = entry.tree.paths(differingFrom: automatic.tree)
    return automatic.conflicts.union(differing)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { PathBlob(path: Array($0.utf8), blob: entry.tree.blob(at: $0)) }
  }

  /// Whether picking what lies between the trees of two commits would leave a third one's as it is.
  public func hasChange(
    from old: ObjectID, to new: ObjectID, in commit: ObjectID
  ) throws(GitError) -> Bool {
    let ours = try entry(commit).tree
    let picked = DrawnMerge(of: try entry(new).tree, into: ours, since: try entry(old).tree)
    return picked.conflicts.isEmpty && picked.tree.paths(differingFrom: ours).isEmpty
  }

  /// Whether picking what lies between the trees of two commits onto a third one gives a fourth one's.
  public func isPick(
    from old: ObjectID, to new: ObjectID, onto parent: ObjectID, giving commit: ObjectID
  ) throws(GitError) -> Bool {
    let picked = DrawnMerge(
      of: try entry(new).tree, into: try entry(parent).tree, since: try entry(old).tree)
    let made = try entry(commit).tree
    return picked.conflicts.isEmpty && picked.tree.paths(differingFrom: made).isEmpty
  }

  /// The blob at a path in a commit's tree.
  public func blob(at path: [UInt8], in commit: ObjectID) throws(GitError) -> ObjectID? {
    try entry(commit).tree.blob(at: String(decoding: path, as: UTF8.self))
  }

  /// The paths on which the trees of two commits differ.
  public func paths(from old: ObjectID, to new: ObjectID) throws(GitError) -> [[UInt8]] {
    let (before, after) = (try entry(old).tree, try entry(new).tree)
    return after.paths(differingFrom: before).map { Array($0.utf8) }
  }

  /// The names of the files in a folder of a commit's tree.
  public func files(in folder: [UInt8], of commit: ObjectID) throws(GitError) -> [[UInt8]] {
    try entry(commit).tree.names(in: String(decoding: folder, as: UTF8.self)).map { Array($0.utf8) }
  }

  /// A file's content in a commit's tree.
  public func file(
    _ path: [UInt8], in commit: ObjectID, limit: Int
  ) throws(GitError) -> [UInt8]? {
    let path = String(decoding: path, as: UTF8.self)
    guard let file = try entry(commit).tree[path], !file.mode.isSubmodule else { return nil }
    let content = Array(file.content.utf8)
    guard content.count <= limit else {
      throw GitError(
        .failed, "read file", "'\(path)' has \(content.count) bytes, more than \(limit)",
        help: "make the file smaller")
    }
    return content
  }

  /// The tree that a commit records.
  public func treeID(of commit: ObjectID) throws(GitError) -> ObjectID {
    try entry(commit).commit.tree
  }

  /// The bytes of a tree that a drawn commit has; no tree is missing.
  public func treeBytes(_ id: ObjectID) throws(GitError) -> [UInt8] {
    guard let bytes = contents.trees[id] else { throw noObject(id, "read tree") }
    return bytes
  }

  /// How many bytes a blob has.
  public func blobSize(_ id: ObjectID) throws(GitError) -> Int { try blob(id).count }

  /// A blob's bytes.
  public func blobBytes(_ id: ObjectID, limit: Int) throws(GitError) -> [UInt8] {
    let content = try blob(id)
    guard content.count <= limit else {
      throw GitError(
        .failed, "read object", "blob \(id) has \(content.count) bytes, more than \(limit)",
        help: "make the file smaller")
    }
    return content
  }

  private func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    guard let content = contents.blobs[id] else { throw noObject(id, "read object") }
    return content
  }

  private func noObject(_ id: ObjectID, _ operation: String) -> GitError {
    GitError(isShallow ? .shallow : .missingObject, operation, "object \(id) is not there")
  }

  /// The annotated tag that an object is.
  public func tag(_ id: ObjectID) throws(GitError) -> Tag? {
    if let content = objects.tags[id] { return Tag(content) }
    _ = try isCommit(id)
    return nil
  }

  /// Whether an object is a commit. Throws where it is not there.
  public func isCommit(_ id: ObjectID) throws(GitError) -> Bool {
    if let number = objects.numbers[id] {
      guard !absent.contains(number) else { throw noObject(id, "read object") }
      return true
    }
    if objects.tags[id] != nil || contents.trees[id] != nil || contents.blobs[id] != nil {
      return false
    }
    throw noObject(id, "read object")
  }

  private func entry(_ id: ObjectID) throws(GitError) -> DrawnObjects.Entry {
    guard let number = objects.numbers[id] else { throw notThere(id) }
    try require(number)
    return objects.entries[number]
  }

  /// Throws where a commit's object is not there.
  private func require(_ number: Int) throws(GitError) {
    if absent.contains(number) { throw notThere(objects.entries[number].commit.id) }
  }
}

extension DrawnFile? {
  /// What a patch says of a file.
  fileprivate var told: String {
    map { "\($0.mode.rawValue) \($0.content)" } ?? "nothing"
  }
}

internal import GitModel

/// The objects behind a drawing: every commit with its tree and the id that Git gives it.
struct DrawnObjects: Sendable {
  /// One commit and what stands behind it.
  struct Entry: Sendable {
    let commit: Commit
    let tree: DrawnTree
    /// Parents by number, first parent first.
    let parents: [Int]
    /// The numbers of all ancestors, its own included.
    let ancestors: Set<Int>
  }

  /// In the order of the drawing.
  private(set) var entries: [Entry] = []
  private(set) var numbers: [ObjectID: Int] = [:]
  /// The annotated tags, by what Git stores of them.
  private(set) var tags: [ObjectID: [UInt8]] = [:]
  /// Their signatures.
  private(set) var tagSignatures: [ObjectID: DrawnSignature] = [:]
  private var labels: [String: Int] = [:]

  /// Makes the commits. Throws where one cannot be made as it is drawn.
  init(of drawing: Drawing) throws(DrawingError) {
    for drawn in drawing.commits {
      let parents = drawn.parents.compactMap { labels[$0] }
      let tree = try tree(of: drawn, parents)
      let commit = commit(drawn, tree: tree.id, parents)
      let ancestors = parents.reduce(into: Set([entries.count])) {
        $0.formUnion(entries[$1].ancestors)
      }
      labels[drawn.label] = entries.count
      numbers[commit.id] = entries.count
      entries.append(Entry(commit: commit, tree: tree, parents: parents, ancestors: ancestors))
    }
    let drawn = drawing.refs.map { ($0.name, $0.label, $0.form) }
    let moved = drawing.update.flatMap { update in
      update.new.map { [(update.ref, $0, update.form)] }
    }
    for (ref, label, form) in drawn + (moved ?? []) {
      guard form != .plain, let commit = entry(label)?.commit else { continue }
      let content = form.object(named: ref, for: commit)
      let id = gitObjectID("tag", content)
      tags[id] = content
      if case .signed(let signature, _) = form { tagSignatures[id] = signature }
    }
  }

  /// What a ref of this form stands for: the commit, or the annotated tag of it.
  func id(of ref: RefName, at label: String, _ form: DrawnTagForm) -> ObjectID? {
    guard let commit = entry(label)?.commit else { return nil }
    return form == .plain ? commit.id : gitObjectID("tag", form.object(named: ref, for: commit))
  }

  /// Every tree and every blob of the commits.
  var contents: (trees: [ObjectID: [UInt8]], blobs: [ObjectID: [UInt8]]) {
    var (trees, blobs): ([ObjectID: [UInt8]], [ObjectID: [UInt8]]) = ([:], [:])
    for entry in entries {
      trees.merge(entry.tree.objects.bytes) { first, _ in first }
      for file in entry.tree.files.values where !file.mode.isSubmodule {
        blobs[file.id] = Array(file.content.utf8)
      }
    }
    return (trees, blobs)
  }

  /// When the newest commit was made, in seconds since 1970.
  var newest: Int64 { entries.map(\.commit.committer.seconds).max() ?? Drawing.dayZero }

  /// The commit of this label.
  func entry(_ label: String) -> Entry? { labels[label].map { entries[$0] } }

  /// The commits reachable from these, without the parents of those where it ends.
  func reachable(from tips: [Int], notBeyond ends: Set<Int>) -> Set<Int> {
    var reached = Set(tips)
    for number in entries.indices.reversed() where reached.contains(number) {
      if !ends.contains(number) { reached.formUnion(entries[number].parents) }
    }
    return reached
  }

  /// The tree before the commit's change: its first parent's, or an empty one.
  func treeBefore(_ entry: Entry) -> DrawnTree {
    entry.parents.first.map { entries[$0].tree } ?? DrawnTree()
  }

  private func tree(of drawn: DrawnCommit, _ parents: [Int]) throws(DrawingError) -> DrawnTree {
    let merged = DrawnMerge(of: parents, in: entries)
    var tree = drawn.treeOf.flatMap { entry($0)?.tree } ?? merged.tree
    for label in drawn.like { try apply(label, forward: true, to: &tree, drawn) }
    for label in drawn.reverts { try apply(label, forward: false, to: &tree, drawn) }
    if drawn.like.isEmpty, let pick = drawn.picks, let picked = entry(pick.label) {
      let paths = pick.path.map { [$0] } ?? picked.tree.paths(differingFrom: treeBefore(picked))
      for path in paths { tree[path] = "\(drawn.label) for \(pick.label) in \(path)\n" }
    }
    for file in drawn.files { tree[file.path] = file.file }
    for path in drawn.edits { tree[path] = "\(drawn.label) in \(path)\n" }
    if parents.count < 2, !drawn.saysItsChange {
      tree["\(drawn.label.lowercased()).txt"] = "\(drawn.label)\n"
    }
    let settled = drawn.edits + drawn.files.map(\.path)
    if drawn.treeOf == nil, let path = merged.conflicts.subtracting(settled).min() {
      throw DrawingError("the merge conflicts in '\(path)': edits \(path)", at: drawn.place)
    }
    guard !tree.hasFileAsFolder else {
      throw DrawingError("a file stands where a folder should", at: drawn.place)
    }
    return tree
  }

  /// Makes another commit's change, or takes it back, where the files stand as it needs them.
  private func apply(
    _ label: String, forward: Bool, to tree: inout DrawnTree, _ drawn: DrawnCommit
  ) throws(DrawingError) {
    guard let entry = entry(label) else { return }
    let (before, after) =
      forward ? (treeBefore(entry), entry.tree) : (entry.tree, treeBefore(entry))
    for path in after.paths(differingFrom: before) {
      guard tree[path] == before[path] else {
        throw DrawingError(
          "the change of \(label) does not apply to '\(path)' as it stands", at: drawn.place)
      }
      tree[path] = after[path]
    }
  }

  private func commit(_ drawn: DrawnCommit, tree: ObjectID, _ parents: [Int]) -> Commit {
    func signature(_ person: String, _ seconds: Int64) -> Signature {
      let parts = person.dropLast().split(separator: "<", maxSplits: 1)
      return Signature(
        name: Array((parts.first ?? "").utf8.dropLast()), email: Array((parts.last ?? "").utf8),
        seconds: seconds, offset: 0)
    }
    var message = (drawn.message ?? drawn.label) + "\n"
    if let pick = drawn.picks, let picked = entry(pick.label) {
      message += "\n(cherry picked from commit \(picked.commit.id))\n"
    }
    for reverted in (drawn.reverts + drawn.claims).compactMap({ entry($0) }) {
      message += "\nThis reverts commit \(reverted.commit.id).\n"
    }
    // The names that Git's own tests use.
    return Commit.drawn(
      tree: tree, parents: parents.map { entries[$0].commit.id },
      author: signature(
        drawn.author ?? "A U Thor <author@example.com>", drawn.authored ?? drawn.seconds),
      committer: signature(
        drawn.committer ?? "C O Mitter <committer@example.com>", drawn.seconds),
      message: drawn.encoding == nil
        ? Array(message.utf8)
        : message.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) },
      encoding: drawn.encoding.map { Array($0.utf8) })
  }
}

extension Commit {
  /// A commit with the id that Git gives it.
  fileprivate static func drawn(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature,
    message: [UInt8], encoding: [UInt8]?
  ) -> Commit {
    let headers =
      ["tree \(tree)"] + parents.map { "parent \($0)" }
      + [Array("author ".utf8) + author.line, Array("committer ".utf8) + committer.line].map {
        String(decoding: $0, as: UTF8.self)
      } + (encoding.map { ["encoding \($0.map { String(UnicodeScalar($0)) }.joined())"] } ?? [])
    let content = Array((headers.joined(separator: "\n") + "\n\n").utf8) + message
    return Commit(
      id: gitObjectID("commit", content), tree: tree, parents: parents, author: author,
      committer: committer, message: message, encoding: encoding)
  }
}

extension Signature {
  /// As commit objects and fast-import streams write it; only for zones at UTC.
  var line: [UInt8] { name + Array(" <".utf8) + email + Array("> \(seconds) +0000".utf8) }
}

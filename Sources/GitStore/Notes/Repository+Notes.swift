internal import CLibgit2
public import GitModel

/// Notes on objects, as git-notes(1) keeps them: a tree in which an object's note stands at the
/// digits of its id, with a slash after every two of them or after none ("fan-out").
extension Repository {
  /// Where a note stands in a tree of notes.
  public struct StoredNote: Sendable, Equatable {
    /// The object that the note is on.
    public let object: ObjectID
    /// The note's content.
    public let blob: ObjectID
  }

  /// What a tree of notes says of an object: the content of each place at which it may stand, in
  /// the order of git, which puts what it finds one behind the other. Throws where one has more
  /// than `limit` bytes, with this `help`.
  public func notes(
    on object: ObjectID, in commit: ObjectID, limit: Int, help: String? = nil
  ) throws(GitError) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var folder: ObjectID? = try self.commit(commit).tree
    var rest = Array(object.hex.utf8)
    while let id = folder {
      let tree = try self.tree(id)
      folder = nil
      if let note = Self.entry(of: tree, named: rest), note.type == .blob {
        found.append(try content(ofNote: note.id, on: object, limit: limit, help: help))
      }
      guard rest.count > 2 else { break }
      if let next = Self.entry(of: tree, named: Array(rest.prefix(2))), next.type == .tree {
        folder = next.id
      }
      rest.removeFirst(2)
    }
    return found
  }

  /// Every note below a commit of a notes ref, sorted by object; an object may have several.
  public func notes(in commit: ObjectID) throws(GitError) -> [StoredNote] {
    var found: [StoredNote] = []
    try collect(&found, in: try self.commit(commit).tree, below: [])
    return found.sorted { ($0.object, $0.blob) < ($1.object, $1.blob) }
  }

  /// The content of a note. Throws where it has more than `limit` bytes, with this `help`.
  public func content(
    ofNote blob: ObjectID, on object: ObjectID, limit: Int, help: String? = nil
  ) throws(GitError) -> [UInt8] {
    let (type, size) = try header(of: blob)
    guard type == .blob else {
      throw GitError(.corrupt, "read note", "the note on \(object) is no blob")
    }
    guard size <= limit else {
      throw GitError(
        .failed, "read note", "the note on \(object) has \(size) bytes, more than \(limit)",
        help: help ?? "take the note away: git notes remove \(object)")
    }
    return try withObject(blob, "read note") { _, bytes throws(GitError) in Array(bytes) }
  }

  private func collect(
    _ found: inout [StoredNote], in folder: ObjectID, below prefix: [UInt8]
  ) throws(GitError) {
    let tree = try self.tree(folder)
    for index in 0..<git_tree_entrycount(tree.object) {
      guard let entry = git_tree_entry_byindex(tree.object, index),
        let name = git_tree_entry_name(entry), let id = git_tree_entry_id(entry)
      else { continue }
      let digits = prefix + bytes(of: name)
      switch StoredType(git_tree_entry_type(entry)) {
      case .blob:
        // What is named otherwise is no note; git keeps it and passes it by.
        guard let object = ObjectID(hexBytes: digits) else { continue }
        found.append(StoredNote(object: object, blob: ObjectID(id.pointee)))
      case .tree where digits.count == prefix.count + 2 && digits.count < 64:
        try collect(&found, in: ObjectID(id.pointee), below: digits)
      default: continue
      }
    }
  }

  /// An entry of a tree by its name.
  static func entry(
    of tree: borrowing Handle<TreeKind>, named name: [UInt8]
  ) -> (id: ObjectID, type: StoredType)? {
    guard let entry = git_tree_entry_byname(tree.object, cString(name)),
      let id = git_tree_entry_id(entry)
    else { return nil }
    return (ObjectID(id.pointee), StoredType(git_tree_entry_type(entry)))
  }

  /// Whether every fetch from a remote brings this ref, because a refspec says so: git-fetch(1),
  /// "CONFIGURED REMOTE-TRACKING BRANCHES".
  public func fetchesAll(of ref: String, from remote: String) throws(GitError) -> Bool {
    let patterns = try fetchPatterns(of: remote)
    guard !patterns.contains(where: { $0.hasPrefix("^") }) else { return false }
    return patterns.contains { pattern in
      let source = pattern.drop { $0 == "+" }.prefix { $0 != ":" }
      guard let star = source.firstIndex(of: "*") else { return source == ref }
      let (head, tail) = (source[..<star], source[source.index(after: star)...])
      return ref.utf8.count >= head.utf8.count + tail.utf8.count && ref.hasPrefix(head)
        && ref.hasSuffix(tail)
    }
  }
}

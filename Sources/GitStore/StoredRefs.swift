internal import GitModel

/// One ref as it is stored.
struct RefEntry {
  let name: RefName
  let content: RefContent
  /// What the annotated tag behind the ref stands for, where that is known.
  let peeled: ObjectID?
}

/// Where the refs of a repository are kept.
enum RefFolders {
  /// What each linked worktree has of its own: gitrepository-layout(5), `refs/bisect` and on.
  static let own: Set = ["bisect", "rewritten", "worktree"]
}

/// The refs of a repository by their names.
protocol StoredRefs {
  /// The ref of a name; `nil` where there is none.
  func entry(named name: [UInt8]) throws(GitError) -> RefEntry?
}

extension StoredRefs {
  /// The ref that a name stands for in the end; `nil` where it leads nowhere, or round in a circle.
  /// Git follows as many steps: `SYMREF_MAXDEPTH` in its refs code.
  func target(of name: [UInt8]) throws(GitError) -> RefEntry? {
    guard let end = try end(of: name), let entry = try entry(named: end.bytes) else { return nil }
    if case .symbolic = entry.content { return nil }
    return entry
  }

  /// The last ref that a name leads to, whether it stands or not; `nil` where it is no ref name.
  func end(of name: [UInt8]) throws(GitError) -> RefName? {
    var name = name
    for _ in 0..<5 {
      guard let entry = try entry(named: name), case .symbolic(let next) = entry.content else {
        break
      }
      name = next
    }
    return RefName(bytes: name)
  }
}

/// The refs of a repository, each read when it is asked for.
struct RefLookup: StoredRefs {
  let gitDirectory: String
  let commonDirectory: String

  /// Reads the loose ref before the packed one: a ref that is packed meanwhile is never missed.
  func entry(named name: [UInt8]) throws(GitError) -> RefEntry? {
    guard let name = RefName(bytes: name) else { return nil }
    let isOwn = RefFolders.own.contains { name.hasPrefix("refs/\($0)/") }
    let folder = isOwn ? gitDirectory : commonDirectory
    if let content = LooseRefs.content(of: name, in: folder) {
      return RefEntry(name: name, content: content, peeled: nil)
    }
    guard let packed = try PackedRefs(commonDirectory: commonDirectory).ref(named: name) else {
      return nil
    }
    return RefEntry(name: name, content: .id(packed.id), peeled: packed.peeled)
  }
}

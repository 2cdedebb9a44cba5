internal import CLibgit2
public import GitModel

extension Repository {
  /// Writes notes over those of a commit, or over none: each takes the place of what stood on its
  /// object. Gives the new tree; nothing points to it yet.
  public func writeNotes(
    _ notes: [ObjectID: [UInt8]], over commit: ObjectID?
  ) throws(GitError) -> ObjectID {
    var placed: [PlacedNote] = []
    for (object, content) in notes.sorted(by: { $0.key < $1.key }) {
      let blob = try write(content, GIT_OBJECT_BLOB, "write note")
      placed.append(PlacedNote(name: Array(object.hex.utf8), blob: blob))
    }
    let tree = try commit.map { commit throws(GitError) in try self.commit(commit).tree }
    return try write(placed, over: tree, isTop: true)
  }

  /// Stores a commit of a tree. `identity` is what `git var GIT_COMMITTER_IDENT` says; `sign` makes the
  /// signature over what is to be signed, in its armor (gitformat-signature(5)).
  public func commitNotes(
    _ tree: ObjectID, parents: [ObjectID], identity: [UInt8], message: String,
    sign: ((_ payload: [UInt8]) throws(GitError) -> String)? = nil
  ) throws(GitError) -> ObjectID {
    guard !identity.contains(0), !identity.contains(UInt8(ascii: "\n")) else {
      throw GitError(
        .failed, "commit notes", "the committer's name holds a newline or a NUL",
        help: "set another: git config user.name NAME")
    }
    var header = Array("tree \(tree.hex)\n".utf8)
    for parent in parents { header += "parent \(parent.hex)\n".utf8 }
    for role in ["author", "committer"] {
      header += "\(role) ".utf8 + identity + [UInt8(ascii: "\n")]
    }
    let rest = Array("\n\(message)\n".utf8)
    var text = header + rest
    if let sign {
      // Each line but the first stands in by one blank.
      let lines = try sign(text).split(separator: "\n").joined(separator: "\n ")
      text = header + Array("gpgsig \(lines)\n".utf8) + rest
    }
    let id = try write(text, GIT_OBJECT_COMMIT, "commit notes")
    // A line that is no identity would make a commit that nobody can read.
    _ = try commit(id)
    return id
  }

  /// Stores a tree that holds one file and nothing else.
  public func writeTree(holding content: [UInt8], as file: String) throws(GitError) -> ObjectID {
    let draft = try TreeDraft(over: nil, in: self)
    try draft.put(
      Array(file.utf8), try write(content, GIT_OBJECT_BLOB, "write file"), GIT_FILEMODE_BLOB)
    return try draft.write()
  }

  /// Moves a ref from `old`, or makes it where that is `nil`. False where it stands elsewhere by
  /// now, or somebody else is moving it: nothing has happened then.
  public func move(
    _ ref: RefName, from old: ObjectID?, to new: ObjectID, because reason: String
  ) throws(GitError) -> Bool {
    try LibGit2.start()
    git_error_clear()
    var target = try new.oid()
    var made: OpaquePointer?
    let name = cString(ref.bytes)
    // Zeros say that there must be none; both are held against the ref once it is locked.
    var expected = try (old ?? .zero).oid()
    let code = git_reference_create_matching(
      &made, handle.object, name, &target, 1, &expected, reason)
    git_reference_free(made)
    switch code {
    case GIT_EMODIFIED.rawValue, GIT_EEXISTS.rawValue, GIT_ELOCKED.rawValue,
      GIT_ENOTFOUND.rawValue:
      return false
    case ..<0: throw GitError(libgit2: code, during: "move ref")
    default: return true
    }
  }

  /// What a ref stands for; `nil` where there is no such ref.
  public func tip(of ref: RefName) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    let isThere = try find("read ref") {
      git_reference_name_to_id(&oid, handle.object, cString(ref.bytes))
    }
    return isThere ? ObjectID(oid) : nil
  }

  /// Whether a commit is another, or behind it.
  public func isAncestor(_ commit: ObjectID, of other: ObjectID) throws(GitError) -> Bool {
    if commit == other { return true }
    var (ancestor, descendant) = (try commit.oid(), try other.oid())
    let answer = try call("compare commits") {
      git_graph_descendant_of(handle.object, &descendant, &ancestor)
    }
    return answer == 1
  }

  /// Puts each note where one stands on its object, or where the tree has a folder for it; at the
  /// top always into a folder, as git does with many.
  private func write(
    _ notes: [PlacedNote], over old: ObjectID?, isTop: Bool
  ) throws(GitError) -> ObjectID {
    let draft = try TreeDraft(over: old, in: self)
    var below: [[UInt8]: [PlacedNote]] = [:]
    for note in notes {
      let folder = Array(note.name.prefix(2))
      let isHere = draft.entry(note.name)?.type == .blob
      // A file of another name than a note's may stand where the folder would.
      let there = draft.entry(folder)?.type ?? (isTop ? .tree : .blob)
      if !isHere, note.name.count > 2, there == .tree {
        below[folder, default: []].append(
          PlacedNote(name: Array(note.name.dropFirst(2)), blob: note.blob))
      } else {
        try draft.put(note.name, note.blob, GIT_FILEMODE_BLOB)
      }
    }
    for (folder, notes) in below {
      let there = draft.entry(folder).flatMap { $0.type == .tree ? $0.id : nil }
      try draft.put(folder, try write(notes, over: there, isTop: false), GIT_FILEMODE_TREE)
    }
    return try draft.write()
  }

  private func write(
    _ bytes: [UInt8], _ type: git_object_t, _ operation: StaticString
  ) throws(GitError) -> ObjectID {
    var oid = git_oid()
    // libgit2 refuses a null pointer, which an empty array may have.
    try call(operation) {
      (bytes + [0]).withUnsafeBytes {
        git_odb_write(&oid, objects.object, $0.baseAddress, bytes.count, type)
      }
    }
    return ObjectID(oid)
  }
}

/// A note that is to stand at a name, below some folder.
private struct PlacedNote {
  let name: [UInt8]
  let blob: ObjectID
}

/// A tree in the making.
private struct TreeDraft: ~Copyable {
  private let builder: Handle<TreeBuilderKind>

  /// A tree with the entries of another.
  init(over old: ObjectID?, in repository: Repository) throws(GitError) {
    let handle = repository.handle.object
    guard let old else {
      builder = try Handle("draft tree") { git_treebuilder_new(&$0, handle, nil) }
      return
    }
    let tree = try repository.tree(old)
    builder = try Handle("draft tree") { git_treebuilder_new(&$0, handle, tree.object) }
  }

  func entry(_ name: [UInt8]) -> (id: ObjectID, type: StoredType)? {
    guard let entry = git_treebuilder_get(builder.object, cString(name)),
      let id = git_tree_entry_id(entry)
    else { return nil }
    return (ObjectID(id.pointee), StoredType(git_tree_entry_type(entry)))
  }

  func put(_ name: [UInt8], _ id: ObjectID, _ mode: git_filemode_t) throws(GitError) {
    var oid = try id.oid()
    try call("draft tree") {
      git_treebuilder_insert(nil, builder.object, cString(name), &oid, mode)
    }
  }

  func write() throws(GitError) -> ObjectID {
    var oid = git_oid()
    try call("write tree") { git_treebuilder_write(&oid, builder.object) }
    return ObjectID(oid)
  }
}

internal import CLibgit2
internal import GitModel

/// Objects that are made for libgit2 to read: they are in memory, and a repository that is judged stays
/// as it is.
extension Repository {
  /// Lets what libgit2 writes go into memory.
  func writeToMemory() throws(GitError) {
    guard scratch == nil else { return }
    var memory: UnsafeMutablePointer<git_odb_backend>?
    try call("merge again") { git_mempack_new(&memory) }
    // Above the backends that libgit2 brings, which have 1 and 2.
    try call("merge again") { git_odb_add_backend(objects.object, memory, 999) }
    scratch = memory
  }

  /// Empties the memory, but for a commit that was proposed and what it holds.
  func forgetWritten() {
    if proposed == nil, staged == nil { _ = git_mempack_reset(scratch) }
  }

  /// Puts an object into the memory, after `writeToMemory`. Through the database, libgit2 would look for
  /// it in all packs first, and for new packs.
  func remember(_ type: StoredType, _ bytes: [UInt8]) throws(GitError) -> ObjectID {
    let head = Array("\(type.rawValue) \(bytes.count)\0".utf8)
    let digest = bytes.withUnsafeBytes { SHA1.digest(of: $0, behind: head) }
    guard let id = ObjectID(bytes: digest), let memory = scratch, let write = memory.pointee.write
    else { throw GitError(.failed, "merge again", "there is no memory to write to") }
    var oid = try id.oid()
    try call("merge again") {
      // A null pointer is what an empty array may have.
      (bytes + [0]).withUnsafeBytes {
        write(
          memory, &oid, $0.baseAddress, bytes.count,
          type == .tree ? GIT_OBJECT_TREE : GIT_OBJECT_COMMIT)
      }
    }
    return id
  }

  /// Trees in memory that differ as these do, without what these hold alike: merging and comparing them
  /// tells the same, and what it takes is told by how much they differ. A tree that is not stays none.
  func pruned(_ trees: [ObjectID?]) throws(GitError) -> [ObjectID?] {
    let left = try pruned(trees, depth: 0)
    let none = try remember(.tree, [])
    return zip(trees, left).map { tree, left in tree == nil ? nil : left ?? none }
  }

  /// The same of a folder, which some of them may lack; `nil` where nothing is left.
  private func pruned(_ trees: [ObjectID?], depth: Int) throws(GitError) -> [ObjectID?] {
    // What one or several added alike is all of it a difference. Nobody's folders are so deep.
    guard depth < 128, Set(trees.compactMap(\.self)).count > 1 else { return trees }
    let distinct = Array(Set(trees))
    var found: [Slot: [Entry?]] = [:]
    for (column, tree) in distinct.enumerated().dropFirst() {
      for difference in try differences(from: distinct[0], to: tree) {
        let slot = Slot(name: difference.name, isTree: difference.isTree)
        let old = Entry(difference.oldMode, difference.old)
        found[slot, default: Array(repeating: old, count: distinct.count)][column] =
          Entry(difference.mode, difference.new)
      }
    }
    var lines: [[UInt8]] = Array(repeating: [], count: distinct.count)
    for (slot, var entries) in found.sorted(by: { $0.key < $1.key }) {
      if slot.isTree {
        let inside = try pruned(entries.map { $0?.id }, depth: depth + 1)
        entries = inside.map { Entry(.folder, $0) }
      }
      for (column, entry) in entries.enumerated() {
        guard let entry else { continue }
        lines[column] += Array("\(String(entry.mode.rawValue, radix: 8)) ".utf8) + slot.name
        lines[column] += [0] + entry.id.bytes
      }
    }
    var made: [ObjectID?: ObjectID] = [:]
    for (tree, bytes) in zip(distinct, lines) where !bytes.isEmpty {
      made[tree] = try remember(.tree, bytes)
    }
    return trees.map { made[$0] }
  }
}

/// Where something stands in a tree; a file and a folder of one name are two.
private struct Slot: Hashable, Comparable {
  let name: [UInt8]
  let isTree: Bool

  /// Git's order, in which a folder's name ends with a slash.
  static func < (one: Slot, other: Slot) -> Bool {
    let slash = [UInt8(ascii: "/")]
    return (one.name + (one.isTree ? slash : []))
      .lexicographicallyPrecedes(other.name + (other.isTree ? slash : []))
  }
}

/// What stands there.
private struct Entry {
  let mode: EntryMode
  let id: ObjectID

  init?(_ mode: EntryMode?, _ id: ObjectID?) {
    guard let mode, let id else { return nil }
    (self.mode, self.id) = (mode, id)
  }
}

internal import CLibgit2
public import GitModel

extension Repository {
  /// Makes a commit in memory, so that it can be judged before there is one: with these parents and
  /// this message, and the first parent's tree. Nothing is written to the repository.
  public func propose(parents: [ObjectID], message: [UInt8]) throws(GitError) -> ObjectID {
    // The empty tree, which every repository knows: git's `empty_tree` in object-file.c.
    let none = ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904") ?? .zero
    let tree = try parents.first.map { first throws(GitError) in try self.tree(named: first) }
    var text = "tree \((tree ?? none).hex)\n"
    for parent in parents { text += "parent \(parent.hex)\n" }
    // Dated at the beginning of time: no rule asks a commit that does not exist for its age.
    text += "author nobody <> 0 +0000\ncommitter nobody <> 0 +0000\n\n"
    let bytes = Array(text.utf8) + message
    try writeToMemory()
    var oid = git_oid()
    try call("propose commit") {
      bytes.withUnsafeBytes {
        git_odb_write(&oid, objects.object, $0.baseAddress, $0.count, GIT_OBJECT_COMMIT)
      }
    }
    return ObjectID(oid)
  }

  private func tree(named commit: ObjectID) throws(GitError) -> ObjectID {
    try withHeader(commit) { header, _ in header.tree }
  }
}

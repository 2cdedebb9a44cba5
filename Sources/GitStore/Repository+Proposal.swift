internal import CLibgit2
public import GitModel

extension Repository {
  /// Makes a commit in memory, so that it can be judged before there is one: with these parents and
  /// this message, and the first parent's tree. Nothing is written to the repository.
  /// Who asks for its files is told what is staged: the index is read when they are asked for.
  ///
  /// `author` and `committer` are whole lines, `NAME <ADDRESS> SECONDS ZONE`; `encoding` is the name of
  /// the message's, where it is not UTF-8.
  public func propose(
    parents: [ObjectID], message: [UInt8], author: [UInt8] = nobody, committer: [UInt8] = nobody,
    encoding: String? = nil
  ) throws(GitError) -> ObjectID {
    // The empty tree, which every repository knows: git's `empty_tree` in object-file.c.
    let none = ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904") ?? .zero
    let tree = try parents.first.map { first throws(GitError) in try self.tree(named: first) }
    var text = "tree \((tree ?? none).hex)\n"
    for parent in parents { text += "parent \(parent.hex)\n" }
    var bytes = Array("\(text)author ".utf8) + author + Array("\ncommitter ".utf8) + committer
    if let encoding { bytes += Array("\nencoding \(encoding)".utf8) }
    bytes += Array("\n\n".utf8) + message
    try writeToMemory()
    var oid = git_oid()
    try call("propose commit") {
      bytes.withUnsafeBytes {
        git_odb_write(&oid, objects.object, $0.baseAddress, $0.count, GIT_OBJECT_COMMIT)
      }
    }
    proposed = ObjectID(oid)
    return ObjectID(oid)
  }

  /// Whoever it will be, dated at the beginning of time: before the message no rule asks.
  public static let nobody = Array("nobody <> 0 +0000".utf8)

  private func tree(named commit: ObjectID) throws(GitError) -> ObjectID {
    try withHeader(commit) { header, _ in header.tree }
  }
}

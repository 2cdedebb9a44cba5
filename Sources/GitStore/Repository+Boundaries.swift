internal import GitModel

/// Where history is not what the objects say.
extension Repository {
  /// Throws where Git shows other parents or commits than are stored: git-replace(1) and
  /// gitrepository-layout(5), `info/grafts`.
  func requireNoReplacements() throws(GitError) {
    var loose = LooseRefs()
    try loose.read(commonDirectory + "refs/replace", prefix: "refs/replace")
    let packed = try PackedRefs(commonDirectory: commonDirectory)
    guard loose.found.isEmpty, !packed.contains(prefix: "refs/replace/") else {
      throw GitError(.replaced, "read history", "the repository has replace refs")
    }
    let grafts = environment["GIT_GRAFT_FILE"] ?? commonDirectory + "info/grafts"
    let lines = try lines(of: grafts).filter { $0.first != UInt8(ascii: "#") }
    guard lines.isEmpty else {
      throw GitError(
        .replaced, "read history", "the repository has grafts",
        help: "judge what is stored: rm \(quoted(grafts))")
    }
  }

  /// The commits at which a shallow clone ends, one id a line: gitrepository-layout(5), `shallow`. A
  /// hook may see another file (`GIT_SHALLOW_FILE`) while a push brings such commits.
  func shallowCommits() throws(GitError) -> Set<ObjectID> {
    let path = environment["GIT_SHALLOW_FILE"] ?? commonDirectory + "shallow"
    var commits: Set<ObjectID> = []
    for line in try lines(of: path) {
      guard let id = ObjectID(hexBytes: line) else {
        throw GitError(.corrupt, "read history", "'\(path)' holds a line that is no id")
      }
      commits.insert(id)
    }
    return commits
  }

  /// The lines of a file that need not be there.
  private func lines(of path: String) throws(GitError) -> [[UInt8]] {
    guard FilePresence(path) != .absent else { return [] }
    guard let file = MappedFile(path) else {
      throw GitError(
        .failed, "read history", "'\(path)' cannot be read",
        help: "let the user who runs policy read it: chmod u+r \(quoted(path))")
    }
    return file.bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }
}

extension GitError {
  /// What lies behind a commit at which a shallow clone ends.
  static func endOfShallowClone(at commit: ObjectID) -> GitError {
    GitError(
      .shallow, "read history", "the clone is shallow: the parents of commit \(commit) are not here"
    )
  }
}

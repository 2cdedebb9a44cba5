public import GitModel

/// Where history is not what the objects say.
extension Repository {
  /// Throws where Git shows other parents or commits than are stored: git-replace(1) and
  /// gitrepository-layout(5), `info/grafts`.
  func requireNoReplacements() throws(GitError) {
    // git(1), `GIT_REPLACE_REF_BASE`: another place for them, which git reads as it is, without a slash.
    let base = environment["GIT_REPLACE_REF_BASE"]
    guard try !hasReplaceRefs, try base.map(hasRefs(beginning:)) != true else {
      throw GitError(
        .replaced, "read history",
        "the repository has replace refs\(base.map { " in '\($0)'" } ?? "")",
        help: base.map { base in
          "judge what is stored: remove the replacements "
            + "(git for-each-ref \(quoted(base)); git update-ref -d REF), "
            + "or run policy without them: env -u GIT_REPLACE_REF_BASE policy …"
        })
    }
    let grafts = environment["GIT_GRAFT_FILE"] ?? commonDirectory + "info/grafts"
    let lines = try lines(of: grafts).filter { $0.first != UInt8(ascii: "#") }
    guard lines.isEmpty else {
      throw GitError(
        .replaced, "read history", "the repository has grafts",
        help: "judge what is stored: rm \(quoted(grafts))")
    }
  }

  private var hasReplaceRefs: Bool {
    get throws(GitError) {
      var loose = LooseRefs()
      try loose.read(commonDirectory + "refs/replace", prefix: "refs/replace")
      if !loose.found.isEmpty { return true }
      let packed = try PackedRefs(commonDirectory: commonDirectory)
      return try !packed.names(prefix: "refs/replace/").isEmpty
    }
  }

  private func hasRefs(beginning base: String) throws(GitError) -> Bool {
    try RefList(gitDirectory: gitDirectory, commonDirectory: commonDirectory).entries.contains {
      $0.name.hasPrefix(base)
    }
  }

  /// Whether history ends before its roots: git-clone(1), `--depth`.
  public func isShallow() throws(GitError) -> Bool { try !shallowCommits().isEmpty }

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
    guard let file = try MappedFile.ifThere(path, "read history") else { return [] }
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

internal import GitModel

extension Repository {
  /// What a stored ref says; `nil` for a remote's `HEAD`. A symbolic one stands where its target stands;
  /// one that cannot be read is there, with what is wrong with it.
  func ref(_ entry: RefEntry, among refs: some StoredRefs) throws(GitError) -> Ref? {
    switch entry.content {
    case .id(let id): return ref(entry, id)
    case .symbolic(let target):
      // A remote's HEAD dangles as soon as its default branch is renamed: nothing is broken.
      let isHead = entry.name.hasPrefix("refs/remotes/") && entry.name.text.hasSuffix("/HEAD")
      return isHead ? nil : try symbolic(entry, target, among: refs)
    case .unreadable(let reason):
      return Ref(
        name: entry.name, commit: nil,
        problem: GitError(
          .corrupt, "read ref", "'\(entry.name)' cannot be read: \(reason)",
          help: "put the branch back (git reflog \(quoted(entry.name.text))) "
            + "or delete the file of the ref"))
    }
  }

  private func symbolic(
    _ entry: RefEntry, _ target: [UInt8], among refs: some StoredRefs
  ) throws(GitError) -> Ref {
    if let found = try refs.target(of: target), case .id(let id) = found.content {
      let stands = ref(found, id)
      return Ref(
        name: entry.name, commit: stands.commit, object: stands.object, problem: stands.problem,
        target: found.name)
    }
    let shown = String(decoding: target, as: UTF8.self)
    return Ref(
      name: entry.name, commit: nil,
      problem: GitError(
        .missingRef, "read ref", "'\(entry.name)' stands for '\(shown)', which leads nowhere",
        help: "delete it: git symbolic-ref --delete \(quoted(entry.name.text))"),
      target: try refs.end(of: target))
  }

  /// Branches hold commits and nothing else, so no object is read for them.
  private func ref(_ entry: RefEntry, _ id: ObjectID) -> Ref {
    if entry.name.hasPrefix("refs/heads/") || entry.name.hasPrefix("refs/remotes/") {
      return Ref(name: entry.name, commit: id)
    }
    do throws(GitError) {
      return Ref(name: entry.name, commit: try commitBehind(entry.peeled ?? id), object: id)
    } catch {
      return Ref(
        name: entry.name, commit: nil, object: id,
        problem: GitError(
          error.cause, "read ref", "'\(entry.name)' cannot be read: \(error.message)",
          help: error.help))
    }
  }
}

internal import GitModel

extension Repository {
  /// Runs `body`, and says of an object that is missing why it may be.
  func explaining<Result: ~Copyable>(
    _ id: ObjectID, _ body: () throws(GitError) -> Result
  ) throws(GitError) -> Result {
    do throws(GitError) {
      return try body()
    } catch {
      throw explained(error, of: id)
    }
  }

  /// Why an object cannot be read, as far as the kind of clone explains it. The object is the one
  /// that libgit2 names, else `id`.
  func explained(_ error: GitError, of id: ObjectID) -> GitError {
    guard [.missingObject, .corrupt].contains(error.cause) else { return error }
    let missing = Self.id(in: error.message) ?? id
    let kind = error.operation == "read commit" ? "commit" : "object"
    if let damage = packDamage {
      return GitError(
        .corrupt, error.operation, "\(kind) \(missing) cannot be read: \(damage.what)",
        help: damage.help)
    }
    guard error.cause == .missingObject else { return error }
    if let remote = promisor {
      return GitError(
        .partialClone, error.operation, "\(kind) \(missing) was left out of the clone",
        help: "fetch the missing objects: git fetch --refetch --no-filter \(quoted(remote))")
    }
    // What a shallow clone lacks is most likely what it did not fetch.
    return GitError(
      seemsShallow ? .shallow : .missingObject, error.operation, "\(kind) \(missing) is not there")
  }

  /// The id in "object not found - no match for id (…)".
  private static func id(in message: String) -> ObjectID? {
    guard let start = message.lastIndex(of: "("), let end = message.lastIndex(of: ")"), start < end
    else { return nil }
    return ObjectID(hex: message[message.index(after: start)..<end])
  }

  /// What the packs lack, looked for once: a partial clone lacks thousands of objects.
  private var packDamage: PackFolder.Damage? {
    if let known = soughtDamage { return known }
    let found = objectFolders.all.lazy.compactMap { PackFolder(of: $0).damage }.first
    soughtDamage = .some(found)
    return found
  }

  private var seemsShallow: Bool {
    do throws(GitError) {
      return try isShallow()
    } catch {
      // Only the wording hangs on the answer: the object is missing either way.
      return false
    }
  }

  /// The remote that promises what is missing here: git-clone(1), `--filter`.
  private var promisor: String? {
    do throws(GitError) {
      for remote in remotes() where try configuration.flag("remote.\(remote).promisor") == true {
        return remote
      }
      return try config("extensions.partialclone")
    } catch {
      // Only the wording hangs on the answer: the object is missing either way.
      return nil
    }
  }
}

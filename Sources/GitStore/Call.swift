internal import CLibgit2
internal import GitModel

/// Runs one libgit2 function and turns a negative code into a thrown error.
///
/// Every call passes here, so none can come before libgit2 has started. The error text is
/// thread-local and sometimes stale: it is cleared before the call and read right after it.
@discardableResult
func call(
  _ operation: StaticString, accepting expected: git_error_code = GIT_OK, _ body: () -> CInt
) throws(GitError) -> CInt {
  try LibGit2.start()
  git_error_clear()
  let code = body()
  guard code >= 0 || code == expected.rawValue else {
    throw GitError(libgit2: code, during: operation)
  }
  return code
}

/// Takes one step of a libgit2 iteration; false at its end, and only there.
func step(_ operation: StaticString, _ body: () -> CInt) throws(GitError) -> Bool {
  try call(operation, accepting: GIT_ITEROVER, body) != GIT_ITEROVER.rawValue
}

/// Looks something up; false where it is not there, and only then.
func find(_ operation: StaticString, _ body: () -> CInt) throws(GitError) -> Bool {
  try call(operation, accepting: GIT_ENOTFOUND, body) != GIT_ENOTFOUND.rawValue
}

/// libgit2's process-wide state, started once and never stopped.
enum LibGit2 {
  private static let code: CInt = {
    let code = git_libgit2_init()
    // Without its own cache libgit2 reads whole histories a third faster: nothing is read twice.
    if code > 0 { _ = policy_enable_caching(0) }
    if code > 0 { allowExtensions() }
    return code
  }()

  /// Starts libgit2; only the first call does anything.
  static func start() throws(GitError) {
    guard code > 0 else { throw GitError(.failed, "start libgit2", "libgit2 cannot start") }
  }

  /// The extensions that change nothing about reading objects and refs (git-config(1),
  /// `extensions.*`); libgit2 compares them in lower case.
  private static func allowExtensions() {
    let names: [StaticString] = [
      "partialclone", "worktreeconfig", "preciousobjects", "relativeworktrees",
    ]
    var pointers = names.map { name in
      UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self) as UnsafePointer<CChar>?
    }
    _ = policy_set_extensions(&pointers, pointers.count)
  }
}

extension GitError {
  /// What libgit2 says of a call that failed. Must be made right after the call.
  init(libgit2 code: CInt, during operation: StaticString) {
    let last = git_error_last()
    let text = last.flatMap { $0.pointee.message }.map { String(cString: $0) }
    let message = text ?? "libgit2 failed with code \(code)"
    let cause = Cause(code: code, class: last?.pointee.klass ?? 0, message: message)
    self.init(cause, "\(operation)", message)
  }
}

extension GitError.Cause {
  fileprivate init(code: CInt, class: CInt, message: String) {
    let damaged = [GIT_ERROR_ODB, GIT_ERROR_ZLIB, GIT_ERROR_INDEXER, GIT_ERROR_OBJECT]
    // libgit2 1.5 answers "not found" where no safe.directory is configured at all.
    if code == GIT_EOWNER.rawValue || message.contains("safe.directory") {
      self = .unsafeOwner
    } else if message.contains("unsupported extension") || message.contains("object format")
      || message.contains("unsupported repository version")
    {
      self = .unsupportedFormat
    } else if code == GIT_ENOTFOUND.rawValue {
      self =
        `class` == CInt(GIT_ERROR_ODB.rawValue)
        ? .missingObject
        : `class` == CInt(GIT_ERROR_REPOSITORY.rawValue) ? .notARepository : .missingRef
    } else if damaged.contains(where: { `class` == CInt($0.rawValue) }) {
      self = .corrupt
    } else {
      self = .failed
    }
  }
}

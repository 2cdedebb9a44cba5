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

/// Looks something up; false where it is not there, and only then.
func find(_ operation: StaticString, _ body: () -> CInt) throws(GitError) -> Bool {
  try call(operation, accepting: GIT_ENOTFOUND, body) != GIT_ENOTFOUND.rawValue
}

/// Takes one step of a libgit2 iteration; false at its end, and only there.
func step(_ operation: StaticString, _ body: () -> CInt) throws(GitError) -> Bool {
  try call(operation, accepting: GIT_ITEROVER, body) != GIT_ITEROVER.rawValue
}

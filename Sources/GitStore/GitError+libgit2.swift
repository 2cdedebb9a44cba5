internal import CLibgit2
internal import GitModel

extension GitError {
  /// What libgit2 says of a call that failed. Must be made right after the call.
  init(libgit2 code: CInt, during operation: StaticString) {
    let last = git_error_last()
    let text = last.flatMap { $0.pointee.message }.map { String(cString: $0) }
    let cause = Cause(code: code, class: last?.pointee.klass ?? 0)
    let cure =
      last?.pointee.klass == CInt(GIT_ERROR_CONFIG.rawValue)
      ? "mend the configuration; git says where, too: git config --list --show-origin" : nil
    self.init(
      cause, "\(operation)", text.map(Self.inOurVoice) ?? "libgit2 fails with code \(code)",
      help: cure)
  }

  /// Lower case at the start, no period at the end.
  private static func inOurVoice(_ text: String) -> String {
    let body = text.hasSuffix(".") ? text.dropLast() : text[...]
    return body.prefix(1).lowercased() + body.dropFirst()
  }
}

extension GitError.Cause {
  /// What "not found" means depends on what was looked for.
  private static let notFound: [CInt: GitError.Cause] = [
    CInt(GIT_ERROR_ODB.rawValue): .missingObject,
    CInt(GIT_ERROR_REPOSITORY.rawValue): .notARepository,
    CInt(GIT_ERROR_OS.rawValue): .failed,
  ]

  /// The parts of libgit2 that fail on what is stored: packs, their compression, objects.
  private static let damaged = [
    GIT_ERROR_ODB, GIT_ERROR_ZLIB, GIT_ERROR_INDEXER, GIT_ERROR_OBJECT, GIT_ERROR_TREE,
    GIT_ERROR_TAG, GIT_ERROR_REFERENCE,
  ].map { CInt($0.rawValue) }

  fileprivate init(code: CInt, class part: CInt) {
    switch code {
    case GIT_ENOTFOUND.rawValue: self = Self.notFound[part] ?? .missingRef
    case GIT_EOWNER.rawValue: self = .unsafeOwner
    case GIT_EMISMATCH.rawValue: self = .corrupt
    default: self = Self.damaged.contains(part) ? .corrupt : .failed
    }
  }
}

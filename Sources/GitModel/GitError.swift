/// Why a repository could not answer. It always ends in a verdict `unknown`, never in `kept`.
public struct GitError: Error, Hashable, Sendable {
  /// The known causes, each with a cure of its own.
  public enum Cause: String, Hashable, Sendable, CaseIterable {
    /// A shallow clone: history ends before the answer.
    case shallow
    /// A partial clone lacks the object.
    case partialClone = "partial-clone"
    /// An object that history names is not there.
    case missingObject = "missing-object"
    /// A ref or revision that was asked for is not there, and may exist elsewhere.
    case missingRef = "missing-ref"
    /// An object, pack or index that cannot be read as what it should be.
    case corrupt
    /// Replace refs or grafts: what Git shows is not what is stored.
    case replaced
    /// SHA-256, reftable, or an extension that libgit2 cannot read.
    case unsupportedFormat = "unsupported-format"
    /// The repository belongs to somebody else and `safe.directory` does not list it.
    case unsafeOwner = "unsafe-owner"
    /// There is no repository at the place.
    case notARepository = "not-a-repository"
    /// A date that cannot be: in the future, or not a number.
    case impossibleDate = "impossible-date"
    /// The caller did not say something that the rule needs (who pushes, for example).
    case notTold = "not-told"
    /// A forge, or another source of evidence, gave no answer that can be used.
    case noEvidence = "no-evidence"
    /// The repository gave no answer for any other reason.
    case failed
  }

  /// Which of the known causes it is.
  public let cause: Cause
  /// What was being done, in lower case: `read commit`.
  public let operation: String
  /// What went wrong, in lower case, without a period at the end.
  public let message: String
  /// What would make it known: an imperative, with the literal command where there is one.
  public let help: String

  /// An error with the cause's own cure, or with a better one.
  public init(_ cause: Cause, _ operation: String, _ message: String, help: String? = nil) {
    (self.cause, self.operation, self.message) = (cause, operation, message)
    self.help = help ?? cause.cure
  }
}

extension GitError.Cause {
  /// Whether something is not here, and may be elsewhere.
  public var isAbsence: Bool { [.missingObject, .shallow, .partialClone].contains(self) }

  /// What makes this cause go away.
  public var cure: String {
    switch self {
    case .shallow: "fetch the whole history: git fetch --unshallow (in CI: fetch-depth: 0)"
    case .partialClone: "fetch the missing objects: git fetch --refetch --no-filter origin"
    case .missingObject:
      "fetch it again: git fetch --refetch; where it stays away, find the damage: git fsck"
    case .missingRef:
      "fetch the branches: git fetch --all (before, in a clone of one branch: "
        + "git remote set-branches REMOTE '*')"
    case .corrupt: "find the damage: git fsck; then fetch or clone again"
    case .replaced:
      "judge what is stored: remove the replacements (git replace -l; git replace -d ID)"
    case .unsupportedFormat: "run policy in a clone with SHA-1 objects and the files ref format"
    case .unsafeOwner: "trust the folder: git config --global --add safe.directory PATH"
    case .notARepository: "run policy inside a Git repository, or name one with -C PATH"
    case .impossibleDate:
      "correct the clock, then make the commit again where its branch is checked out: "
        + "git rebase --exec 'git commit --amend --no-edit --allow-empty --date=now' COMMIT~"
    case .notTold: "say what is missing on the command line; see policy audit --help"
    case .noEvidence: "see that the sources of evidence can be read: policy check verify"
    case .failed: "run git fsck; if it finds nothing, report a bug in policy"
    }
  }
}

internal import Evidence
internal import GitHub
internal import GitModel

/// The ledger of the repository, which its remote is told of.
final class RepositoryJournal: LeaseJournal {
  /// Without what of the remote nothing goes on.
  enum Need {
    /// It tells all, and takes all.
    case everything
    /// It has not lost what it had.
    case noRewind
    /// What is open is ended whatever became of it.
    case nothing
  }

  private let ledger: Ledger
  private let author: LedgerAuthor
  private let clock: () -> Int64
  private let sharing: LedgerSharing?
  private let needs: Need
  /// Why what the remote has was not read.
  private(set) var missed: OverrideError?
  /// Why the remote was not told.
  private(set) var untold: OverrideError?

  init(
    _ ledger: Ledger, by author: LedgerAuthor, sharing: LedgerSharing?, needs: Need,
    clock: @escaping () -> Int64
  ) {
    (self.ledger, self.author, self.sharing) = (ledger, author, sharing)
    (self.needs, self.clock) = (needs, clock)
  }

  func read() throws(OverrideError) -> LedgerContent {
    missed = try remotely { sharing throws(OverrideError) in try sharing.fetch() }
    return try OverrideError.asking { () throws(GitError) in try ledger.read() } ?? LedgerContent()
  }

  func write(
    _ event: LedgerEvent, unless refusal: (LedgerContent) -> OverrideError?
  ) throws(OverrideError) {
    var refused: OverrideError?
    try OverrideError.asking { () throws(GitError) in
      _ = try ledger.append(by: author, at: clock()) { content in
        refused = refusal(content)
        return refused == nil ? event : nil
      }
    }
    if let refused { throw refused }
  }

  /// Joins what was fetched with what is here.
  func join() throws(OverrideError) {
    try OverrideError.asking { () throws(GitError) in _ = try ledger.merge(by: author, at: clock())
    }
  }

  func publish() throws(OverrideError) {
    untold = try remotely { sharing throws(OverrideError) in
      try sharing.publish { () throws(OverrideError) in
        try OverrideError.asking { () throws(GitError) in try ledger.merge(by: author, at: clock())
        }
      }
    }
  }

  /// What the remote is needed for, and why it failed where that is put up with.
  private func remotely(
    _ body: (LedgerSharing) throws(OverrideError) -> Void
  ) throws(OverrideError) -> OverrideError? {
    do throws(OverrideError) {
      guard let sharing else {
        throw OverrideError(
          .refused, "there is no remote whose ledger everybody sees",
          help: "name it: --remote NAME; or add it: git remote add origin ADDRESS")
      }
      try body(sharing)
      return nil
    } catch {
      let isRewound = error.cause == .refused && sharing != nil
      if needs == .everything || (needs == .noRewind && isRewound) { throw error }
      return error
    }
  }
}

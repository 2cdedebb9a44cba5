internal import Evidence
internal import GitHub
internal import GitModel

/// The ledger of the repository, which its remote is told of.
final class RepositoryJournal: LeaseJournal {
  private let ledger: Ledger
  private let author: LedgerAuthor
  private let clock: () -> Int64
  private let sharing: LedgerSharing?
  /// Whether nothing may go on without the remote. What is open is closed even so.
  private let needsRemote: Bool
  /// What was put up with.
  private(set) var troubles: [String] = []

  init(
    _ ledger: Ledger, by author: LedgerAuthor, sharing: LedgerSharing?, needsRemote: Bool,
    clock: @escaping () -> Int64
  ) {
    (self.ledger, self.author, self.sharing) = (ledger, author, sharing)
    (self.needsRemote, self.clock) = (needsRemote, clock)
  }

  func read() throws(OverrideError) -> LedgerContent {
    try remotely { sharing throws(OverrideError) in try sharing.fetch() }
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
    try remotely { sharing throws(OverrideError) in
      try sharing.publish { () throws(OverrideError) in
        try OverrideError.asking { () throws(GitError) in try ledger.merge(by: author, at: clock())
        }
      }
    }
  }

  private func remotely(
    _ body: (LedgerSharing) throws(OverrideError) -> Void
  ) throws(OverrideError) {
    do throws(OverrideError) {
      guard let sharing else {
        throw OverrideError(
          .refused, "there is no remote whose ledger everybody sees",
          help: "name it: --remote NAME; or add it: git remote add origin ADDRESS")
      }
      try body(sharing)
    } catch {
      // A remote that lost its ledger is never put up with.
      if needsRemote || (error.cause == .refused && sharing != nil) { throw error }
      if !troubles.contains(error.message) { troubles.append(error.message) }
    }
  }
}

public import GitModel
public import GitStore
public import PolicyCore

/// The leases of a repository's ledger, read once.
public final class LedgerLeases: LeaseSource {
  private let ledger: Ledger
  private let isWanted: Bool
  /// The remote whose ledger may have gone on; `nil` where it was asked, and where there is none.
  private let remote: String?
  private var answer: Result<LeaseBook?, GitError>?

  /// The ledger that is here, verified with the keys of a policy at a moment in seconds since 1970. A
  /// policy that speaks of overrides wants the remote's ledger to be fetched, unless the remote was asked
  /// just now.
  public init(
    _ repository: Repository, under policy: Policy, environment: [String: String], now: Int64,
    remote: String?, wasAsked: Bool = false
  ) {
    self.remote = wasAsked ? nil : remote
    ledger = Ledger(
      repository, signatures: Signatures(of: policy, environment: environment),
      known: policy.override?.knownFlaws ?? [], now: now)
    isWanted = policy.override != nil && !wasAsked
  }

  /// The leases; `nil` where there is no ledger, and none that should have been fetched.
  public func leases() throws(GitError) -> LeaseBook? {
    let answer: Result<LeaseBook?, GitError>
    if let known = self.answer { return try known.get() }
    do throws(GitError) {
      answer = .success(try read())
    } catch {
      answer = .failure(error)
    }
    self.answer = answer
    return try answer.get()
  }

  private func read() throws(GitError) -> LeaseBook? {
    if let content = try ledger.read() {
      do throws(GitError) {
        try ledger.remember()
      } catch {
        // Where nothing can be written, what was read counts all the same.
      }
      var book = content.book
      if let remote, try !ledger.isFetched(from: remote) {
        book.doubts.append(
          LeaseBook.Flaw(
            "the ledger that is here may be old: no fetch brings what '\(remote)' has",
            help: Self.cure(of: remote)))
      }
      return book
    }
    guard isWanted, let remote = try ledger.unfetched() else { return nil }
    throw GitError(
      .missingRef, "read ledger", "no ledger of overrides is here, and '\(remote)' may have one",
      help: Self.cure(of: remote))
  }

  private static func cure(of remote: String) -> String {
    "let every fetch bring it: git config --add remote.\(remote).fetch "
      + "'\(Ledger.fetchRefspec(ofRemote: remote))' && git fetch \(remote)"
  }
}

extension Signatures {
  /// The signatures that a policy knows: its checkers' and its approvers'.
  public init(of policy: Policy, environment: [String: String]) {
    self.init(
      by: policy.checkers + (policy.override?.keys ?? []), environment: environment)
  }
}

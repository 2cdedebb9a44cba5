public import GitModel
public import GitStore
public import PolicyCore

/// The leases of a repository's ledger, read once.
public final class LedgerLeases: LeaseSource {
  private let ledger: Ledger
  private let isWanted: Bool
  private var answer: Result<LeaseBook?, GitError>?

  /// The ledger that is here, verified with the keys of a policy at a moment in seconds since 1970. A
  /// policy that speaks of overrides wants the remote's ledger to be fetched.
  public init(
    _ repository: Repository, under policy: Policy, environment: [String: String], now: Int64
  ) {
    ledger = Ledger(
      repository, signatures: Signatures(of: policy, environment: environment), now: now)
    isWanted = policy.override != nil
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
      return content.book
    }
    guard isWanted, let remote = try ledger.unfetched() else { return nil }
    throw GitError(
      .missingRef, "read ledger", "no ledger of overrides is here, and '\(remote)' may have one",
      help: "let every fetch bring it: git config --add remote.\(remote).fetch "
        + "'\(Ledger.fetchRefspec(ofRemote: remote))' && git fetch \(remote)")
  }
}

extension Signatures {
  /// The signatures that a policy knows: its checkers' and its approvers'.
  public init(of policy: Policy, environment: [String: String]) {
    self.init(
      by: policy.checkers + (policy.override?.keys ?? []), environment: environment)
  }
}

public import GitModel
public import GitStore
public import PolicyCore

/// `trailers`: `Reviewed-by: NAME <ADDRESS>` at the end of a commit's message. Anybody can write one:
/// it is proof where the reviewer signed the commit that it stands in, and a claim elsewhere.
public final class TrailersSource: EvidenceSource {
  private let repository: Repository
  private let signatures: Signatures

  /// The trailers in a repository's commits. A reviewer is a checker whose name is the trailer's
  /// address: in place of a name, anybody can write any other.
  public init(_ repository: Repository, signatures: Signatures) {
    (self.repository, self.signatures) = (repository, signatures)
  }

  /// `trailers`.
  public var name: String { "trailers" }

  /// It does.
  public var tellsReviewsOfCommits: Bool { true }

  /// None: trailers tell of reviews.
  public func checks(on commits: [EvidenceSubject]) throws(GitError) -> [CheckResult] { [] }

  /// The approvals in these commits' own messages.
  public func reviews(of commits: [EvidenceSubject]) throws(GitError) -> [Review] {
    var reviews: [Review] = []
    // A commit that is not here, a pull request's head mostly, has trailers that nobody needs: they only
    // ever add an approval.
    for subject in commits where subject.tree != nil {
      let commit = try repository.commit(subject.commit)
      let reviewers = TrailerBlock(commit.message).trailers
        .filter { $0.has(key: "Reviewed-by") }
        .map { Reviewer(String(decoding: $0.value, as: UTF8.self)) }
      guard !reviewers.isEmpty else { continue }
      let signer = try signatures.signer(ofCommit: subject.commit, in: repository)
      for reviewer in reviewers {
        reviews.append(
          Review(
            reviewer: reviewer.address, state: .approved, commit: subject.commit,
            at: commit.committer.seconds, source: name,
            standing: standing(of: reviewer, commit, signer)))
      }
    }
    return reviews
  }

  private func standing(
    of reviewer: Reviewer, _ commit: Commit, _ signer: SignatureAnswer?
  ) -> Standing {
    let author = [commit.author.email, commit.author.name]
      .map { String(decoding: $0, as: UTF8.self).lowercased() }
    func isAuthor(_ name: String) -> Bool { author.contains(name.lowercased()) }
    if isAuthor(reviewer.address) || isAuthor(reviewer.name) {
      return .claim(why: "the author wrote it")
    }
    switch signer {
    case nil: return .claim(why: "the commit is not signed")
    case .stranger(let key)?:
      return .claim(why: "the commit is signed by \(key), which is no checker's key")
    case .invalid(let why)?: return .claim(why: "the commit's signature is not right: \(why)")
    case .by(let checkers)?:
      let names = checkers.map(\.name).joined(separator: ", ")
      // One key may have several names in a policy.
      if checkers.contains(where: { isAuthor($0.name) }) {
        return .claim(why: "the commit is signed by its author, \(names)")
      }
      let address = reviewer.address.lowercased()
      if checkers.contains(where: { $0.name.lowercased() == address }) { return .proof }
      return .claim(why: "the commit is signed by \(names), not by the reviewer")
    }
  }
}

/// Whom a trailer names.
private struct Reviewer {
  let name: String
  let address: String

  /// `NAME <ADDRESS>`; without an address, the name stands for it.
  init(_ value: String) {
    let text = value.trimmed
    guard text.hasSuffix(">"), let open = text.lastIndex(of: "<") else {
      (name, address) = (text, text)
      return
    }
    name = String(text[..<open]).trimmed
    address = String(text[text.index(after: open)...].dropLast()).trimmed
  }
}

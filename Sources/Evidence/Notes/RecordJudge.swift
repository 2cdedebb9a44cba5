public import GitModel
public import PolicyCore

/// Says whether a record is proof, and remembers it: a record stands on two objects, and each
/// signature costs a process.
public struct RecordJudge {
  private let signatures: Signatures
  private let now: Int64
  private var answers: [CheckRecord: SignatureAnswer] = [:]

  /// How far two clocks may be apart, in seconds.
  private static let clockError: Int64 = 300

  /// A judge by these signatures, at a moment in seconds since 1970.
  public init(_ signatures: Signatures, now: Int64) {
    (self.signatures, self.now) = (signatures, now)
  }

  /// Whether a record counts on a commit. Throws where its signature cannot be checked.
  public mutating func standing(
    of record: CheckRecord, on subject: EvidenceSubject? = nil
  ) throws(GitError) -> Standing {
    guard record.signature != nil else { return .claim(why: "it is not signed") }
    guard !signatures.checkers.isEmpty else {
      return .claim(why: "the policy lists no checkers, whose signatures would count")
    }
    switch try answer(record) {
    case .stranger(let key): return .claim(why: "it is signed by \(key), which is no checker's key")
    case .invalid(let why): return .claim(why: "its signature is not right: \(why)")
    case .by:
      // git copies notes along with a rebase (notes.rewriteRef): what they say is about others.
      if let subject, record.isOfAnother(than: subject) {
        return .claim(why: "it is of another commit")
      }
      // No slip in a checker's failure makes it count for less.
      guard record.conclusion.passes, let doubt = doubt(record, subject) else { return .proof }
      return .claim(why: doubt)
    }
  }

  /// What cannot be, of a record that a checker signed.
  private func doubt(_ record: CheckRecord, _ subject: EvidenceSubject?) -> String? {
    if record.completedAt > now + Self.clockError { return "it is dated in the future" }
    if let tree = subject?.tree, record.commit == subject?.commit, record.tree != tree {
      return "it names another tree than the commit has"
    }
    return nil
  }

  /// Who signed a record; `nil` where nobody did.
  public mutating func signer(of record: CheckRecord) throws(GitError) -> SignatureAnswer? {
    record.signature == nil ? nil : try answer(record)
  }

  private mutating func answer(_ record: CheckRecord) throws(GitError) -> SignatureAnswer {
    if let known = answers[record] { return known }
    let answer = try signatures.signer(
      of: record.signedText, record.signature ?? "", for: CheckRecord.namespace)
    answers[record] = answer
    return answer
  }
}

extension CheckRecord {
  /// Whether it names neither the commit nor its tree.
  func isOfAnother(than subject: EvidenceSubject) -> Bool {
    commit != subject.commit && tree != subject.tree
  }
}

package import Evidence
public import PolicyCore

/// Finds the proof that an approver has approved terms: a comment on the issue, or an entry of the ledger
/// that the approver's key has signed. Nobody's word counts without it.
package struct LeaseProof {
  private let terms: LeaseTerms
  private let policy: OverrideTerms

  package init(of terms: LeaseTerms, by policy: OverrideTerms) {
    (self.terms, self.policy) = (terms, policy)
  }

  /// Where the proof stands; `nil` where nobody has to approve. Throws where there is none.
  package func find(
    keeper: some ProtectionKeeper, ledger: LedgerContent, signatures: Signatures
  ) throws(OverrideError) -> String? {
    guard terms.purpose == .override else { return nil }
    guard let approver = terms.approver else {
      throw .refused("nobody is named who approves it", help: "name one: --approver LOGIN")
    }
    if approver.lowercased() == terms.requester.lowercased(), policy.selfApproval {
      return "self-approval of \(terms.requester), which the policy allows"
    }
    if let entry = try entry(of: approver, in: ledger, signatures) { return entry }
    return try comment(of: approver, keeper)
  }

  private func entry(
    of approver: String, in ledger: LedgerContent, _ signatures: Signatures
  ) throws(OverrideError) -> String? {
    for (entry, approval) in ledger.approvals(of: terms.digest)
    where approval.approver.lowercased() == approver.lowercased() {
      let answer: SignatureAnswer
      do {
        answer = try signatures.signer(
          of: LeaseApproval.text(approving: approval.digest, by: approval.approver),
          approval.signature, for: LeaseApproval.namespace)
      } catch {
        throw OverrideError(error)
      }
      if case .by(let found) = answer,
        found.contains(where: { $0.name.lowercased() == approver.lowercased() })
      {
        return "entry \(entry) of the ledger"
      }
    }
    return nil
  }

  private func comment(
    of approver: String, _ keeper: some ProtectionKeeper
  ) throws(OverrideError) -> String {
    let address = terms.issue.flatMap { IssueAddress($0, in: keeper.repository) }
    guard let address else {
      throw .refused("no issue is named", help: "name it: --issue URL")
    }
    let comments: [IssueComment]
    do {
      comments = try keeper.comments(onIssue: address.number)
    } catch {
      throw OverrideError(error)
    }
    let quoting = comments.filter {
      $0.author?.lowercased() == approver.lowercased() && $0.body.contains(terms.digest)
    }
    if let proof = quoting.first(where: { !$0.isEdited }) { return proof.url }
    let words = "approve \(terms.digest)"
    guard quoting.isEmpty else {
      throw .refused(
        "the comment of '\(approver)' was edited, which others may have done",
        help: "let \(approver) write a new one: \(words)")
    }
    throw .refused(
      "'\(approver)' has not approved it",
      help: "let \(approver) write on \(terms.issue ?? ""): \(words); or sign: policy override "
        + "approve \(terms.digest) --as \(approver); then run the same with --issue \(terms.issue ?? "") --apply"
    )
  }
}

internal import Evidence
internal import GitHub
internal import GitModel
internal import PolicyCore
internal import Reports

/// Leases and their calls as people and programs read them.
enum LeaseText {
  /// The lease in one line.
  static func line(_ lease: Lease, at now: Int64) -> String {
    "\(lease.id) \(lease.purpose.rawValue) of \(lease.branch): \(standing(lease, at: now))"
  }

  /// The lease with all that is known of it.
  static func lines(_ record: LeaseRecord, at now: Int64) -> [String] {
    let lease = record.lease
    let approval = lease.isSelfApproved ? "the requester approved it" : record.start.approval
    return [line(lease, at: now)]
      + [
        "what: \(lease.controls.joined(separator: ", "))", "why: \(lease.reason)",
        lease.issue.map { "issue: \($0)" },
        "who: \(lease.requester)\(lease.approver.map { ", approved by \($0)" } ?? "")",
        approval.map { "proof: \($0)" },
        "from \(Timestamp.text(lease.began)) to \(Timestamp.text(lease.ends))",
        lease.closed.map { "closed: \(Timestamp.text($0))" },
        lease.remediateBy.map { due in
          "repair by \(Timestamp.text(due))"
            + (lease.remediated.map { ": repaired \(Timestamp.text($0))" } ?? "")
        },
        record.start.terms.plan.map { "plan: \($0)" }, record.repair.map { "repaired: \($0)" },
      ].compactMap { $0 }.map { "  \($0)" }
      + record.lost.map { "  lost: \($0)" }
      + record.calls.map { call in
        "  call: \(call.call)\(call.failure.map { ", which failed: \($0)" } ?? "")"
      }
  }

  /// `open until …`, `overdue since …`, `closed`.
  private static func standing(_ lease: Lease, at now: Int64) -> String {
    let repair =
      lease.owesRemediation(at: now)
      ? "; its repairs are overdue" : ""
    if lease.closed != nil { return "closed\(repair)" }
    let end = Timestamp.text(lease.ends)
    return lease.isOverdue(at: now) ? "overdue since \(end)\(repair)" : "open until \(end)\(repair)"
  }

  /// The lease for programs, with what proves its approval, what was done for it and what is lost.
  static func json(_ record: LeaseRecord, at now: Int64) -> JSONValue {
    let lease = record.lease
    return [
      "id": .string(lease.id), "purpose": .string(lease.purpose.rawValue),
      "branch": .string(lease.branch), "controls": .array(lease.controls.map { .string($0) }),
      "reason": .string(lease.reason), "issue": .optional(lease.issue),
      "requester": .string(lease.requester), "approver": .optional(lease.approver),
      "self_approved": .bool(lease.isSelfApproved), "proof": .optional(record.start.approval),
      "began": .string(Timestamp.text(lease.began)), "ends": .string(Timestamp.text(lease.ends)),
      "closed": .optional(lease.closed.map(Timestamp.text)),
      "remediate_by": .optional(lease.remediateBy.map(Timestamp.text)),
      "plan": .optional(record.start.terms.plan),
      "remediated": .optional(lease.remediated.map(Timestamp.text)),
      "repair": .optional(record.repair),
      "overdue": .bool(lease.isOverdue(at: now)),
      "owes_remediation": .bool(lease.owesRemediation(at: now)),
      "made": .array(
        record.calls.map { ["call": .string($0.call), "failure": .optional($0.failure)] }),
      "lost": .array(record.lost.map { .string($0) }),
    ]
  }

  /// The terms of a lease that has not begun, for programs.
  static func json(_ terms: LeaseTerms) -> JSONValue {
    [
      "id": .string(terms.id), "digest": .string(terms.digest),
      "purpose": .string(terms.purpose.rawValue), "branch": .string(terms.branch),
      "controls": .array(terms.controls.map { .string($0) }), "reason": .string(terms.reason),
      "issue": .optional(terms.issue), "requester": .string(terms.requester),
      "approver": .optional(terms.approver), "duration": .int(Int(clamping: terms.duration)),
      "remediate_by": .optional(terms.remediateBy.map(Timestamp.text)),
      "plan": .optional(terms.plan),
    ]
  }

  /// Calls for programs. `undoes` is the lease that a call ends.
  static func json(_ calls: [GitHubCall], undoing lease: String?) -> JSONValue {
    .array(
      calls.map { call in
        [
          "method": .string(call.method.rawValue), "path": .string(call.path),
          "body": call.body ?? .null, "why": .string(call.why), "undoes": .optional(lease),
        ]
      })
  }
}

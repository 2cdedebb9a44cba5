internal import GitModel
public import PolicyCore

/// What is asked for, before it begins: what an approver approves.
public struct LeaseTerms: Hashable, Sendable {
  /// What it is for.
  public var purpose: Lease.Purpose
  /// `HOST/OWNER/NAME`.
  public var repository: String
  /// The branch.
  public var branch: String
  /// What is lifted or tightened.
  public var controls: [String]
  /// Why.
  public var reason: String
  /// The issue's address; `nil` where there is none.
  public var issue: String?
  /// The login of who asks.
  public var requester: String
  /// The login of who is asked to approve; `nil` where nobody has to.
  public var approver: String?
  /// How long it may last, in seconds.
  public var duration: Int64
  /// Until when what it leaves behind is to be repaired.
  public var remediateBy: Int64?
  /// How it is to be repaired; `nil` where nobody said so.
  public var plan: String?
  /// How many leases the ledger tells of before it: what approved one approves no other.
  public var number: Int

  /// Terms from their parts.
  public init(
    _ purpose: Lease.Purpose, repository: String, branch: String, controls: [String],
    reason: String, issue: String? = nil, requester: String, approver: String? = nil,
    duration: Int64, remediateBy: Int64? = nil, plan: String? = nil, number: Int
  ) {
    (self.purpose, self.repository, self.branch) = (purpose, repository, branch)
    (self.controls, self.reason, self.issue) = (controls, reason, issue)
    (self.requester, self.approver) = (requester, approver)
    (self.duration, self.number) = (duration, number)
    (self.remediateBy, self.plan) = (remediateBy, plan)
  }

  /// What the terms are, in 64 digits: their SHA-256 in their one form.
  public var digest: String {
    SHA256.hex(of: Array("policy lease 1\n\(json.line)\n".utf8))
  }

  /// The lease's id: the first digits of the digest.
  public var id: String { String(digest.prefix(12)) }

  var json: JSON {
    .object(of: [
      "purpose": .string(purpose.rawValue), "repository": .string(repository),
      "branch": .string(branch), "controls": .texts(controls), "reason": .string(reason),
      "issue": issue.map { .string($0) }, "requester": .string(requester),
      "approver": approver.map { .string($0) }, "duration": .number(String(duration)),
      "remediate_by": remediateBy.map { .moment($0) }, "plan": plan.map { .string($0) },
      "number": .number(String(number)),
    ])
  }

  init(_ value: JSON) throws(RecordError) {
    var members = try RecordMembers(value)
    self.init(
      try members.word("purpose"), repository: try members.text("repository", limit: 512),
      branch: try members.text("branch", limit: 1024),
      controls: try members.texts("controls", limit: 1024),
      reason: try members.text("reason", limit: 8192),
      issue: try members.optionalText("issue", limit: 2048),
      requester: try members.text("requester", limit: 128),
      approver: try members.optionalText("approver", limit: 128),
      duration: Int64(try members.count("duration")),
      remediateBy: try members.optionalMoment("remediate_by"),
      plan: try members.optionalText("plan", limit: 8192),
      number: try members.count("number"))
    try members.end()
  }
}

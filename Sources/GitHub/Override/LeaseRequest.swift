internal import Evidence
public import PolicyCore

/// What somebody asks to lift, or to tighten.
public struct LeaseRequest: Sendable {
  /// What it is for.
  public var purpose: Lease.Purpose
  /// The branch.
  public var branch: String
  /// Whether the policy has a kind for the branch.
  public var isNamed = true
  /// What is lifted; nothing where it is a freeze.
  public var relaxations: [Relaxation] = []
  /// Why.
  public var reason: String
  /// The issue's address.
  public var issue: String?
  /// The login of who approves.
  public var approver: String?
  /// How long, in seconds.
  public var duration: Int64
  /// Until when what it leaves behind is to be repaired, in seconds since 1970.
  public var remediateBy: Int64?
  /// How it is to be repaired; `nil` where nobody says so.
  public var plan: String?

  /// A request.
  public init(_ purpose: Lease.Purpose, of branch: String, reason: String, for duration: Int64) {
    (self.purpose, self.branch, self.reason) = (purpose, branch, reason)
    self.duration = duration
  }

  /// The longest time where the policy does not say: 4 hours.
  public static let usualDuration: Int64 = 14_400

  /// What is lifted or tightened, in words.
  var controls: [String] {
    purpose == .freeze ? ["lock", "enforce-admins"] : relaxations.map(\.text)
  }

  /// Throws where a policy does not let this person ask for it, whatever protects the branch.
  func check(
    by terms: OverrideTerms, requester: String, repository: GitHubRepository, at now: Int64
  ) throws(OverrideError) {
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw .refused("no reason is given", help: "say why: --reason TEXT")
    }
    guard duration > 0 else {
      throw .refused("it would end before it begins", help: "say how long: --for 2h")
    }
    guard purpose == .override else { return }
    guard !relaxations.isEmpty else {
      throw .refused(
        "nothing is named that is to be lifted",
        help: "name the least: --relax \(Relaxation.forms.joined(separator: "|"))")
    }
    let longest = terms.maxDuration ?? Self.usualDuration
    guard duration <= longest else {
      throw .refused(
        "it would last \(Span.text(duration)), and the longest time is \(Span.text(longest))",
        help: "ask for less: --for \(Span.option(longest))")
    }
    try checkIssue(in: repository)
    try checkRemediation(by: terms, at: now)
    try checkApprover(by: terms, requester)
  }

  /// Throws where something that would be written down holds one of these tokens, or what looks like
  /// one. None of it is repeated.
  func checkSecrets(_ tokens: [String]) throws(OverrideError) {
    let parts = [
      ("reason", "--reason TEXT", reason), ("issue", "--issue URL", issue ?? ""),
      ("approver", "--approver LOGIN", approver ?? ""), ("branch", "--branch NAME", branch),
      ("plan", "--plan TEXT", plan ?? ""),
    ]
    let lifted = relaxations.map { ("thing to lift", "--relax WHAT", $0.text) }
    for (name, option, text) in parts + lifted where Secrets.isIn(text, tokens) {
      throw .refused(
        "the \(name) holds what looks like a token, and the ledger is kept for ever",
        help: "say it without: \(option)")
    }
  }

  private func checkIssue(in repository: GitHubRepository) throws(OverrideError) {
    guard let issue else {
      throw .refused(
        "no issue says what has happened",
        help: "open one, and name it: --issue https://\(repository)/issues/NUMBER")
    }
    guard IssueAddress(issue, in: repository) != nil else {
      throw .refused(
        "'\(issue)' is no issue of \(repository)",
        help: "write it as https://\(repository)/issues/NUMBER")
    }
  }

  private func checkRemediation(
    by terms: OverrideTerms, at now: Int64
  ) throws(OverrideError) {
    guard let remediateBy else {
      throw .refused(
        "nobody says until when what it leaves behind is repaired",
        help: "say until when: --remediate-by YYYY-MM-DD")
    }
    guard plan?.contains(where: { !$0.isWhitespace }) != false else {
      throw .refused("the plan of the repairs says nothing", help: "say it: --plan TEXT")
    }
    guard remediateBy > now else {
      throw .refused("the date of the repairs lies in the past", help: "name a later one")
    }
    if let within = terms.remediationWithin, remediateBy - now > within {
      throw .refused(
        "the repairs would take longer than \(Span.text(within))",
        help: "name an earlier date: --remediate-by YYYY-MM-DD")
    }
  }

  private func checkApprover(
    by terms: OverrideTerms, _ requester: String
  ) throws(OverrideError) {
    let listed = terms.approvers.map(\.login).joined(separator: ", ")
    guard let approver else {
      throw .refused(
        "nobody is named who approves it",
        help: listed.isEmpty
          ? "list approvers in the policy: override: {approvers: [LOGIN]}"
          : "name one: --approver LOGIN (\(listed))")
    }
    guard terms.approver(approver) != nil else {
      throw .refused(
        "'\(approver)' is not among the approvers of the policy",
        help: listed.isEmpty
          ? "list approvers in the policy: override: {approvers: [LOGIN]}"
          : "name one of: \(listed)")
    }
    guard approver.lowercased() != requester.lowercased() || terms.selfApproval else {
      throw .refused(
        "'\(requester)' asks and approves",
        help: "let somebody else approve; a sole maintainer's policy says self_approval: true")
    }
  }
}

/// An issue's address: `https://HOST/OWNER/NAME/issues/NUMBER`.
struct IssueAddress: Equatable {
  /// The issue's number.
  let number: Int

  /// The issue; `nil` where the address is none of a repository.
  init?(_ text: String, in repository: GitHubRepository) {
    let beginning = "https://\(repository)/issues/"
    guard text.lowercased().hasPrefix(beginning.lowercased()),
      let number = Int(text.dropFirst(beginning.count)), number > 0,
      text.dropFirst(beginning.count).allSatisfy(\.isNumber)
    else { return nil }
    self.number = number
  }
}

/// Spans of time in words.
enum Span {
  private static let units: [(Int64, String)] = [
    (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"),
  ]

  /// `2 hours`, `90 minutes`.
  static func text(_ seconds: Int64) -> String {
    let (unit, name) = units.first { seconds >= $0.0 && seconds % $0.0 == 0 } ?? (1, "second")
    return "\(seconds / unit) \(name)\(seconds / unit == 1 ? "" : "s")"
  }

  /// `2h`, as the command line takes it.
  static func option(_ seconds: Int64) -> String {
    let (unit, name) = units.first { seconds >= $0.0 && seconds % $0.0 == 0 } ?? (1, "second")
    return "\(seconds / unit)\(name.prefix(1))"
  }
}

internal import Evidence
internal import GitModel
internal import Reports

/// The issue that says what has happened, with a place for each step of an override: emergency,
/// approval, bypass, remediation, restoration.
public struct EmergencyIssue: Sendable {
  /// The line that lists show.
  public let title: String
  /// GitHub's Markdown.
  public let body: String

  /// The issue of a plan.
  package init(_ plan: LeasePlan) {
    let terms = plan.terms
    title = "Emergency: \(terms.controls.joined(separator: ", ")) of \(terms.branch) to be lifted"
    let sections: [(name: String, lines: [String])] = [
      ("Emergency", Self.emergency(terms)), ("Approval", [Self.approval(terms)]),
      ("Bypass", Self.bypass(plan)), ("Remediation", Self.remediation(terms)),
      (
        "Restoration", ["- [ ] `policy override restore --apply`", "- [ ] `policy audit` is green"]
      ),
    ]
    body = sections.map { section in
      "## \(section.name)\n\n" + section.lines.map { $0 + "\n" }.joined()
    }.joined(separator: "\n")
  }

  private static func emergency(_ terms: LeaseTerms) -> [String] {
    quoted(terms.reason) + ["", "Asked for by \(code(terms.requester))."]
  }

  private static func quoted(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "> " + Escaped.markdown(String($0)) }
  }

  private static func approval(_ terms: LeaseTerms) -> String {
    "\(code(terms.approver ?? "nobody")) approves it by a comment here, never edited, that quotes the "
      + "digest which `policy override begin` shows: `approve DIGEST`"
  }

  private static func bypass(_ plan: LeasePlan) -> [String] {
    let terms = plan.terms
    let controls = terms.controls.map(code).joined(separator: ", ")
    return [
      "Of \(code(terms.branch)), for \(Span.text(terms.duration)) at most: \(controls)", "",
    ] + plan.calls.map { "- " + code("\($0.method.rawValue) \($0.path)") }
  }

  private static func remediation(_ terms: LeaseTerms) -> [String] {
    let plan =
      terms.plan.map { quoted($0) + [""] } ?? ["- [ ] the plan of the repairs is written here"]
    return [
      "Until \(terms.remediateBy.map(Timestamp.day) ?? "a day that nobody named"):", "",
    ] + plan + [
      "- [ ] what landed meanwhile has passed what was lifted",
      "- [ ] it is written down: `policy override remediated --lease ID --note TEXT`",
    ]
  }

  /// The call that opens it: docs.github.com/rest/issues/issues, "Create an issue".
  public func call(in repository: GitHubRepository) -> GitHubCall {
    GitHubCall(
      .post, repository.path("issues"), body: ["title": .string(title), "body": .string(body)],
      why: "open the issue of the emergency in \(repository)")
  }

  private static func code(_ text: String) -> String { Escaped.markdownCode(text) }
}

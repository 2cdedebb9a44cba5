internal import Evidence
internal import GitHub
internal import PolicyCore
internal import Reports

/// The issue that says what has happened.
extension LeaseOffice {
  /// Opens the issue of a request where that is wanted, and tells its address; else shows it.
  func openIssue(for request: LeaseRequest, applying: Bool) throws -> String? {
    let keeper = try desk.keeper()
    let terms = try desk.terms(for: .override)
    var address: String?
    try Self.translated {
      // What would be refused needs no issue.
      var trial = request
      trial.issue = "https://\(keeper.repository)/issues/1"
      let journal = try desk.journal(login: try keeper.login(), needsRemote: applying)
      let plan = try LeasePlan(
        trial, by: terms, keeper: keeper, ledger: try sound(try journal.read()),
        at: desk.session.now)
      let issue = EmergencyIssue(plan)
      guard applying else { return try show(issue, plan, in: keeper.repository) }
      let opened = try keeper.open(issue)
      Stream.complain(["opened \(opened)"])
      address = opened
    }
    return address
  }

  private func show(
    _ issue: EmergencyIssue, _ plan: LeasePlan, in repository: GitHubRepository
  ) throws {
    let call = issue.call(in: repository)
    if format == .json {
      return try write([
        "version": .int(1), "lease": .null, "calls": LeaseText.json([call], undoing: nil),
        "state": plan.snapshot.shown, "applied": .bool(false),
      ])
    }
    let lines = issue.body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    try write(
      [issue.title, ""] + lines + ["nothing was done; the same with --apply opens it:"],
      then: [call].script(host: repository.host))
  }
}

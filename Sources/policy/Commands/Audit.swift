internal import ArgumentParser
internal import FoundationEssentials
internal import PolicyCore
internal import Reports

/// `policy audit`: judges a repository, a push or a pull request.
struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Judge the repository, one push or one pull request.",
    discussion: """
      Without a subject: what the event is about in GitHub Actions, elsewhere every branch as it \
      stands.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Subject") var subject: SubjectOptions
  @OptionGroup(title: "Report") var output: OutputOptions

  func run() throws {
    let report: Report
    do {
      report = try judged()
    } catch {
      try output.replace(because: error)
      throw error
    }
    let environment = ProcessInfo.processInfo.environment
    try output.write(report, environment: environment)
    throw ExitCode(ExitStatus(for: report).rawValue)
  }

  private func judged() throws -> Report {
    let session = try Session(source, needsEvent: subject.isOpen)
    let subject = try Subject(self.subject, in: session)
    let search = PolicySearch(session, source)
    let policy = try search.policy(for: subject)
    let assessment = Assessment(
      view: session.view, policy: policy, now: session.now, environment: session.environment,
      bringsPolicy: try search.arrives(subject), showsProgress: output.progress)
    var report = try assessment.report(on: subject)
    if subject.change == nil {
      report.notes += UnpublishedBranches(view: session.view).notes(under: policy.policy)
    }
    return report
  }
}

internal import ArgumentParser
internal import GitHub
internal import Reports

/// `policy github plan`: the difference, and the calls that make it none.
struct GitHubPlan: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case script, json, markdown }

  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what differs from the policy, and the calls that mend it.",
    discussion: """
      Nothing is changed. The script runs in any POSIX shell: policy github plan | sh
      Exit status: 0 planned, or nothing to do, 1 something that the policy wants cannot be planned, \
      2 unknown, 69 GitHub or gh is missing.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Subject") var subject: ProtectionOptions

  @Option(help: "The form of the plan.")
  var format = Format.script

  func run() throws {
    let planning = try ProtectionPlanning(source, subject)
    let report = planning.report()
    switch format {
    case .script: try Stream.output.write(report.script)
    case .markdown: try Stream.output.write(report.markdown)
    case .json: try Stream.output.write(String(decoding: report.json.line, as: UTF8.self))
    }
    throw planning.end(
      report, isBroken: !report.obstacles.isEmpty, isUnknown: report.staysUnknown)
  }
}

/// `policy github drift`: whether the protection is what the policy wants.
struct GitHubDrift: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Tell whether the protection at GitHub is what the policy wants.",
    discussion: """
      Exit status: 0 it is, 1 it is weaker (with --exact: or stricter), 2 unknown, 69 GitHub or gh is \
      missing.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Subject") var subject: ProtectionOptions

  func run() throws {
    let planning = try ProtectionPlanning(source, subject)
    let report = planning.report()
    try Stream.output.write(report.text)
    throw planning.end(
      report, isBroken: !report.isKept(exact: subject.exact), isUnknown: report.isUnknown)
  }
}

internal import ArgumentParser
internal import GitHub
internal import GitModel
internal import PolicyCore
internal import Reports

/// `policy github export`: what the policy demands, as a ruleset.
struct GitHubExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print what the policy demands of branches, tags or files as a ruleset of GitHub's.",
    discussion: """
      The JSON is what GitHub's page for rulesets imports, and what its API takes. GitHub is asked only \
      for the numbers of the apps that the policy names.
      Exit status: 0 printed, 1 a ruleset cannot demand all of it, 2 unknown, 69 GitHub or gh is \
      missing.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions

  @Flag(help: "As a ruleset, the only form.")
  var ruleset = false

  @Option(
    help: ArgumentHelp(
      "The kind of branch, as the policy writes it (default: the default branch's).",
      valueName: "kind"))
  var branch: String?

  @Option(help: ArgumentHelp("The tags, as the policy writes them.", valueName: "name"))
  var tag: String?

  @Flag(help: "What is demanded of files, for pushes.")
  var files = false

  func validate() throws {
    guard ruleset else { throw ValidationError("Name the form: --ruleset.") }
    guard [branch != nil, tag != nil, files].filter({ $0 }).count <= 1 else {
      throw ValidationError("Name one of --branch, --tag and --files.")
    }
  }

  func run() throws {
    let session = try Session(source)
    let policy = try PolicySearch(session, source).policy(for: .standing(only: [])).policy
    let export = try export(of: policy, session)
    try Stream.output.write(export.json.text)
    Stream.complain(export.obstacles.map { "not in the ruleset: \($0)" })
    throw ExitCode((export.obstacles.isEmpty ? ExitStatus.kept : .broken).rawValue)
  }

  private func export(of policy: Policy, _ session: Session) throws -> RulesetExport {
    let made: RulesetExport?
    let what: String
    if tag == nil, !files {
      let branch = try branch ?? Self.defaultBranch(session)
      let named = policy.kinds.first { $0.name == branch }
      guard let kind = try named ?? ProtectionPlanning.branches([branch], in: policy).first?.kind
      else { throw Stop.usage("the policy has no kind '\(branch)'") }
      let checks = kind.protection.requiredStatusChecks.filter { $0.app != nil }
      var apps: [String: Int] = [:]
      if !checks.isEmpty {
        let connection = try GitHubConnection(session.view, environment: session.environment)
        apps = try ProtectionPlanning.apps(checks, connection)
      }
      made = RulesetExport(kind, of: policy, apps: apps)
      what = "of '\(kind.name)'"
    } else if let tag {
      guard let kind = policy.tags.first(where: { $0.tags.text == tag }) else {
        throw Stop.usage("the policy says nothing of the tags '\(tag)'")
      }
      (made, what) = (RulesetExport(kind, of: policy), "of the tags '\(tag)'")
    } else {
      (made, what) = (RulesetExport(policy.files), "of files")
    }
    guard let made else {
      throw Stop.usage("the policy demands nothing \(what) that a ruleset could")
    }
    return made
  }

  private static func defaultBranch(_ session: Session) throws -> String {
    guard let branch = try session.view.defaultBranch() else {
      throw Stop.usage("the repository has no branch", help: "name a kind: --branch KIND")
    }
    return branch.name.text
  }
}

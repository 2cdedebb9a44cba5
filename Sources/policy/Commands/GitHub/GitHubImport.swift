internal import ArgumentParser
internal import GitHub
internal import GitModel
internal import PolicyCore
internal import PolicyFile
internal import Reports

/// `policy github import`: writes a policy from what is live.
struct GitHubImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Write a policy from the protection that GitHub has.",
    discussion: """
      What a policy has no words for, and what cannot be read, is a comment. The branches are those that \
      the policy in force names outright, unless --branch says which; what rulesets demand of tags and \
      files comes along.
      Exit status: 0 written, 2 unknown, 69 GitHub or gh is missing.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup var subject: BranchOptions

  func run() throws {
    let session = try Session(source)
    var names = subject.branch
    if names.isEmpty {
      let found = try PolicySearch(session, source).policy(for: .standing(only: []))
      names = found.policy.kinds.filter(\.isExact).map(\.name)
    }
    let connection = try GitHubConnection(session.view, environment: session.environment)
    let reader = ProtectionReader(connection.client, connection.repository)
    var failures: [GitHubFailure] = []
    let policy = Self.policy(protecting: names, reader, &failures)
    // Half a policy that looks whole would be taken for one.
    if failures.last?.isFinal != true { try Stream.output.write(policy) }
    let stops = failures.map { Stop($0) }
    stops.forEach { Stream.complain($0.lines) }
    throw ExitCode((stops.first?.status ?? .kept).rawValue)
  }

  /// The policy, with a comment for each part that cannot be read.
  private static func policy(
    protecting names: [String], _ reader: ProtectionReader, _ failures: inout [GitHubFailure]
  ) -> String {
    var states: [ProtectionState] = []
    var comments: [String] = []
    for name in names.unique where failures.last?.isFinal != true {
      do throws(GitHubFailure) {
        states.append(try reader.state(of: name))
      } catch {
        failures.append(error)
        comments.append("branch '\(name)', which could not be read: \(error.message)")
      }
    }
    let target = ProtectionImport.target(of: states)
    var settings = GitHubSettings()
    settings.protection = target
    var branches: [(branch: String, protection: Protection, losses: [String])] = []
    do throws(GitHubFailure) {
      guard failures.last?.isFinal != true else { return "" }
      let apps = try apps(pinnedBy: states, reader)
      branches = states.map { state in
        let found = ProtectionImport(state, apps: apps, in: target)
        return (state.branch, found.protection, found.losses)
      }
      let environments = try EnvironmentsImport(reader, target: target)
      settings = environments.settings
      comments += environments.losses
    } catch {
      failures.append(error)
      comments.append("environments and secrets, which could not be read: \(error.message)")
    }
    var others = RulesetImport([])
    if failures.last?.isFinal != true {
      do throws(GitHubFailure) {
        others = RulesetImport(try reader.rulesets(), beside: states)
        comments += others.losses
      } catch {
        failures.append(error)
        comments.append(
          "rulesets for tags, pushes and other branches, which could not be read: \(error.message)")
      }
    }
    return PolicyFile.policy(
      protecting: branches, settings, tags: others.tags, files: others.files, losses: comments)
  }

  /// A number alone tells nobody which app it is; the best known one can be asked for by name, where
  /// the server has it.
  private static func apps(
    pinnedBy states: [ProtectionState], _ reader: ProtectionReader
  ) throws(GitHubFailure) -> [Int: String] {
    let actions = "github-actions"
    guard states.contains(where: { !$0.pinnedApps.isEmpty }),
      let number = try reader.knownApp(actions)
    else { return [:] }
    return [number: actions]
  }
}

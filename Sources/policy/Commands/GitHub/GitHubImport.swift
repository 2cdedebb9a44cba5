internal import ArgumentParser
internal import GitHub
internal import PolicyCore
internal import PolicyFile
internal import Reports

/// `policy github import`: writes a policy from what is live.
struct GitHubImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Write a policy from the protection that GitHub has.",
    discussion: """
      What a policy has no words for is a comment. The branches are those that the policy in force \
      names outright, unless --branch says which.
      Exit status: 0 written, 2 unknown, 69 GitHub or gh is missing.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions

  @Option(help: ArgumentHelp("This branch (repeatable).", valueName: "name"))
  var branch: [String] = []

  func run() throws {
    let session = try Session(source)
    var names = branch
    if names.isEmpty {
      let found = try PolicySearch(session, source).policy(for: .standing(only: []))
      names = found.policy.kinds.filter(\.isExact).map(\.name)
    }
    let connection = try GitHubConnection(session.view, environment: session.environment)
    let reader = ProtectionReader(connection.client, connection.repository)
    var branches: [(branch: String, protection: Protection, losses: [String])] = []
    for name in names {
      do throws(GitHubFailure) {
        let found = try Self.imported(try reader.state(of: name), reader)
        branches.append((name, found.protection, found.losses))
      } catch {
        throw Stop(error)
      }
    }
    try Stream.output.write(PolicyFile.policy(protecting: branches))
  }

  /// A number alone tells nobody which app it is; the best known one can be asked for by name.
  private static func imported(
    _ state: ProtectionState, _ reader: ProtectionReader
  ) throws(GitHubFailure) -> ProtectionImport {
    let actions = "github-actions"
    var apps: [Int: String] = [:]
    if !state.pinnedApps.isEmpty { apps[try reader.appNumber(actions)] = actions }
    return ProtectionImport(state, apps: apps)
  }
}

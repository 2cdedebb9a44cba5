internal import GitModel
internal import PolicyCore

/// Plans that a required check gets another name, so that no open pull request waits for a name that
/// nobody reports any more, and the branch demands the check at every moment.
///
/// Both names are reported for a while; once every open pull request has the new one, one call a place
/// swaps what is required.
public struct CheckRenaming {
  /// The branch.
  public let branch: String
  /// The places that require the old name: `classic protection`, `ruleset 'main'`.
  public let places: [String]
  /// The apps that must report the check, by number; none where any app may.
  public let pins: Set<Int>
  /// The open pull requests into the branch that have no report of the new name by all that must.
  public let waiting: [Int]
  /// How many pull requests are open.
  public let open: Int
  /// Whether no pull request is open and the branch's last commit has no report of the new name: perhaps
  /// nobody ever reports it.
  public let isUnheardOf: Bool
  /// Places that this token cannot change, and why.
  public let obstacles: [String]
  /// The calls that swap the names; to be made once nobody is waiting.
  public let calls: [GitHubCall]

  /// Whether the calls would block nobody.
  public var isReady: Bool { waiting.isEmpty && obstacles.isEmpty && !isUnheardOf }

  /// Reads what requires a check on a branch, and which open pull requests have the new one.
  public init(
    _ old: String, to new: String, on branch: String, by reader: ProtectionReader
  ) throws(GitHubFailure) {
    self.branch = branch
    let state = try reader.state(of: branch)
    var (places, obstacles, calls) = ([String](), [String](), [GitHubCall]())
    var pins: Set<Int?> = []
    if let classic = state.classic, let renamed = classic.renaming(old, to: new) {
      places.append("classic protection")
      pins.formUnion((classic.statusChecks?.checks ?? []).pins(of: old))
      if let rule = state.rule, rule.pattern != branch {
        obstacles.append(
          "the protection of '\(branch)' is the pattern '\(rule.pattern)': change it on GitHub's pages"
        )
      }
      calls += ClassicChange(
        repository: reader.repository, branch: branch, inOrganization: state.inOrganization
      ).calls(from: classic, to: renamed)
    }
    for ruleset in state.rulesets {
      guard let renamed = ruleset.renaming(old, to: new) else { continue }
      places.append(ruleset.title)
      pins.formUnion(RuleTable(ruleset).checks.pins(of: old))
      if ruleset.source == .repository {
        calls.append(RulesetChange(repository: reader.repository).call(from: ruleset, to: renamed))
      } else {
        obstacles.append("\(ruleset.title) is not the repository's: change it there")
      }
    }
    (self.places, self.obstacles, self.pins) = (places, obstacles, Set(pins.compactMap { $0 }))
    self.calls = obstacles.isEmpty ? calls : []
    guard !places.isEmpty else {
      (waiting, open, isUnheardOf) = ([], 0, false)
      return
    }
    let heads = try reader.openHeads(into: branch)
    open = heads.count
    let tip = heads.isEmpty ? try reader.lastCommit(of: branch) : nil
    let reported = try reader.reported(new, on: heads.map(\.commit) + (tip.map { [$0] } ?? []))
    // GitHub waits for the app that the check is pinned to, whoever else reports the name.
    func lacks(_ commit: ObjectID) -> Bool {
      let apps = reported[commit] ?? []
      return !pins.allSatisfy { pin in pin == nil ? !apps.isEmpty : apps.contains(pin) }
    }
    waiting = heads.filter { lacks($0.commit) }.map(\.number).sorted()
    isUnheardOf = tip.map(lacks) ?? false
  }
}

extension ClassicProtection {
  /// The same with a check of another name; `nil` where the check is not required.
  fileprivate func renaming(_ old: String, to new: String) -> ClassicProtection? {
    guard let block = statusChecks, block.checks.contains(where: { $0.context == old }) else {
      return nil
    }
    var renamed = self
    renamed.statusChecks?.checks = Set(
      block.checks.map { $0.context == old ? .init(new, appID: $0.appID) : $0 })
    return renamed
  }
}

extension Ruleset {
  fileprivate func renaming(_ old: String, to new: String) -> Ruleset? {
    var table = RuleTable(self)
    let checks = table.checks
    guard checks.contains(where: { $0.context == old }) else { return nil }
    table.setChecks(
      .checks(Set(checks.map { $0.context == old ? .init(new, appID: $0.appID) : $0 })))
    var renamed = self
    renamed.setRules(table.rules)
    return renamed
  }
}

extension Set<ClassicProtection.Check> {
  /// The apps that must report a check; `nil` among them stands for any.
  fileprivate func pins(of context: String) -> Set<Int?> {
    Set<Int?>(filter { $0.context == context }.map(\.appID))
  }
}

extension ProtectionReader {
  /// The open pull requests into a branch, with the last commit of each.
  fileprivate func openHeads(
    into branch: String
  ) throws(GitHubFailure) -> [(number: Int, commit: ObjectID)] {
    try pages(
      ["pulls"], query: [("state", "open"), ("base", branch)], atMost: 1_000,
      why: "list the open pull requests into '\(branch)' of"
    ) { request throws(GitHubAnswer.Flaw) in
      let head = try request.required("head").required("sha").text()
      guard let commit = ObjectID(hex: head) else {
        throw GitHubAnswer.Flaw("'head.sha' is no commit's id")
      }
      return (try request.required("number").integer(), commit)
    }
  }

  /// docs.github.com/rest/branches/branches, "Get a branch".
  fileprivate func lastCommit(of branch: String) throws(GitHubFailure) -> ObjectID {
    let call = GitHubCall(
      .get, repository.path("branches", branch),
      why: "read the last commit of '\(branch)' of \(repository)")
    return try read(call) { answer throws(GitHubAnswer.Flaw) in
      let sha = try answer.required("commit").required("sha").text()
      guard let commit = ObjectID(hex: sha) else {
        throw GitHubAnswer.Flaw("'commit.sha' is no commit's id")
      }
      return commit
    }
  }

  /// By which apps a check of this name was reported on commits, whatever it said; `nil` among them is
  /// one that nobody knows.
  fileprivate func reported(
    _ context: String, on commits: [ObjectID]
  ) throws(GitHubFailure) -> [ObjectID: Set<Int?>] {
    guard !commits.isEmpty else { return [:] }
    let evidence = GitHubEvidence(of: repository, client: client)
    let results: [CheckResult]
    do throws(GitError) {
      results = try evidence.checks(
        on: Set(commits).map { EvidenceSubject(commit: $0, tree: nil) }
      ).filter { $0.context == context }
    } catch {
      throw GitHubFailure(
        .malformed, error.operation, error.message, host: client.host, help: error.help)
    }
    var numbers: [String: Int?] = [:]
    for slug in Set(results.compactMap(\.app)) { numbers[slug] = try knownApp(slug) }
    return Dictionary(grouping: results, by: \.commit).mapValues { results in
      Set<Int?>(results.map { $0.app.flatMap { numbers[$0] ?? nil } })
    }
  }

  /// The number of an app; `nil` where the server tells of none of the name.
  public func knownApp(_ slug: String) throws(GitHubFailure) -> Int? {
    do throws(GitHubFailure) {
      return try appNumber(slug)
    } catch {
      guard error.cause == .notFound else { throw error }
      return nil
    }
  }
}

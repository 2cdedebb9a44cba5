internal import Evidence
public import GitModel
public import PolicyCore

extension GitHubEvidence {
  /// Who passes by what protects a branch: its active rulesets and its classic protection. Throws where
  /// a ruleset does not show it: GitHub shows it only to those who may write the ruleset.
  public func bypassActors(of branch: BranchName) throws(GitError) -> [BypassActor]? {
    try apart { () throws(GitHubFailure) in
      let state = try ProtectionReader(client, repository).state(of: branch.text)
      var actors: [BypassActor] = []
      for ruleset in state.rulesets where ruleset.enforcement == .active {
        guard let told = ruleset.bypassActors else {
          throw GitHubFailure(
            .forbidden, "read who passes rules by",
            "\(ruleset.title) does not show who passes it by", host: client.host,
            help: "use a token of somebody who may write it, or say that it is not judged: "
              + "rules: {bypass-actors: off}")
        }
        actors += told.map { BypassActor($0.words, past: ruleset.title, $0.policyMode) }
      }
      return actors + state.classicBypassActors
    }
  }
}

extension ProtectionState {
  /// Whom classic protection does not stop: docs.github.com, "About protected branches".
  fileprivate var classicBypassActors: [BypassActor] {
    guard let classic else { return [] }
    let place = "classic protection"
    let administrators =
      classic.enforceAdmins ? [] : [BypassActor("every administrator", past: place, .always)]
    let pushers = classic.reviews?.bypass.words ?? []
    let forcePushers = rule?.forcePushers.words ?? []
    return administrators + pushers.map { BypassActor($0, past: place, .push) }
      + forcePushers.map { BypassActor($0, past: "the ban on force pushes", .always) }
  }
}

extension Ruleset.BypassActor {
  fileprivate var policyMode: BypassActor.Mode {
    switch mode {
    case .always: .always
    case .pullRequest: .pullRequest
    case .exempt: .exempt
    }
  }

  /// Who it is, for people. The numbers of the roles that every repository has are GitHub's own
  /// (integrations/terraform-provider-github, `repository_ruleset`).
  var words: String {
    let number = id.map { " \($0)" } ?? ""
    return switch (type, id) {
    case ("OrganizationAdmin", _): "every administrator of the organization"
    case ("RepositoryRole", 5): "the role admin"
    case ("RepositoryRole", 4): "the role write"
    case ("RepositoryRole", 2): "the role maintain"
    case ("RepositoryRole", _): "the role\(number)"
    case ("DeployKey", _): "every deploy key"
    case ("Team", _): "team\(number)"
    case ("User", _): "user\(number)"
    case ("Integration", _): "app\(number)"
    default: "\(type)\(number)"
    }
  }
}

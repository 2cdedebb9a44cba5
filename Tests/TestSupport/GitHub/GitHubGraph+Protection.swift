/// Branches and their classic protection as GraphQL shows them: docs.github.com/graphql, object
/// BranchProtectionRule.
extension GitHubGraph {
  /// A branch by its name, with or without `refs/heads/`.
  func ref(_ name: String, in repository: GitHubWorld.Repository) -> GraphQLObject? {
    let branch = name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
    guard repository.branches.contains(branch) else { return nil }
    return GraphQLObject(type: "Ref") { name, _ in
      switch name {
      case "id": .text("REF_\(branch)")
      case "name": .text(branch)
      case "prefix": .text("refs/heads/")
      // Who does not administer a repository sees no rule.
      case "branchProtectionRule":
        .object(repository.isAdmin ? repository.rule(of: branch).map(rule) : nil)
      default: nil
      }
    }
  }

  private func rule(_ rule: ClassicRule) -> GraphQLObject {
    GraphQLObject(type: "BranchProtectionRule") { name, _ in
      switch name {
      case "id": .text("BPR_\(rule.pattern)")
      case "pattern": .text(rule.pattern)
      case "requiresDeployments": .flag(!rule.deployments.isEmpty)
      case "requiredDeploymentEnvironments":
        .leaf(.array(rule.deployments.map { .string($0) }))
      case "bypassForcePushAllowances":
        .connection(
          actors("User", "login", rule.forcePushers.users)
            + actors("Team", "slug", rule.forcePushers.teams)
            + actors("App", "slug", rule.forcePushers.apps))
      default: nil
      }
    }
  }

  private func actors(_ type: String, _ key: String, _ names: [String]) -> [GraphQLAnswer] {
    names.map { name in
      let actor = GraphQLObject(type: type) { field, _ in field == key ? .text(name) : nil }
      return .object(
        GraphQLObject(type: "BypassForcePushAllowance") { field, _ in
          field == "actor" ? .object(actor) : .text("BFPA_\(name)")
        })
    }
  }
}

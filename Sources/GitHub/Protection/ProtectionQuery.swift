internal import PolicyCore
internal import Reports

/// What only GraphQL tells of a branch's protection.
///
/// Source: docs.github.com/graphql, objects Repository, Ref and BranchProtectionRule.
struct ProtectionAnswer: Decodable {
  let repository: Repository

  struct Repository: Decodable {
    let isInOrganization: Bool
    let defaultBranchRef: Branch?
    let ref: Branch?
    let mergeQueue: MergeQueue?
    struct MergeQueue: Decodable { let id: String }
  }

  struct Branch: Decodable {
    let name: String
    let branchProtectionRule: Rule?
  }

  struct Rule: Decodable {
    let pattern: String
    let requiresDeployments: Bool
    let requiredDeploymentEnvironments: [String?]?
    let bypassForcePushAllowances: Allowances
  }

  struct Allowances: Decodable {
    let nodes: [Allowance?]
    let pageInfo: PageInfo
    struct PageInfo: Decodable { let hasNextPage: Bool }
  }

  struct Allowance: Decodable {
    let actor: Actor?
    struct Actor: Decodable {
      let login: String?
      let slug: String?
      let __typename: String
    }
  }

  static func query(_ branch: String, _ repository: GitHubRepository) -> GitHubCall {
    .query(
      """
      query Protection($owner: String!, $name: String!, $ref: String!, $branch: String!) {
        repository(owner: $owner, name: $name) {
          isInOrganization
          defaultBranchRef { name }
          mergeQueue(branch: $branch) { id }
          ref(qualifiedName: $ref) {
            name
            branchProtectionRule {
              pattern requiresDeployments requiredDeploymentEnvironments
              bypassForcePushAllowances(first: 100) {
                nodes { actor { __typename ... on User { login } ... on Team { slug } ... on App { slug } } }
                pageInfo { hasNextPage }
              }
            }
          }
        }
      }
      """,
      [
        ("owner", .string(repository.owner)), ("name", .string(repository.name)),
        ("ref", .string("refs/heads/" + branch)), ("branch", .string(branch)),
      ], why: "read which rule protects '\(branch)' of \(repository)")
  }
}

extension ProtectionReader {
  /// What GraphQL alone tells; of a merge queue, whether there is one, whoever asks for it. Throws where
  /// the branch does not exist.
  func told(
    of branch: String
  ) throws(GitHubFailure) -> (
    inOrganization: Bool, defaultBranch: String?, rule: ProtectionState.ClassicRule?
  ) {
    let query = ProtectionAnswer.query(branch, repository)
    let answer = try client.ask(query, as: ProtectionAnswer.self).repository
    guard let ref = answer.ref else {
      throw client.failure(
        .notFound, query, "\(repository) has no branch '\(branch)'",
        help: cureOfMissing(branch)
          ?? "push it first: git push origin \(Words.shell(Array(branch.utf8)))")
    }
    var rule: ProtectionState.ClassicRule?
    if let found = ref.branchProtectionRule {
      guard !found.bypassForcePushAllowances.pageInfo.hasNextPage else {
        throw client.failure(.malformed, query, "over 100 actors may force-push")
      }
      var pushers = Actors()
      for allowance in found.bypassForcePushAllowances.nodes {
        let actor = allowance?.actor
        switch (actor?.__typename, actor?.slug, actor?.login) {
        case ("Team", let slug?, _): pushers.teams.append(slug)
        case ("App", let slug?, _): pushers.apps.append(slug)
        case ("User", _, let login?): pushers.users.append(login)
        // Somebody who is gone, or whom this token may not see.
        default: pushers.users.append("(unknown)")
        }
      }
      rule = .init(
        found.pattern, forcePushers: pushers, requiresDeployments: found.requiresDeployments,
        deploymentEnvironments: (found.requiredDeploymentEnvironments ?? []).compactMap { $0 },
        requiresMergeQueue: answer.mergeQueue != nil)
    }
    return (answer.isInOrganization, answer.defaultBranchRef?.name, rule)
  }
}

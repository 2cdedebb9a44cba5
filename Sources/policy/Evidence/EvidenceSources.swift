internal import Evidence
internal import GitModel
internal import PolicyCore

/// The sources of evidence that a policy lists, for the repository that is looked at.
enum EvidenceSources {
  /// All of them as one; where the policy lists none, those that are asked for else, and `nil` where
  /// none is.
  static func book(
    of policy: Policy, for view: RepositoryView, environment: [String: String], now: Int64,
    orElse usual: [String] = []
  ) -> EvidenceBook? {
    let listed = policy.evidence.isEmpty ? usual : policy.evidence
    guard !listed.isEmpty else { return nil }
    let own = RepositorySources(
      view.repository, checkers: policy.checkers, environment: environment, now: now)
    return EvidenceBook(
      listed.map { name in
        if name == "github" { return GitHubSource.source(for: view, environment: environment) }
        return own.source(name)
          ?? UnreadableSource(
            name: name,
            GitError(
              .noEvidence, "read evidence", "this version of policy has no source '\(name)'",
              help: "take it out of the policy: checks: {evidence: […]}"))
      })
  }
}

public import GitModel
public import PolicyCore

extension GitHubEvidence {
  /// The controls of a branch that are weaker than a policy wants.
  public func protectionGaps(
    of branch: BranchName, under policy: Policy
  ) throws(GitError) -> [ProtectionGap]? {
    guard let kind = policy.kind(of: branch) else { return [] }
    return try apart { () throws(GitHubFailure) in
      let reader = ProtectionReader(client, repository)
      let apps = try reader.appNumbers(kind.protection.requiredStatusChecks.compactMap(\.app))
      let names = Dictionary(apps.map { ($1, $0) }) { first, _ in first }
      let counted = CountedProtection(
        try reader.state(of: branch.text), binding: kind.protection.enforceAdmins,
        in: policy.github.protection)
      let controls = counted.controls(kind, and: policy.commits, apps: apps)
      let weaker = controls.filter { $0.standing == .weaker }
      if weaker.isEmpty, let control = controls.first(where: { $0.standing == .unknown }) {
        throw GitHubFailure(
          .forbidden, "read protection",
          "whether \(control.control.key) holds on '\(branch.text)' is not shown to this token",
          host: client.host, help: counted.doubts.joined(separator: "; "))
      }
      return weaker.map { planned in
        ProtectionGap(
          planned.control.key, live: planned.control.words(planned.live, apps: names),
          wanted: planned.control.words(planned.wanted, apps: names))
      }
    }
  }
}

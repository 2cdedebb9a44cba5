public import GitModel

/// Requires signatures by keys that the policy knows.
public struct SignedCommits: Rule {
  /// The rule's page.
  public static let guide = RuleGuide(
    id: "signed-commits",
    summary: "Every new commit is signed with a key that counts on the branch.",
    rationale: """
      Anybody can write any name into a commit; a signature says whose key made it. Which keys count is \
      said by 'commits.signers' in the trusted policy: whole SSH keys or OpenPGP fingerprints, for some \
      branches ('on'), until a day ('until'), or no more ('revoked'). Without signers those count that \
      git trusts where the rule is asked, as in git verify-commit: gpg's keyring, by 'gpg.minTrustLevel', \
      and 'gpg.ssh.allowedSignersFile'. ssh-keygen and gpg check; what they cannot tell is unknown. A commit about to be made has no signature yet. \
      What a forge makes has the forge's own key, which is a signer as any other; of a pull request that \
      can only be squashed no commit stays.
      """,
    moments: [.push, .pullRequest, .landing, .standing],
    githubType: "required_signatures",
    examples: SignedCommitsExamples.all)

  /// Makes the rule.
  public init() {}

  /// A finding at each commit whose signature is missing, or does not count here.
  public func findings(for update: RefUpdate, in scene: Scene) throws(GitError) -> [Finding]? {
    guard scene.policy.demandsSignatures(in: update), let branch = update.branch else { return nil }
    if update.moment == .pullRequest, Set(scene.policy.mergeMethods) == [.squash] { return [] }
    let graph = try scene.graph()
    let commits = try scene.newCommitsOnce(in: update).map { graph.id(of: $0) }
    guard !commits.isEmpty else { return [] }
    let signers = scene.policy.commits.signers
    let answers = try scene.signatures(of: commits)
    var findings: [Finding] = []
    var unknown: GitError?
    for (commit, answer) in zip(commits, answers) {
      let complaint: String?
      switch answer {
      case .none: complaint = "the commit is not signed"
      case .stranger(let key):
        complaint = "the commit is signed by \(key), \(signers.strangeness)"
      case .invalid(let why): complaint = "the commit's signature does not count: \(why)"
      case .unknown(let why):
        (complaint, unknown) = (nil, unknown ?? why)
      case .by(let names):
        let listed = signers.filter { names.contains($0.name) }
        let made =
          listed.contains { $0.until != nil }
          ? try scene.history.commit(commit).committer.seconds : 0
        complaint = listed.doubt(at: made) { signer in
          signer.on.contains { $0.matches(branch.bytes) } ? nil : "does not sign on this branch"
        }.map { "the commit is signed by \($0)" }
      }
      guard let complaint else { continue }
      findings.append(Finding(complaint, at: commit, help: ""))
    }
    if let oldest = findings.last?.commit.flatMap(graph.index) {
      let remaking = try scene.remaking(of: update)
      // One cure for all, newest first: two that begin at different commits would undo each other.
      let key = signers.isEmpty ? "that git trusts" : "of commits.signers"
      let help = Self.help(graph.parents(of: oldest).first.map { graph.id(of: $0) }, key, remaking)
      for (number, finding) in findings.enumerated() {
        findings[number].help =
          finding.commit.flatMap { remaking.waiver(of: Self.guide.id, for: $0) } ?? help
      }
    }
    return try scene.settle(
      try scene.confirmed(findings, on: update), unknown, by: Self.guide.id, on: update)
  }

  private static func help(_ parent: ObjectID?, _ key: String, _ remaking: Remaking) -> String {
    let sign = "--force-rebase --exec 'git commit --amend --no-edit --allow-empty --no-verify -S'"
    return "\(remaking.place)sign it with a key \(key): "
      + remaking.rebase(sign, from: parent?.hex ?? "--root") + remaking.publishing
  }
}

public import GitModel

/// All sources of evidence that a policy lists, asked as one. What one of them cannot tell, all of
/// them together cannot: a source that is not read may hold the newest failure.
public final class EvidenceBook {
  /// The sources, in the order of the policy.
  public let sources: [any EvidenceSource]
  private var checkAnswers: [EvidenceSubject: [CheckResult]] = [:]

  /// A book of these sources.
  public init(_ sources: [any EvidenceSource]) { self.sources = sources }

  /// What any source tells of checks on these commits, by commit.
  public func checks(
    on commits: [EvidenceSubject]
  ) throws(GitError) -> [EvidenceSubject: [CheckResult]] {
    let asked = Array(Set(commits).subtracting(checkAnswers.keys)).sorted { $0.commit < $1.commit }
    if !asked.isEmpty {
      var told: [CheckResult] = []
      for source in sources { told += try source.checks(on: asked) }
      let byCommit = Dictionary(grouping: told, by: \.commit)
      let byTree = Dictionary(grouping: told.filter { $0.tree != nil }, by: \.tree)
      for subject in asked {
        let ofTree = subject.tree.flatMap { byTree[$0] } ?? []
        checkAnswers[subject] =
          (byCommit[subject.commit] ?? []) + ofTree.filter { $0.commit != subject.commit }
      }
    }
    let wanted = Set(commits)
    return checkAnswers.filter { wanted.contains($0.key) }
  }

  /// What any source tells of deployments of these commits.
  public func deployments(of commits: [EvidenceSubject]) throws(GitError) -> [Deployment] {
    var told: [Deployment] = []
    for source in sources { told += try source.deployments(of: commits) }
    return told
  }

  /// Whether some source may tell of reviews outside pull requests.
  public var tellsReviewsOfCommits: Bool { sources.contains(where: \.tellsReviewsOfCommits) }

  /// What any source tells of reviews of these commits outside a pull request.
  public func reviews(of commits: [EvidenceSubject]) throws(GitError) -> [Review] {
    var told: [Review] = []
    for source in sources { told += try source.reviews(of: commits) }
    return told
  }

  /// Who passes the rules of a branch by, as all sources tell together; `nil` where none tells of rules.
  public func bypassActors(of branch: BranchName) throws(GitError) -> [BypassActor]? {
    var told: [BypassActor]?
    for source in sources {
      if let actors = try source.bypassActors(of: branch) { told = (told ?? []) + actors }
    }
    return told
  }

  /// What a policy demands of a branch's protection and the forge does not, as the first source says
  /// that tells of protection; `nil` where none does.
  public func protectionGaps(
    of branch: BranchName, under policy: Policy
  ) throws(GitError) -> [ProtectionGap]? {
    for source in sources {
      if let found = try source.protectionGaps(of: branch, under: policy) { return found }
    }
    return nil
  }

  /// The pull request of this head into this base, of the first source that knows of one.
  public func pullRequest(
    from head: ObjectID, into base: BranchName
  ) throws(GitError) -> PullRequest? {
    for source in sources {
      if let found = try source.pullRequest(from: head, into: base) { return found }
    }
    return nil
  }

  /// The pull request of this number, of the first source that knows of one.
  public func pullRequest(numbered number: Int) throws(GitError) -> PullRequest? {
    for source in sources {
      if let found = try source.pullRequest(numbered: number) { return found }
    }
    return nil
  }

  /// Whom an owner in `CODEOWNERS` stands for, of the first source that knows.
  public func people(behind owner: String) throws(GitError) -> [String]? {
    for source in sources {
      if let found = try source.people(behind: owner) { return found }
    }
    return nil
  }

  /// The landings on a branch, of the first source that tells them apart; `nil` where none does.
  public func landings(
    on branch: BranchName, among steps: [ObjectID]
  ) throws(GitError) -> [Landing]? {
    for source in sources {
      if let found = try source.landings(on: branch, among: steps) { return found }
    }
    return nil
  }
}

/// All rules, in the order in which reports and documentation list them.
public enum RuleCatalog {
  /// The rules of this version.
  public static let all: [any Rule.Type] = [
    BranchNameRule.self, BranchPoint.self, BranchFlow.self, BackMerge.self, BranchAge.self,
    MergedBranch.self, Creation.self, Deletion.self, NonFastForward.self, RestrictedPush.self,
    Lock.self, UpToDate.self, RefCollision.self, RefNamespace.self,
    AppendOnlyLedger.self,
    LinearHistory.self, CommitMessageRule.self, AuthorName.self, AuthorEmail.self,
    CommitterEmail.self, SignOff.self, RequiredTrailers.self, CommitDate.self, CommitCount.self,
    RestrictedCommits.self, SignedCommits.self,
    FilePathRule.self, FileExtension.self, PathLength.self, FileSize.self,
    Symlink.self, SubmoduleUrl.self, CaseCollision.self, Executable.self, CodeOwnersRule.self,
    TagName.self, TagTarget.self, TagImmutable.self, TagAnnotated.self, TagSigned.self,
    RequiredChecks.self, RequiredReviews.self, RequiredDeployments.self,
    QualityGate.self, CheckProducer.self, WorkflowTriggerRule.self, ProtectionDrift.self,
    BypassActors.self, OverrideClosed.self,
  ]

  /// The ids of rules that this version does not have yet; a policy may name them all the same.
  public static let planned: [String] = []

  /// The rules that look at commits one by one: what they ask of a commit that is yet to be made is known
  /// once its message is written.
  public static let ofCommits: [any CommitRule.Type] = all.compactMap { $0 as? any CommitRule.Type }

  /// All others: they can be asked of a commit that has no message yet.
  public static let beforeMessages: [any Rule.Type] = all.filter { !($0 is any CommitRule.Type) }

  /// The guide of a rule; `nil` where no rule has the id.
  public static func guide(_ id: String) -> RuleGuide? {
    all.lazy.map { $0.guide }.first { $0.id == id }
  }
}

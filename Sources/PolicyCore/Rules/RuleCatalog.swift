/// All rules, in the order in which reports and documentation list them.
///
/// The lists are spelled out. Whether a type conforms to a protocol is not asked at run time: each such
/// question goes through every conformance of the program, and a hook has no time for it.
public enum RuleCatalog {
  /// The rules of this version.
  public static let all: [any Rule.Type] =
    ofBranches + ofCommits.map { $0 } + ofRanges + ofContents.map { $0 } + ofTagsAndForges

  /// The rules that look at commits one by one: what they ask of a commit that is yet to be made is known
  /// once its message is written.
  public static let ofCommits: [any CommitRule.Type] = [
    CommitMessageRule.self, AuthorName.self, AuthorEmail.self, CommitterName.self,
    CommitterEmail.self, SignOff.self, RequiredTrailers.self, CommitDate.self,
  ]

  /// All others: they can be asked of a commit that has no message yet.
  public static let beforeMessages: [any Rule.Type] =
    ofBranches + ofRanges + ofContents.map { $0 } + ofTagsAndForges

  /// The rules that look at what commits bring into their trees.
  static let ofContents: [any ContentRule.Type] = [
    FilePathRule.self, FileExtension.self, PathLength.self, FileSize.self, Symlink.self,
    SubmoduleUrl.self, CaseCollision.self, Executable.self,
  ]

  private static let ofBranches: [any Rule.Type] = [
    BranchNameRule.self, BranchPoint.self, BranchFlow.self, BackMerge.self, BranchAge.self,
    MergedBranch.self, Creation.self, Deletion.self, NonFastForward.self, RestrictedPush.self,
    Lock.self, UpToDate.self, RefCollision.self, RefNamespace.self, AppendOnlyLedger.self,
    LinearHistory.self,
  ]

  private static let ofRanges: [any Rule.Type] = [
    CommitCount.self, RestrictedCommits.self, SignedCommits.self,
  ]

  private static let ofTagsAndForges: [any Rule.Type] = [
    CodeOwnersRule.self, TagName.self, TagTarget.self, TagImmutable.self, TagAnnotated.self,
    TagSigned.self, RequiredChecks.self, RequiredReviews.self, RequiredDeployments.self,
    QualityGate.self, CheckProducer.self, WorkflowTriggerRule.self, ProtectionDrift.self,
    BypassActors.self, OverrideClosed.self,
  ]

  /// The guide of a rule; `nil` where no rule has the id.
  public static func guide(_ id: String) -> RuleGuide? {
    all.lazy.map { $0.guide }.first { $0.id == id }
  }
}

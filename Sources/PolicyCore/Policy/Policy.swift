public import GitModel

/// A repository's branch strategy, as its policy file states it.
public struct Policy: Sendable, Equatable {
  /// Whether what is broken blocks.
  public enum Mode: String, Sendable, CaseIterable {
    /// Broken and unknown block.
    case enforce
    /// Everything is reported, nothing blocks.
    case evaluate
  }

  /// Whether what is broken blocks.
  public var mode = Mode.enforce
  /// What history is too old to be judged.
  public var baseline = Baseline()
  /// The branch kinds: the more exact first. `kind(of:)` takes the first that matches.
  public var kinds: [Kind] = []
  /// The ways in which the forge merges a pull request.
  public var mergeMethods: [MergeMethod] = MergeMethod.allCases
  /// Branches outside the strategy.
  public var exempt: [Exemption] = []
  /// Where a branch of a fork may land: names of long-lived branches.
  public var forksInto: [String] = []
  /// What becomes of refs that are no branches, tags, notes or policy refs.
  public var otherRefs = OtherRefs.deny
  /// How loud each rule is, where the policy says so.
  public var levels: [String: Level] = [:]
  /// Dated exceptions.
  public var waivers: [Waiver] = []
  /// The quality gates, in the order of the file.
  public var gates: [Gate] = []
  /// The sources of evidence that `checks.evidence` lists: `notes`, `trailers`, `github`, or
  /// `file:PATH`. While there are none, the rules that rest on evidence are off.
  public var evidence: [String] = []
  /// `checks.max_age`: how old a check's result may be when something lands, in seconds; `nil` where
  /// the policy does not say.
  public var checksMaxAge: Int64?
  /// `checks.workflows`: the folder of the workflow files in a tree.
  public var workflows = ".github/workflows"
  /// Whose signatures on evidence count, in the order of the file.
  public var checkers: [Checker] = []
  /// What it demands of what commits bring into their trees.
  public var files = FileDemands()
  /// What it demands of tags, in the order of the file. `tagKind(of:)` takes the first that matches.
  public var tags: [TagKind] = []
  /// What it wants of the repository on GitHub besides its branches.
  public var github = GitHubSettings()
  /// Who may lift protection, and for how long; `nil` where the policy does not say.
  public var override: OverrideTerms?
  /// What it demands of single commits.
  public var commits = CommitDemands()
  /// Whether it asks what nobody can do, where somebody has looked: `policy validate` says where.
  public var isContradictory = false

  /// A policy that demands nothing.
  public init() {}

  /// The kind that a branch has: an exact name wins, then the order of the file.
  public func kind(of branch: BranchName) -> Kind? {
    kinds.first { $0.isExact && $0.pattern.matches(branch.bytes) }
      ?? kinds.first { !$0.isExact && $0.pattern.matches(branch.bytes) }
  }

  /// The exemption that covers a branch.
  public func exemption(of branch: BranchName) -> Exemption? {
    exempt.first { $0.pattern.matches(branch.bytes) }
  }

  /// Whether GitHub's merge queue made the branch: always outside the strategy.
  public static func isMergeQueue(_ branch: BranchName) -> Bool {
    branch.bytes.starts(with: "gh-readonly-queue/".utf8)
  }

  /// Whether the strategy leaves the branch alone; an exact name of its own is never exempt.
  public func isExempt(_ branch: BranchName) -> Bool {
    Self.isMergeQueue(branch) || (exemption(of: branch) != nil && kind(of: branch)?.isExact != true)
  }

  /// Whether anything is asked of commits one by one, on whatever branch.
  public var asksOfEachCommit: Bool {
    commits.asksOfEach || kinds.contains { $0.protection.asksOfEachCommit }
  }

  /// How strictly a rule is asked: as the policy says, else as the rule's guide does.
  public func level(of guide: RuleGuide) -> Level { levels[guide.id] ?? guide.level }

  /// The long-lived kinds, in the order of the file.
  public var longLived: [Kind] { kinds.filter(\.isLongLived) }
}

/// One of the ways in which a forge merges a pull request.
public enum MergeMethod: String, Sendable, CaseIterable {
  /// A merge commit.
  case merge
  /// One new commit with the whole change.
  case squash
  /// Each commit made anew on top of the base; merges are left out.
  case rebase
}

/// What becomes of refs outside the known namespaces.
public enum OtherRefs: String, Sendable, CaseIterable {
  /// They may not be created or moved.
  case deny
  /// They are not our business.
  case allow
}

/// How loud a rule is.
public enum Level: String, Sendable, CaseIterable {
  /// It blocks.
  case error
  /// It is reported and does not block.
  case warning
  /// It is not asked.
  case off
}

import GitModel
import Testing

@testable import PolicyCore

extension Policy {
  /// A policy in which no stored property, however deep, is what it is by default.
  static func full() throws -> Policy {
    let id = try #require(ObjectID(hex: String(repeating: "a1", count: 20)))
    var policy = Policy()
    policy.mode = .evaluate
    policy.baseline.since = -86_400
    policy.baseline.commits = [id]
    policy.baseline.file = ".policy/known.txt"
    policy.baseline.known = [KnownViolation(rule: "lock", ref: "refs/heads/main", commit: id)]
    policy.kinds = [try .full()]
    policy.mergeMethods = [.rebase, .merge]
    policy.exempt = [try Exemption("renovate/**", into: ["develop"])]
    policy.forksInto = ["develop"]
    policy.otherRefs = .allow
    policy.levels = ["lock": .warning]
    policy.waivers = [
      Waiver(
        rule: "lock", ref: try Glob("hotfix/[!a-m]*"), commits: [id], reason: "é\u{0}\u{202E}",
        until: .max)
    ]
    policy.gates = [.full()]
    policy.workflows = ".forge"
    policy.checksMaxAge = 604_800
    let key = try #require(CheckerKey(String(repeating: "0A", count: 20)))
    policy.checkers = [Checker(name: "ci@example.com", key: key)]
    policy.files = try .full()
    policy.tags = [try .full(id)]
    policy.github.protection = .rulesets
    policy.github.secrets = ["TOKEN"]
    policy.github.environments = [.full()]
    var terms = OverrideTerms()
    terms.approvers = [.init(login: "bob", key: key)]
    (terms.maxDuration, terms.remediationWithin) = (14_400, 259_200)
    terms.selfApproval = true
    terms.knownFlaws = [id]
    policy.override = terms
    policy.commits = try .full(id)
    policy.evidence = ["github"]
    policy.isContradictory = true
    return policy
  }
}

extension CommitDemands {
  fileprivate static func full(_ id: ObjectID) throws -> Self {
    let pattern = try TextPattern(.endsWith, ".", isNegated: true, name: "no period")
    var demands = CommitDemands()
    demands.subjectMax = 72
    demands.subjectMin = 3
    demands.bodyLineMax = 100
    demands.blankSecondLine = true
    demands.patterns = [pattern]
    demands.notPatterns = [pattern]
    demands.conventional = Conventional()
    demands.conventional?.types = ["feat"]
    demands.conventional?.scopes = ["api"]
    demands.conventional?.scopeRequired = true
    demands.conventional?.breakingMark = true
    demands.issue = try TextPattern(.regex, "[A-Z]+-[0-9]+")
    demands.branchKey = try TextPattern(.regex, "^(story-[0-9]+)")
    demands.noFixupOn = ["main"]
    demands.except = [.cherryPicks]
    demands.exceptAuthors = [pattern]
    demands.authorName = [pattern]
    demands.authorEmail = [pattern]
    demands.committerName = [pattern]
    demands.committerEmail = [pattern]
    demands.signOff = SignOffDemand()
    demands.signOff?.coAuthors = true
    demands.signOff?.committer = true
    demands.trailers = [RequiredTrailer(key: "Change-Id", pattern: pattern)]
    demands.maxFuture = 600
    demands.maxAuthorLead = 3_600
    demands.maxCount = 20
    demands.restricted = [RestrictedCommit(commit: id, reason: "a secret")]
    demands.signed = true
    let key = try #require(CheckerKey(String(repeating: "0B", count: 20)))
    var signer = Signer(name: "alice", key: key)
    signer.on = [try Glob("release-*")]
    signer.until = 86_400
    signer.isRevoked = true
    demands.signers = [signer]
    return demands
  }
}

extension TagKind {
  fileprivate static func full(_ id: ObjectID) throws -> TagKind {
    var kind = TagKind(try Glob("v*"))
    kind.names = [try TextPattern(.endsWith, "-rc", isNegated: true, name: "candidates")]
    kind.on = ["main"]
    kind.annotated = true
    kind.signed = true
    kind.signers = try CommitDemands.full(id).signers
    kind.immutable = true
    return kind
  }
}

extension FileDemands {
  fileprivate static func full() throws -> FileDemands {
    var files = FileDemands()
    files.maxSize = .max
    files.forbiddenPaths = [try Glob("**/*.pem")]
    files.forbiddenPathPatterns = [try TextPattern(.contains, "secret")]
    files.restrictedPaths = [
      .init(
        paths: [try Glob("infra/*")], on: [try Glob("main")], by: .init(users: ["a"], teams: ["b"]))
    ]
    files.forbiddenExtensions = ["exe"]
    files.maxPathLength = 200
    files.codeOwners = true
    files.submoduleURLs = []
    files.symlinks = .inside
    files.allowCaseCollisions = false
    files.executables = [try Glob("script/*")]
    return files
  }
}

extension Gate {
  fileprivate static func full() -> Gate {
    var gate = Gate(name: "coverage", command: ["pytest", ""])
    gate.metric = .json(file: "coverage.json", pointer: "/totals/percent_covered")
    gate.atLeast = 90.5
    gate.atMost = -1e300
    gate.noWorseThan = "develop"
    gate.better = .lower
    gate.ignoresExit = true
    gate.timeout = .max
    gate.about = .commits
    gate.on = [.preCommit]
    gate.requiredOn = [.prePush, .preCommit]
    gate.weight = 100
    return gate
  }
}

extension Kind {
  fileprivate static func full() throws -> Kind {
    var kind = Kind(try Glob("story-*"), from: "develop", into: ["develop", "main"])
    kind.landsNowhere = true
    kind.maxAge = .min
    kind.owes = Owed(to: "develop", within: 86_400)
    kind.protection.requiredReviews = 10
    kind.protection.dismissStaleReviews = true
    kind.protection.requireCodeOwnerReviews = true
    kind.protection.requireLastPushApproval = true
    kind.protection.requireConversationResolution = true
    kind.protection.requiredStatusChecks = [.init(context: "test (3.10)", app: "github-actions")]
    kind.protection.requireMergeQueue = true
    kind.protection.requireUpToDate = true
    kind.protection.requireLinearHistory = true
    kind.protection.requireSignatures = true
    kind.protection.requiredDeployments = ["production"]
    kind.protection.restrictPushes = .init(users: ["alice"], teams: ["core"])
    kind.protection.allowForcePushes = false
    kind.protection.allowDeletions = true
    kind.protection.blockCreations = true
    kind.protection.branchNames = [try TextPattern(.regex, "^story-[0-9]+$")]
    kind.protection.commitMessages = [try TextPattern(.startsWith, "Story")]
    kind.protection.authorEmails = [try TextPattern(.endsWith, "@example.com")]
    kind.protection.committerEmails = [try TextPattern(.contains, "@example.")]
    kind.protection.lockBranch = true
    kind.protection.enforceAdmins = true
    kind.protection.allowForkSyncing = true
    return kind
  }
}

extension GitHubSettings.Environment {
  fileprivate static func full() -> Self {
    var environment = Self("production")
    environment.branches = ["main"]
    environment.waitTimer = 5
    environment.reviewers = .init(users: ["alice"], teams: ["core"])
    environment.preventSelfReview = true
    environment.secrets = ["KEY"]
    return environment
  }
}

import PolicyCore

/// The preset until the policy file can be read, with the few changes that examples make to it.
enum StoryFlow {
  static func policy(laying text: String) throws -> Policy {
    var policy = Policy()
    var main = Kind(try Glob("main"), into: ["develop"])
    main.owes = .init(to: "develop", within: 7 * 86_400)
    main.protection.requireLinearHistory = true
    main.protection.requireUpToDate = true
    main.protection.restrictPushes = .init()
    main.protection.allowForcePushes = false
    main.protection.allowDeletions = false
    var story = Kind(try Glob("story-*"), from: "develop", into: ["develop"])
    story.maxAge = 30 * 86_400
    policy.kinds = [
      main, Kind(try Glob("develop"), into: ["main"]), story,
      Kind(try Glob("bugfix/*"), from: "develop", into: ["develop"]),
      Kind(try Glob("hotfix/*"), from: "main", into: ["main", "develop"]),
    ]
    policy.mergeMethods = [.squash, .rebase]
    policy.exempt = [
      try Exemption("dependabot/**", into: ["develop"]), try Exemption("renovate/**"),
      try Exemption("gh-pages"),
    ]
    policy.forksInto = ["develop"]
    guard let change = changes[text] else { throw Unknown(text: text) }
    try change(&policy)
    return policy
  }

  struct Unknown: Error { let text: String }

  private static let changes: [String: @Sendable (inout Policy) throws -> Void] = [
    "": { _ in },
    "exempt: ['renovate/**']": { $0.exempt = [try Exemption("renovate/**")] },
    "branches: {main: {block_creations: true}}": { $0.kinds[0].protection.blockCreations = true },
    "merge_methods: [merge]": { $0.mergeMethods = [.merge] },
    "branches: {develop: {lock_branch: true}}": { $0.kinds[1].protection.lockBranch = true },
    "branches: {'STORY-*': {from: develop}}": {
      $0.kinds.append(Kind(try Glob("STORY-*"), from: "develop"))
    },
    "branches: {main: {restrict_pushes: {users: [merge-bot]}}}": {
      $0.kinds[0].protection.restrictPushes = .init(users: ["merge-bot"])
    },
    "branches: {main: {restrict_pushes: {teams: [release]}}}": {
      $0.kinds[0].protection.restrictPushes = .init(teams: ["release"])
    },
  ]
}

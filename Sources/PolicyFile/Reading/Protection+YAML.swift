internal import PolicyCore

extension Protection {
  private typealias Switch = WritableKeyPath<Protection, Bool> & Sendable

  private static let switches: [(key: String, path: any Switch)] = [
    ("dismiss_stale_reviews", \.dismissStaleReviews),
    ("require_code_owner_reviews", \.requireCodeOwnerReviews),
    ("require_last_push_approval", \.requireLastPushApproval),
    ("require_conversation_resolution", \.requireConversationResolution),
    ("require_merge_queue", \.requireMergeQueue),
    ("require_up_to_date", \.requireUpToDate),
    ("require_linear_history", \.requireLinearHistory),
    ("require_signatures", \.requireSignatures),
    ("block_creations", \.blockCreations),
    ("lock_branch", \.lockBranch),
    ("enforce_admins", \.enforceAdmins),
    ("allow_fork_syncing", \.allowForkSyncing),
  ]

  /// The protection in a kind whose shape is checked; `PolicyReader` adds the patterns.
  init(_ kind: YAMLNode) {
    self.init()
    for (key, path) in Self.switches {
      if let value = kind.flag(key) { self[keyPath: path] = value }
    }
    if let count = kind.integer("required_reviews") { requiredReviews = count }
    allowForcePushes = kind.flag("allow_force_pushes")
    allowDeletions = kind.flag("allow_deletions")
    requiredDeployments = kind.texts("required_deployments")
    requiredStatusChecks = kind.list("required_status_checks").compactMap { check in
      (check.scalar?.text ?? check.text("context")).map {
        RequiredCheck(context: $0, app: check.text("app"))
      }
    }
    if let pushers = kind["restrict_pushes"], pushers.entries != nil {
      restrictPushes = Pushers(users: pushers.texts("users"), teams: pushers.texts("teams"))
    } else if kind.flag("restrict_pushes") == true {
      restrictPushes = Pushers()
    }
  }
}

extension Protection {
  /// The lines of a YAML block that says what differs from no protection, without indentation.
  var yamlLines: [String] {
    var lines: [String] = []
    if requiredReviews > 0 { lines.append("required_reviews: \(requiredReviews)") }
    lines += Self.switches.filter { self[keyPath: $0.path] }.map { "\($0.key): true" }
    if !requiredStatusChecks.isEmpty {
      lines +=
        ["required_status_checks:"] + requiredStatusChecks.map { "  - \(YAMLText.check($0))" }
    }
    if !requiredDeployments.isEmpty {
      lines.append("required_deployments: \(YAMLText.list(requiredDeployments))")
    }
    if let pushers = restrictPushes {
      let lists = [("users", pushers.users), ("teams", pushers.teams)].filter { !$0.1.isEmpty }
      let shown = lists.map { "\($0.0): \(YAMLText.list($0.1))" }.joined(separator: ", ")
      lines.append("restrict_pushes: \(lists.isEmpty ? "true" : "{\(shown)}")")
    }
    for (key, path) in Self.patterns {
      lines += TextPattern.yamlLines(self[keyPath: path], key: key)
    }
    if let allowForcePushes { lines.append("allow_force_pushes: \(allowForcePushes)") }
    if let allowDeletions { lines.append("allow_deletions: \(allowDeletions)") }
    return lines
  }
}

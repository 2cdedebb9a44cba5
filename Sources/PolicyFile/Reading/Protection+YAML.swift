internal import PolicyCore

extension Protection {
  /// The protection in a kind whose shape is checked; `PolicyReader` adds the patterns.
  init(_ kind: YAMLNode) {
    self.init()
    for (key, path) in Protection.switches {
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
    lines += Protection.switches.filter { self[keyPath: $0.path] }.map { "\($0.key): true" }
    if !requiredStatusChecks.isEmpty {
      lines +=
        ["required_status_checks:"] + requiredStatusChecks.map { "  - \(YAMLText.check($0))" }
    }
    if !requiredDeployments.isEmpty {
      lines.append("required_deployments: \(YAMLText.list(requiredDeployments))")
    }
    if let pushers = restrictPushes {
      let people = YAMLText.people(pushers)
      lines.append("restrict_pushes: \(people.isEmpty ? "true" : "{\(people)}")")
    }
    for (key, path) in Self.patterns {
      lines += TextPattern.yamlLines(self[keyPath: path], key: key)
    }
    if let allowForcePushes { lines.append("allow_force_pushes: \(allowForcePushes)") }
    if let allowDeletions { lines.append("allow_deletions: \(allowDeletions)") }
    return lines
  }
}

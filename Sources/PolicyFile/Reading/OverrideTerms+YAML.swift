internal import PolicyCore

extension OverrideTerms {
  /// The terms of a block whose shape is checked.
  init(_ node: YAMLNode) {
    self.init()
    approvers = node.list("approvers").compactMap { entry in
      guard let login = entry.scalar?.text ?? entry.text("login") else { return nil }
      return Approver(login: login, key: entry.text("key").flatMap { CheckerKey($0) })
    }
    maxDuration = node.text("max_duration").flatMap(Duration.seconds)
    remediationWithin = node.text("remediation_within").flatMap(Duration.seconds)
    selfApproval = node.flag("self_approval") ?? false
    knownFlaws = node.ids("known_flaws")
  }
}

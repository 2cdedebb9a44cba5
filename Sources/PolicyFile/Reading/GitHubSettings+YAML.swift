internal import PolicyCore

extension GitHubSettings {
  /// The settings in a merged file whose shape is checked.
  init(_ root: YAMLNode) {
    self.init()
    guard let node = root["github"] else { return }
    if let target = node.word("protection", ProtectionTarget.self) { protection = target }
    secrets = node.texts("secrets")
    environments = (node["environments"]?.entries ?? []).map { entry in
      var environment = Environment(entry.key)
      if entry.value["branches"] != nil { environment.branches = entry.value.texts("branches") }
      environment.waitTimer = entry.value.integer("wait_timer")
      if let reviewers = entry.value["reviewers"] {
        environment.reviewers = .init(
          users: reviewers.texts("users"), teams: reviewers.texts("teams"))
      }
      environment.preventSelfReview = entry.value.flag("prevent_self_review") ?? false
      environment.secrets = entry.value.texts("secrets")
      return environment
    }
  }
}

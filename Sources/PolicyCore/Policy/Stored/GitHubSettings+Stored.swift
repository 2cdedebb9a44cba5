extension GitHubSettings: StoredFields {
  package static var blank: GitHubSettings { GitHubSettings() }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&protection)
    try pass.field(&environments)
    try pass.field(&secrets)
  }
}

extension ProtectionTarget: Stored {}

extension GitHubSettings.Environment: StoredFields {
  package static var blank: Self { Self("") }

  package mutating func eachField<Pass: StoredPass>(_ pass: inout Pass) throws(Pass.Failure) {
    try pass.field(&name)
    try pass.field(&branches)
    try pass.field(&waitTimer)
    try pass.field(&reviewers)
    try pass.field(&preventSelfReview)
    try pass.field(&secrets)
  }
}

internal import GitModel

extension Scene {
  /// The findings, where one of them counts or nothing is unknown: a waiver of what is broken must not
  /// cover what is unknown.
  func settle(
    _ findings: [Finding], _ unknown: GitError?, by rule: String, on update: RefUpdate
  ) throws(GitError) -> [Finding] {
    guard let unknown else { return findings }
    let isBroken = findings.contains { policy.waives($0, of: rule, on: update, at: now) == nil }
    guard isBroken else { throw unknown }
    return findings
  }
}

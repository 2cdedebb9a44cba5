internal import Evidence
internal import Gates
internal import GitModel
internal import PolicyCore
internal import Reports

/// Writes what gates said of a tree into the repository's notes.
struct GateNotes {
  let view: RepositoryView
  let git: GitCommand
  let environment: [String: String]
  let now: Int64
  /// Whether to sign, where there is a key.
  var signs = true

  /// Records the runs that ended in a verdict; what is unknown is nothing to record. Whether they were
  /// signed; `nil` where there was nothing to record.
  func record(_ runs: [GateRun], tree: ObjectID, commit: ObjectID) throws -> Bool? {
    var records = runs.compactMap { run -> CheckRecord? in
      guard run.verdict.word != "unknown" else { return nil }
      return CheckRecord(
        commit: commit, tree: tree, context: run.gate.context, app: nil,
        conclusion: run.verdict == .passed ? .success : .failure, completedAt: now,
        metric: run.value.map { Number.exact($0) }, url: nil)
    }
    guard !records.isEmpty else { return nil }
    let key =
      try signs ? SigningKey.usual(in: view.repository, home: environment["HOME"]) : nil
    if let key {
      let signatures = Signatures(by: [], environment: environment)
      for index in records.indices {
        records[index].signature = try signatures.sign(
          records[index].signedText, with: key, for: CheckRecord.namespace)
      }
    }
    try CheckNotes(view.repository).add(records, identity: try git.committer())
    return key != nil
  }
}

internal import GitModel
internal import PolicyCore

/// The gates of a drawing, as a source of evidence.
final class DrawnGates: EvidenceSource {
  let name = "notes"
  private let results: [CheckResult]

  /// The gates that a drawing records; `find` gives a drawn commit.
  init(_ gates: [DrawnGate], find: (String) -> Commit?) {
    results = gates.compactMap { gate in
      find(gate.label).map { commit in
        CheckResult(
          context: Gate.contextPrefix + gate.name,
          conclusion: gate.word == .failed ? .failure : .success, commit: commit.id,
          tree: commit.tree, at: commit.committer.seconds, metric: gate.value, source: "notes",
          standing: gate.word == .claimed ? .claim(why: "nobody signed it") : .proof)
      }
    }
  }

  func checks(on commits: [EvidenceSubject]) throws(GitError) -> [CheckResult] { results }
}

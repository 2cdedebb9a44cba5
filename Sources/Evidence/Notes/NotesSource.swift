public import GitModel
public import GitStore
public import PolicyCore

/// `notes`: the records in the repository's notes. What a checker has signed is proof, all else a
/// claim; a line that cannot be read leaves its commit unknown.
public final class NotesSource: EvidenceSource {
  private let notes: CheckNotes
  private var judge: RecordJudge

  /// The notes of a repository, checked against a policy's checkers at a moment in seconds since
  /// 1970.
  public init(_ repository: Repository, signatures: Signatures, now: Int64) {
    notes = CheckNotes(repository)
    judge = RecordJudge(signatures, now: now)
  }

  /// `notes`.
  public var name: String { "notes" }

  /// It does not: notes tell of checks.
  public var tellsReviewsOfCommits: Bool { false }

  /// The records on these commits and their trees.
  public func checks(on commits: [EvidenceSubject]) throws(GitError) -> [CheckResult] {
    var results: [CheckResult] = []
    for subject in commits {
      for line in try notes.lines(on: subject.commit, tree: subject.tree) {
        let record = try line.read()
        guard !record.isOfAnother(than: subject) else { continue }
        let standing = try judge.standing(of: record, on: subject)
        let result = CheckResult(record, source: name, standing: standing)
        results.append(result)
      }
    }
    return results.unique
  }
}

extension CheckResult {
  /// What a record tells.
  init(_ record: CheckRecord, source: String, standing: Standing) {
    self.init(
      context: record.context, app: record.app, conclusion: record.conclusion,
      commit: record.commit, tree: record.tree, at: record.completedAt,
      metric: record.metric.flatMap(Double.init), source: source, standing: standing)
  }
}

internal import Evidence
internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// The records of one commit, or all, each with what it is worth.
struct RecordReview {
  private(set) var lines: [RecordLine] = []
  /// The lines that are no records, and why.
  private(set) var unreadable: [GitError] = []

  /// The records on a commit and its tree, or all that there are.
  init(
    of subject: EvidenceSubject?, in session: Session, _ source: SourceOptions
  ) throws {
    let policy = try PolicySearch(session, source).policy(for: .standing(only: [])).policy
    let signatures = Signatures(by: policy.checkers, environment: session.environment)
    var judge = RecordJudge(signatures, now: session.now)
    let notes = CheckNotes(session.view.repository)
    let found =
      if let subject { try notes.lines(on: subject.commit, tree: subject.tree) } else {
        try notes.all()
      }
    for line in found {
      do throws(GitError) {
        lines.append(RecordLine(try line.read(), &judge, on: subject))
      } catch {
        unreadable.append(error)
      }
    }
    lines.sort { ($0.record.completedAt, $0.text) < ($1.record.completedAt, $1.text) }
  }

  /// Each in one line, and what is no record in two.
  var text: [String] {
    lines.map(\.text) + unreadable.flatMap { ["unknown: \($0.message)", "help: \($0.help)"] }
  }

  /// Whether all are proof: broken outranks unknown, and nothing proves nothing.
  var status: ExitStatus {
    if lines.contains(where: { $0.word == "claim" }) { return .broken }
    if !unreadable.isEmpty || lines.contains(where: { $0.word == "unknown" }) { return .unknown }
    return lines.isEmpty ? .broken : .kept
  }

  var json: JSONValue {
    [
      "version": .int(1), "records": .array(lines.map(\.json)),
      "unreadable": .array(
        unreadable.map { ["message": .string($0.message), "help": .string($0.help)] }),
    ]
  }

  /// The commit that a revision names, with its tree.
  static func subject(_ revision: String, in session: Session) throws -> EvidenceSubject {
    let repository = session.view.repository
    let commit = try repository.commit(try repository.commitID(of: revision))
    return EvidenceSubject(commit: commit.id, tree: commit.tree)
  }
}

internal import Evidence
internal import Gates
internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// The results of gates that are recorded in a repository.
struct GateShelf {
  private let view: RepositoryView
  private let book: EvidenceBook
  /// Whether what nobody signed counts: at the keyboard, not for others.
  private let countingClaims: Bool
  /// Whether what is asked about stands on a branch that stays: it has not become worse where another
  /// has become better.
  private let isStanding: Bool

  /// The records of a repository, as these sources tell them.
  init(
    _ view: RepositoryView, _ book: EvidenceBook, countingClaims: Bool, isStanding: Bool = false
  ) {
    (self.view, self.book, self.countingClaims) = (view, book, countingClaims)
    self.isStanding = isStanding
  }

  /// The repository's own notes, for whoever sits before it: signed or not, they count.
  init(notesOf view: RepositoryView, _ policy: Policy, _ environment: [String: String], now: Int64)
  {
    let sources = RepositorySources(
      view.repository, checkers: policy.checkers, environment: environment, now: now)
    self.init(
      view, EvidenceBook([sources.source("notes")].compactMap { $0 }), countingClaims: true)
  }

  /// The folder of the files; `nil` in a bare repository.
  var workTree: String? { view.repository.workTree }

  /// The tree of a commit.
  func tree(of commit: ObjectID) throws(GitError) -> ObjectID {
    try view.repository.commit(commit).tree
  }

  /// What is recorded of gates on a tree, in their order; `commit` is `nil` where there is none yet.
  /// What is `checkedOut` needs no command that checks it out.
  func records(
    of gates: [Gate], on tree: ObjectID, at commit: ObjectID?, checkedOut: ObjectID? = nil
  ) throws(GitError) -> [GateRecord] {
    let results = try results(on: tree, at: commit)
    return gates.map { gate in
      GateRecord(
        of: gate, among: results, on: [commit].compactMap(\.self), checkedOut: checkedOut,
        countingClaims: countingClaims
      ) { reference(gate, for: tree) }
    }
  }

  /// What is recorded on several commits at once, by commit.
  func records(
    of gates: [Gate], on subjects: [EvidenceSubject]
  ) throws(GitError) -> [EvidenceSubject: [GateRecord]] {
    var records: [EvidenceSubject: [GateRecord]] = [:]
    for (subject, results) in try book.checks(on: subjects) {
      records[subject] = gates.map { gate in
        GateRecord(
          of: gate, among: results, on: [subject.commit], countingClaims: countingClaims
        ) { reference(gate, for: subject.tree) }
      }
    }
    return records
  }

  private func results(
    on tree: ObjectID, at commit: ObjectID?
  ) throws(GitError) -> [CheckResult] {
    // A tree that no commit has yet is asked for by its own id.
    let subject = EvidenceSubject(commit: commit ?? tree, tree: tree)
    return try book.checks(on: [subject])[subject] ?? []
  }

  /// The number that a gate must not be worse than on a tree: what is recorded for the tip of its
  /// branch, unless that has the tree itself, or the tree stands on a branch that stays. `nil` where what
  /// is tested is no commit's tree.
  func reference(_ gate: Gate, for tested: ObjectID?) -> GateReference {
    if isStanding { return .itself }
    let name = gate.noWorseThan ?? ""
    do throws(GitError) {
      guard let branch = BranchName(name), let tip = view.branches.branch(branch)?.tip else {
        let remote = view.remote ?? "origin"
        return .unknown(
          message: "branch '\(name)' is not here",
          help: "fetch it: git fetch \(remote) '+refs/heads/*:refs/remotes/\(remote)/*'")
      }
      let tree = try tree(of: tip)
      if tree == tested { return .itself }
      return gate.reference(
        among: try results(on: tree, at: tip), on: tip, countingClaims: countingClaims)
    } catch {
      return .unknown(message: "\(error.operation): \(error.message)", help: error.help)
    }
  }
}

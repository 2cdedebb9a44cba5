internal import Gates
internal import GitModel
internal import Hooks
internal import PolicyCore
internal import Reports

/// The gates of `pre-commit` and `pre-push`: what is recorded for the tree counts, the rest is run.
struct GateHook {
  private let request: GateRequest
  private let git: GitCommand
  private let view: RepositoryView
  private let shelf: GateShelf

  /// The verdicts on a hook's updates.
  static func judgements(_ request: GateRequest) throws(HookFailure) -> [Judgement] {
    guard !request.isSkipped else {
      let why = GitError(.failed, "run gates", "they are skipped", help: "run policy gates")
      return request.updates.map { request.judgement(.unknown(why), on: $0) }
    }
    do {
      let hook = try GateHook(request)
      // A gate that commits or pushes here would start itself again, and again.
      guard request.environment[GateFloor.variable] != hook.shelf.workTree else {
        let name = request.environment["POLICY_GATE"] ?? ""
        throw GitError(
          .failed, "run gates",
          "gate '\(Escaped.text(name))' commits or pushes where gates are asked",
          help: "let it work in a copy: git worktree add --detach $(mktemp -d)")
      }
      return try hook.judgements()
    } catch {
      throw HookFailure(error)
    }
  }

  private init(_ request: GateRequest) throws {
    self.request = request
    git = try GitCommand(environment: request.environment)
    view = try RepositoryView(environment: request.environment)
    shelf = GateShelf(notesOf: view, request.policy, request.environment, now: request.now)
  }

  private func judgements() throws -> [Judgement] {
    let isCommit = request.hook == .preCommit
    let files = try TestedTree(isCommit ? .index : .head, git, environment: request.environment)
    // What is about commits, no other commit of the same tree answers.
    let isOfTrees = request.gates.allSatisfy { $0.about == .tree }
    var known: [ObjectID: Verdict] = [:]
    var judgements: [Judgement] = []
    for update in request.updates {
      guard let tip = update.new else { continue }
      let tree = try isCommit ? files.tree : shelf.tree(of: tip)
      guard let tree else {
        judgements.append(request.judgement(.unknown(Self.noTree), on: update))
        continue
      }
      let subject = isOfTrees ? tree : tip
      let verdict = try known[subject] ?? self.verdict(on: tree, at: isCommit ? nil : tip, files)
      known[subject] = verdict
      judgements.append(request.judgement(verdict, on: update))
    }
    return judgements
  }

  private static let noTree = GitError(
    .failed, "run gates", "git does not tell which files are about to be committed",
    help: "see what it says: git write-tree")

  private func verdict(
    on tree: ObjectID, at tip: ObjectID?, _ files: TestedTree
  ) throws -> Verdict {
    let recorded = records(on: tree, at: tip, files.commit)
    // Which commits are new hangs on where they are pushed: what looks at them looks each time.
    let open = recorded.filter { record in
      record.verdict != .passed
        || record.gate.about == .commits && record.gate.on.contains(request.hook)
    }
    let required = open.filter { !$0.gate.on.contains(request.hook) }
    var findings: [Finding] = []
    var unknown: GitError?
    for record in required { add(record.gate, record.verdict, &findings, &unknown) }
    let runnable = open.map(\.gate).filter { $0.on.contains(request.hook) }
    if !runnable.isEmpty {
      let isBeside = runnable.contains { $0.about == .commits } && tip != files.commit
      if let why = isBeside ? Self.elsewhere : obstacle(to: tree, files) {
        unknown = unknown ?? why
      } else {
        for run in try run(runnable, files) { add(run.gate, run.verdict, &findings, &unknown) }
      }
    }
    if !findings.isEmpty { return .broken(findings) }
    return unknown.map { .unknown($0) } ?? .kept
  }

  /// What is recorded. Where that cannot be read, it is as if nothing were: gates that can run here run.
  private func records(
    on tree: ObjectID, at tip: ObjectID?, _ checkedOut: ObjectID?
  ) -> [GateRecord] {
    do throws(GitError) {
      return try shelf.records(of: request.gates, on: tree, at: tip, checkedOut: checkedOut)
    } catch {
      return request.gates.map { GateRecord(of: $0, unread: error) }
    }
  }

  private static let elsewhere = GitError(
    .failed, "run gates", "what is pushed is not checked out, and no result is recorded for it",
    help: "check it out, and run them there: policy gates")

  /// Why the files at hand say nothing of the tree.
  private func obstacle(to tree: ObjectID, _ files: TestedTree) -> GitError? {
    if files.tree != tree { return Self.elsewhere }
    guard let difference = files.difference else { return nil }
    let isCommit = request.hook == .preCommit
    // `git commit FILE` has an index of its own (builtin/commit.c), and the file is not staged.
    let index = request.environment["GIT_INDEX_FILE"] ?? ""
    let stage = index.contains("next-index-") ? "git add FILE && " : ""
    return GitError(
      .failed, "run gates",
      "the files are not what is \(isCommit ? "committed" : "pushed"): \(difference)",
      help: files.cure(
        aside: isCommit
          ? "put the rest aside, and commit what is staged: \(stage)git stash --include-untracked --keep-index"
          : "put the rest aside: git stash --include-untracked"))
  }

  /// Runs gates, tells what those printed that did not pass, and records what is evidence.
  private func run(_ gates: [Gate], _ files: TestedTree) throws -> [GateRun] {
    guard let top = shelf.workTree else { return [] }
    let isLive = Stream.errors.isTerminal && request.environment["TERM"] != "dumb"
    var progress = GateProgress(
      gates.map(\.name), GateLines(), isLive: isLive, told: .onlyWhatFails)
    var runs = GateFloor(top).run(
      gates, reference: { [shelf] in shelf.reference($0, for: files.tree) },
      tell: { progress.tell($0) })
    progress.finish()
    let wanted: TestedTree.Wanted = request.hook == .preCommit ? .index : .head
    let after = try TestedTree(wanted, git, environment: request.environment)
    if after != files {
      let what = after.difference ?? "something else is checked out"
      for index in runs.indices where runs[index].verdict == .passed {
        runs[index].verdict = .unknown(
          message: "the files changed while it ran: \(what)",
          help: "let .gitignore list what gates write, and look at what they change")
      }
    } else if request.hook == .prePush, let tree = files.tree, let commit = files.commit {
      let notes = GateNotes(
        view: view, git: git, environment: request.environment, now: request.now)
      // What was run is known, whether or not it can be kept for others.
      do {
        _ = try notes.record(runs, tree: tree, commit: commit)
      } catch {
        RunningHook.tell([
          "not recorded: \(Escaped.text("\(HookFailure(error).lines.first ?? "")"))"
        ])
      }
    }
    return runs
  }

  private func add(
    _ gate: Gate, _ verdict: GateVerdict, _ findings: inout [Finding], _ unknown: inout GitError?
  ) {
    switch verdict {
    case .passed: return
    case .failed(let message, _):
      findings.append(Finding("\(gate.name): \(message)", help: "policy gates \(gate.name)"))
    case .unknown(let message, let help):
      unknown =
        unknown ?? GitError(.failed, "run gates", "\(gate.name): \(message)", help: help)
    }
  }
}

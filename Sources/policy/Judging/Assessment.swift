internal import Evidence
internal import FoundationEssentials
internal import GitModel
internal import GitStore
internal import Hooks
internal import PolicyCore
internal import Reports
internal import Workflows

/// Judges a subject in a repository by a policy, and reports.
struct Assessment {
  let view: RepositoryView
  let policy: FoundPolicy
  let now: Int64
  let environment: [String: String]
  /// Whether what is judged brings the policy that counts from then on.
  var bringsPolicy = false
  var showsProgress = false

  /// The report on a subject.
  func report(on subject: Subject) throws -> Report {
    let start = ContinuousClock.now
    let (updates, branches, notes) = try plan(subject)
    let leases = LedgerLeases(
      view.repository, under: policy.policy, environment: environment, now: now,
      remote: view.remote)
    let scene = scene(of: updates, beside: branches, leases: leases)
    let arriving = try arrivingNotes(updates, scene)
    var progress = Progress(of: updates.count, isWanted: showsProgress)
    let judgements = Judge().judge(updates, in: scene) { progress.show($0) }
    progress.clear()
    var report = Report(
      policy: policy.source, repository: view.path, mode: policy.policy.mode,
      judgements: judgements, commits: commits(of: updates, in: scene), refs: updates.count,
      seconds: seconds(since: start))
    report.off = EvidenceGap.off(in: policy.policy) + WorkflowGap.off(for: updates, in: scene)
    let skipped = SkippedRules(repository: view.repository).notes(on: updates, in: scene)
    report.notes = policy.notes + arriving + notes + skipped.lines
    report.notes += LeaseNotes(scene: scene, judgements: judgements).notes(
      on: updates, from: leases)
    report.notes += BaselineGrowth(policy: policy.policy, repository: view.repository).notes(
      on: updates, in: scene)
    report.notes += view.repository.notes
    // What is broken or unknown anyhow is told.
    if let damage = skipped.damage, report.outcome == .kept { throw damage }
    return report
  }

  /// What to say of the policy that a change brings. Throws where that one is broken, as hooks do.
  private func arrivingNotes(_ updates: [RefUpdate], _ scene: Scene) throws(Stop) -> [String] {
    guard bringsPolicy, let update = updates.first else { return [] }
    let tree = NamedTree(name: "the change") { path throws(GitError) in
      guard let commit = try scene.commit(holding: path, after: update) else {
        throw GitError(
          .missingObject, "read the policy", "the change leaves no commit",
          help: "report a bug in policy")
      }
      return commit
    }
    do throws(HookFailure) {
      let brought = try tree.arrivingPolicy(in: view.repository, RunningHook.parse)
      guard brought?.isContradictory == true, !policy.policy.isContradictory else { return [] }
      return ["the policy that this change brings contradicts itself: policy validate"]
    } catch {
      throw Stop(error.status, error.lines)
    }
  }

  /// The scene in which updates are judged: how a branch stands is asked of all history. Without the
  /// sources of evidence, what rests on evidence cannot be judged in it.
  func scene(
    of updates: [RefUpdate], beside branches: [Branch], withEvidence opensSources: Bool = true,
    leases: (any LeaseSource)? = nil
  ) -> Scene {
    let isStanding = updates.allSatisfy { $0.moment == .standing }
    let defaultBranch = Answer { () throws(GitError) in try view.defaultBranch() }
    return Scene(
      policy: policy.policy, history: view.repository, branches: branches, updates: updates,
      hasRemote: view.hasRemote, remote: view.remote, now: now, reach: isStanding ? .whole : .near,
      defaultBranch: defaultBranch,
      workflows: WorkflowFiles.self,
      evidence: opensSources
        ? EvidenceSources.book(of: policy.policy, for: view, environment: environment, now: now)
        : nil, leases: leases,
      signatures: RepositorySignatures.kept(in: view.repository, environment))
  }

  /// The updates to judge, the branches as they stood before, and what to know besides.
  func plan(
    _ subject: Subject
  ) throws -> (updates: [RefUpdate], branches: [Branch], notes: [String]) {
    try view.requireRemote()
    let branches = view.branches.branches
    switch subject {
    case .change(let change):
      let change = try change.withoutDropped(in: view, under: policy.policy)
      return ([change.update(under: policy.policy)], change.before(branches), [])
    case .standing(let names, let tags):
      if branches.isEmpty { throw try nothing() }
      let standing = StandingUpdates(
        of: branches + view.branches.apart, only: names, view.refs, only: tags, in: policy.policy)
      return (standing.updates, branches, notes(on: standing))
    }
  }

  /// Why a repository without a branch is no kept one: nothing was looked at.
  private func nothing() throws(GitError) -> GitError {
    guard try view.repository.head() != nil, try !view.repository.isShallow(),
      !view.refs.contains(where: { $0.name.hasPrefix("refs/remotes/") })
    else {
      return GitError(
        .missingRef, "find branches", "no branch is here, and some may exist elsewhere")
    }
    guard view.repository.remotes().isEmpty, try view.repository.hasEveryBranch() else {
      return GitError(
        .missingRef, "find branches",
        "no branch is here, and none was seen at a remote: there is nothing to judge",
        help: "make the first commit, or fetch what is there: git fetch "
          + Words.shell(Array((view.remote ?? "origin").utf8)))
    }
    return GitError(
      .missingRef, "find branches", "the repository has no branch yet: there is nothing to judge",
      help: "make the first commit, or run policy where the branches are")
  }

  private func notes(on standing: StandingUpdates) -> [String] {
    var notes: [String] = []
    switch standing.exempt {
    case 0: break
    case 1: notes.append("1 exempt branch was not judged")
    case let count: notes.append("\(count) exempt branches were not judged")
    }
    if !view.branches.stale.isEmpty, let remote = view.remote {
      let names = view.branches.stale.map(\.text).joined(separator: ", ")
      notes.append("judged as they stand at \(remote), since the local ones are behind: \(names)")
    }
    return notes
  }

  /// How many different commits the updates bring.
  private func commits(of updates: [RefUpdate], in scene: Scene) -> Int {
    do throws(GitError) {
      let graph = try scene.graph()
      if updates.allSatisfy({ $0.moment == .standing }) {
        return graph.reachable(from: updates.compactMap { $0.new }.compactMap(graph.index)).count
      }
      var seen: Set<Int> = []
      for update in updates { seen.formUnion(try scene.newCommits(in: update)) }
      return seen.count
    } catch {
      // The verdicts say why; no commit was counted.
      return 0
    }
  }

  private func seconds(since start: ContinuousClock.Instant) -> Double {
    let spent = ContinuousClock.now - start
    return Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
  }
}

internal import ArgumentParser
internal import Evidence
internal import GitHub
internal import GitModel
internal import PolicyCore
internal import Reports

/// Plans the protection of a repository's branches: reads the policy and what GitHub tells.
struct ProtectionPlanning {
  let connection: GitHubConnection
  let policy: Policy
  private let planner: Planner
  private let chosen: [(branch: String, kind: Kind)]
  /// The kinds that are planned by their pattern.
  private let patterns: [Kind]
  /// The open leases of these branches.
  let leases: [Lease]
  /// Whether more of them may be open.
  let isInDoubt: Bool
  let notes: [String]

  init(_ source: SourceOptions, _ subject: ProtectionOptions) throws {
    try self.init(
      source, branches: subject.branches.branch, exact: subject.exact, patterns: true)
  }

  /// `branches` are those to look at; none means every branch that the policy names outright and, with
  /// `patterns`, where rulesets are kept, every pattern of which it demands something.
  init(_ source: SourceOptions, branches: [String], exact: Bool, patterns: Bool = false) throws {
    let session = try Session(source)
    let found = try PolicySearch(session, source).policy(for: .standing(only: []))
    policy = found.policy
    chosen = try Self.branches(branches, in: policy)
    let unnamed =
      branches.isEmpty
      ? policy.kinds.filter { !$0.isExact && Control.isDemanded(by: $0, and: found.policy.commits) }
      : []
    self.patterns = patterns && policy.github.protection == .rulesets ? unnamed : []
    let (leases, doubts) = Self.leases(session, policy, on: chosen.map(\.branch), self.patterns)
    (self.leases, isInDoubt) = (leases, !doubts.isEmpty)
    connection = try GitHubConnection(session.view, environment: session.environment)
    notes =
      ["the policy is \(found.source.source)"] + found.notes
      + (self.patterns.isEmpty ? Self.unseen(unnamed, in: policy) : [])
      + leases.map(Self.words) + doubts
    let checks = (chosen.map(\.kind) + self.patterns).flatMap(\.protection.requiredStatusChecks)
    let apps = try Self.apps(checks, connection)
    planner = Planner(
      connection.repository, target: policy.github.protection, isExact: exact, apps: apps,
      commits: policy.commits, mergeMethods: policy.mergeMethods)
  }

  /// The branches that are looked at.
  var branches: [String] { chosen.map(\.branch) }
  /// The kinds of the branches that are looked at.
  var kinds: [Kind] { chosen.map(\.kind) }
  /// The other kinds of the policy.
  var unseen: [Kind] {
    policy.kinds.filter { kind in !chosen.contains { $0.kind.name == kind.name } }
  }

  /// The plan for what stands at GitHub now. What cannot be read is in it, too: it hides nothing else.
  func report() -> PlanReport {
    let reader = ProtectionReader(connection.client, connection.repository)
    var plans: [BranchPlan] = []
    var failures: [GitHubFailure] = []
    func add(_ plan: () throws(GitHubFailure) -> BranchPlan) {
      guard failures.last?.isFinal != true else { return }
      do throws(GitHubFailure) {
        plans.append(try plan())
      } catch {
        failures.append(error)
      }
    }
    for (branch, kind) in chosen {
      add { () throws(GitHubFailure) in
        let open = leases.filter { $0.branch == branch }
        return planner.plan(try reader.state(of: branch), for: kind)
          .held(by: open, orInDoubt: isInDoubt)
      }
    }
    for kind in patterns {
      add { () throws(GitHubFailure) in
        let refs = policy.patterns(before: kind).map { "refs/heads/\($0.text)" }
        let state = try reader.state(ofPattern: kind.name, without: refs)
        let open = leases.filter { policy.has($0, of: [kind]) }
        return planner.plan(state, for: kind, without: refs)
          .held(by: open, orInDoubt: isInDoubt)
      }
    }
    let hasMore = !policy.github.environments.isEmpty || !policy.github.secrets.isEmpty
    let environments =
      hasMore && failures.last?.isFinal != true
      ? EnvironmentsPlan(policy.github, by: reader, exact: planner.isExact) : nil
    let slugs = Dictionary(planner.apps.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return PlanReport(
      connection.repository, plans, environments: environments, failures: failures, apps: slugs,
      notes: notes)
  }

  /// Says what could not be read, and ends with the status: broken before unknown.
  func end(_ report: PlanReport, isBroken: Bool, isUnknown: Bool) -> ExitCode {
    let stops = report.failures.map { Stop($0) }
    stops.forEach { Stream.complain($0.lines) }
    let unknown = isUnknown || !stops.isEmpty ? stops.first?.status ?? ExitStatus.unknown : nil
    return ExitCode((isBroken ? ExitStatus.broken : unknown ?? .kept).rawValue)
  }

  /// The numbers of the apps that checks name, by slug.
  static func apps(
    _ checks: [Protection.RequiredCheck], _ connection: GitHubConnection
  ) throws(Stop) -> [String: Int] {
    do throws(GitHubFailure) {
      return try ProtectionReader(connection.client, connection.repository)
        .appNumbers(checks.compactMap(\.app))
    } catch {
      throw Stop(error)
    }
  }

  /// The branches that were named, each with its kind; without names, every branch that has its kind
  /// for itself.
  static func branches(
    _ names: [String], in policy: Policy
  ) throws(Stop) -> [(branch: String, kind: Kind)] {
    guard !names.isEmpty else {
      return policy.kinds.filter(\.isExact).map { ($0.name, $0) }
    }
    var chosen: [(branch: String, kind: Kind)] = []
    for name in names {
      guard let branch = BranchName(name) else {
        throw .usage("'\(name)' is no branch's name")
      }
      guard let kind = policy.kind(of: branch) else {
        let kinds = policy.kinds.map(\.name).joined(separator: ", ")
        throw .usage(
          "the policy has no kind for branch '\(name)'",
          help: kinds.isEmpty
            ? "name it under 'branches:'" : "name a branch of one of its kinds: \(kinds)")
      }
      chosen.append((name, kind))
    }
    return chosen
  }

  /// The leases that are open on these branches, or why nobody can tell: what a lease has changed is
  /// put back by its end, and by no other call.
  private static func leases(
    _ session: Session, _ policy: Policy, on branches: [String], _ patterns: [Kind]
  ) -> (open: [Lease], doubts: [String]) {
    let source = LedgerLeases(
      session.view.repository, under: policy, environment: session.environment, now: session.now,
      remote: session.view.remote, wasAsked: true)
    let fetched = unfetched(session, policy)
    do throws(GitError) {
      let book = try source.leases() ?? LeaseBook()
      let open = book.leases.filter { lease in
        lease.closed == nil
          && (branches.contains(lease.branch) || policy.has(lease, of: patterns))
      }
      let doubts = [book.doubt].compactMap { $0 }
      return (open, fetched + doubts.map { doubt($0.message, help: $0.help) })
    } catch {
      return ([], fetched + [doubt(error.message, help: error.help)])
    }
  }

  /// Why the remote's ledger may have gone on; nothing where it was asked.
  private static func unfetched(_ session: Session, _ policy: Policy) -> [String] {
    do {
      try LedgerSharing.fetch(for: session, under: policy)
      return []
    } catch let error as GitError {
      return [doubt(error.message, help: error.help)]
    } catch let error as OverrideError {
      return [doubt(error.message, help: error.help)]
    } catch {
      return [doubt("git cannot be asked", help: "see that it can: git ls-remote")]
    }
  }

  private static func doubt(_ message: String, help: String) -> String {
    "whether an override is open cannot be told: \(message); \(help)"
  }

  private static func words(_ lease: Lease) -> String {
    "\(lease.branch) is under \(lease.purpose.rawValue) \(lease.id) until "
      + "\(Timestamp.text(lease.ends)), which is about \(lease.controls.joined(separator: ", ")); "
      + "end it: \(lease.endCommand)"
  }

  private static func unseen(_ kinds: [Kind], in policy: Policy) -> [String] {
    let all =
      policy.github.protection == .rulesets
      ? "" : "; github: {protection: rulesets} keeps a ruleset for all of them"
    return kinds.map {
      "kind '\($0.name)' is not looked at, since it names no branch: --branch NAME looks at one\(all)"
    }
  }
}

extension Policy {
  /// Whether the branch of a lease is of one of some kinds.
  fileprivate func has(_ lease: Lease, of kinds: [Kind]) -> Bool {
    guard let branch = BranchName(lease.branch) else { return false }
    return kinds.contains { has(branch, of: $0) }
  }
}

extension Stop {
  /// GitHub gave no answer: a program or server that is needed is missing, or nobody can tell.
  init(_ failure: GitHubFailure) {
    let isMissing = [.missingProgram, .unreachable, .timedOut, .server].contains(failure.cause)
    self.init(
      isMissing ? .unavailable : .unknown,
      ["unknown: \(failure.operation): \(failure.message)", "help: \(failure.help)"])
  }
}

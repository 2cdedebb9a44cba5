internal import GitModel

/// What all results together say of one required check.
enum CheckStatus: Equatable {
  /// The newest result of everyone who reports it passes.
  case passed
  /// The newest result of somebody who reports it does not pass.
  case failed(CheckResult)
  /// One result passes and one does not, and nobody tells which is the newer.
  case undated
  /// On one commit one series of an app's passes and another one does not, and nobody tells which of
  /// them counts.
  case ambiguous(CheckResult)
  /// It passed, but too long before.
  case outdated(by: Int64)
  /// Somebody claims a result that its author could have forged.
  case claimed(why: String)
  /// The results there are come from another app; `nil` where nobody says from which.
  case otherApp(String?)
  /// Nobody reports it.
  case missing

  /// The status of a check among the results that count for a landing.
  ///
  /// A check run and a status of one name must both pass, and so must the runs of every app; of each,
  /// the newest counts: docs.github.com, "Troubleshooting required status checks". Of one commit, a
  /// rerun takes the place of an older run of the same workflow and event, as `gh pr checks` has it;
  /// where other workflows report the name too, "this can cause ambiguous status check results"
  /// (docs.github.com, "About protected branches"): observed to block (wasm-micro-runtime#5053) and
  /// not to.
  init(of check: Protection.RequiredCheck, in results: [CheckResult], at: Int64, maxAge: Int64?) {
    let named = results.filter { $0.isNamed(check.context) }
    let right = named.filter { check.app == nil || $0.app == check.app }
    guard !right.isEmpty else {
      self = named.isEmpty ? .missing : .otherApp(named.compactMap(\.app).min())
      return
    }
    let proofs = right.filter(\.standing.isProof)
    guard !proofs.isEmpty else {
      self = .claimed(why: right.compactMap(\.standing.doubt).min() ?? "nobody vouches for it")
      return
    }
    let reporters = Dictionary(grouping: proofs) { Reporter(form: $0.form, app: $0.app) }
      .values.map(Self.series)
    let newest = reporters.flatMap { $0 }
    let failures = reporters.map { $0.compactMap(Self.failure) }
    let divided = zip(reporters, failures).map { $0.count > $1.count }
    if let failure = zip(failures, divided).flatMap({ $1 ? [] : $0 }).min(by: Self.isBefore) {
      self = .failed(failure)
    } else if let failure = failures.joined().min(by: Self.isBefore) {
      self = .ambiguous(failure)
    } else if newest.contains(where: { !$0.allSatisfy(\.conclusion.passes) }) {
      self = .undated
    } else if let maxAge {
      let ages = newest.joined().map { Self.age(of: $0, at: at) }
      // Of a result without a time nobody can say that it is young enough.
      if let oldest = ages.compactMap({ $0 }).max(), oldest > maxAge {
        self = .outdated(by: oldest)
      } else {
        self = ages.contains(nil) ? .undated : .passed
      }
    } else {
      self = .passed
    }
  }

  /// Whether nothing was told that counts.
  var isWithoutProof: Bool {
    switch self {
    case .missing, .claimed, .otherApp: true
    case .passed, .failed, .undated, .ambiguous, .outdated: false
    }
  }

  private struct Reporter: Hashable {
    let form: CheckResult.Form
    let app: String?
  }

  /// What counts of one reporter's results, for each series on the commit that was reported on last;
  /// what has no time may be the last.
  private static func series(_ results: [CheckResult]) -> [[CheckResult]] {
    let last = Set(newest(results).map(\.commit))
    let counting = results.filter { $0.order == nil || last.contains($0.commit) }
    return Dictionary(grouping: counting, by: \.series).values.map(newest)
  }

  /// The results that may be the newest: those of the latest time, and those without.
  private static func newest(_ results: [CheckResult]) -> [CheckResult] {
    results.newest(by: \.order)
  }

  /// The failure that is certain: all that may be the newest fail, or one of two at the latest time.
  private static func failure(_ newest: [CheckResult]) -> CheckResult? {
    newest.certainFailures(by: \.order) { $0.conclusion.passes }.min(by: isBefore)
  }

  /// An order that does not depend on that of the sources.
  private static func isBefore(_ left: CheckResult, _ right: CheckResult) -> Bool {
    (left.source, left.conclusion.rawValue, left.app ?? "", left.series ?? "")
      < (right.source, right.conclusion.rawValue, right.app ?? "", right.series ?? "")
  }

  /// How long before the landing a result ended; `nil` where it has no time.
  private static func age(of result: CheckResult, at: Int64) -> Int64? {
    result.at.map { made in
      let age = at.subtractingReportingOverflow(made)
      return age.overflow ? .max : age.partialValue
    }
  }
}

extension CheckResult {
  /// What tells the newer of two runs.
  fileprivate var order: Int64? { began ?? at }
}

internal import GitModel

/// What all results together say of one required check.
enum CheckStatus: Equatable {
  /// The newest result of everyone who reports it passes.
  case passed
  /// The newest result of somebody who reports it does not pass.
  case failed(CheckResult)
  /// Somebody claims a result that its author could have forged.
  case claimed(why: String)
  /// It passed, but too long before.
  case outdated(by: Int64)
  /// The results there are come from another app.
  case otherApp(String)
  /// Nobody reports it.
  case missing

  /// The status of a check among the results of a point.
  ///
  /// A check run and a status of one name must both pass, and so must the runs of every app; of each,
  /// the newest counts: docs.github.com, "Troubleshooting required status checks".
  init(of check: Protection.RequiredCheck, in results: [CheckResult], at: Int64, maxAge: Int64?) {
    let named = results.filter { $0.context.utf8.elementsEqual(check.context.utf8) }
    let right = named.filter { check.app == nil || $0.app == check.app }
    guard !right.isEmpty else {
      self = named.first.map { .otherApp($0.app ?? "a status without an app") } ?? .missing
      return
    }
    let proofs = right.filter(\.standing.isProof)
    guard !proofs.isEmpty else {
      self = .claimed(why: right.lazy.compactMap(\.standing.doubt).first ?? "nobody vouches for it")
      return
    }
    let newest = Dictionary(grouping: proofs) { Reporter(form: $0.form, app: $0.app) }
      .values.compactMap { $0.max(by: Self.precedes) }
    if let failure = newest.filter({ !$0.conclusion.passes }).max(by: Self.precedes) {
      self = .failed(failure)
    } else if let maxAge, let age = Self.age(of: newest, at: at), age > maxAge {
      self = .outdated(by: age)
    } else {
      self = .passed
    }
  }

  private struct Reporter: Hashable {
    let form: CheckResult.Form
    let app: String?
  }

  /// Whether a result counts less than another: the older one, and of equals the one that passes. One
  /// without a time may be the newest.
  private static func precedes(_ left: CheckResult, _ right: CheckResult) -> Bool {
    let (first, second) = (left.at ?? .max, right.at ?? .max)
    return first != second
      ? first < second : left.conclusion.passes && !right.conclusion.passes
  }

  /// How long before the landing the oldest of the results ended; one without a time is as old as can
  /// be.
  private static func age(of results: [CheckResult], at: Int64) -> Int64? {
    results.map { result in
      guard let made = result.at else { return .max }
      let age = at.subtractingReportingOverflow(made)
      return age.overflow ? .max : age.partialValue
    }.max()
  }
}

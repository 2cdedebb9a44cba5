internal import GitHub
internal import GitModel
internal import PolicyCore
internal import Reports

/// What GitHub has kept of rules that were passed by, and no lease covers.
struct LeaseTrail {
  private let uncovered: [ForgeTrace]
  private let gaps: [GitHubFailure]
  private let ends: LeaseEnds
  private let now: Int64

  init(_ reading: ForgeTrail.Reading, _ ends: LeaseEnds, leases: [Lease], at now: Int64) {
    uncovered = reading.traces.filter { !$0.isCovered(by: leases) }
    gaps = reading.gaps + ends.gaps
    (self.ends, self.now) = (ends, now)
  }

  /// Whether rules were passed by without a lease, or are lifted after one. That a ruleset was changed is
  /// told, and may be what policy github apply did.
  var isBroken: Bool { uncovered.contains { $0.kind != .change } || !ends.doubted.isEmpty }

  /// Whether everything was told.
  var isWhole: Bool { gaps.isEmpty }

  /// For people.
  var lines: [String] {
    let traces = uncovered.map { trace in
      "without a lease: \(trace.branch.map { "\($0): " } ?? "")\(trace.actor ?? "somebody") "
        + "\(trace.deed) at \(Timestamp.text(trace.at))"
    }
    let lifted = ends.doubted.flatMap { ["without a lease: \($0.words)", "help: \($0.help)"] }
    let unknown = gaps.flatMap { gap in
      ["unknown: \(gap.operation): \(gap.message)", "help: \(gap.help)"]
    }
    let nothing = ["GitHub tells of nothing that has no lease"]
    let all = traces + lifted
    return (all.isEmpty && gaps.isEmpty ? nothing : all) + unknown
  }

  /// For programs.
  var json: JSONValue {
    .array(
      (uncovered + ends.traces(at: now)).map { trace in
        [
          "kind": .string(trace.kind.rawValue), "branch": .optional(trace.branch),
          "actor": .optional(trace.actor), "at": .string(Timestamp.text(trace.at)),
          "deed": .string(trace.deed),
        ]
      })
  }

  /// What GitHub does not tell.
  var unknown: [String] { gaps.map { "\($0.operation): \($0.message)" } }
}

internal import GitHub
internal import GitModel
internal import PolicyCore
internal import Reports

/// What GitHub has kept of rules that were passed by, and no lease covers.
struct LeaseTrail {
  private let uncovered: [ForgeTrace]
  private let gaps: [GitHubFailure]

  init(_ reading: ForgeTrail.Reading, leases: [Lease]) {
    uncovered = reading.traces.filter { !$0.isCovered(by: leases) }
    gaps = reading.gaps
  }

  /// Whether rules were passed by without a lease. That a ruleset was changed is told, and may be what
  /// policy github apply did.
  var isBroken: Bool { uncovered.contains { $0.kind != .change } }

  /// Whether everything was told.
  var isWhole: Bool { gaps.isEmpty }

  /// For people.
  var lines: [String] {
    let traces = uncovered.map { trace in
      "without a lease: \(trace.branch.map { "\($0): " } ?? "")\(trace.actor ?? "somebody") "
        + "\(trace.deed) at \(Timestamp.text(trace.at))"
    }
    let unknown = gaps.flatMap { gap in
      ["unknown: \(gap.operation): \(gap.message)", "help: \(gap.help)"]
    }
    let nothing = ["GitHub tells of nothing that has no lease"]
    return (traces.isEmpty && gaps.isEmpty ? nothing : traces) + unknown
  }

  /// For programs.
  var json: JSONValue {
    .array(
      uncovered.map { trace in
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

internal import FoundationEssentials
internal import PolicyCore

/// How many results a SARIF log holds: OASIS SARIF 2.1.0.
enum SARIFMetric {
  static func value(
    _ level: GateMetric.ResultLevel?, in bytes: [UInt8], of name: String
  ) throws(MetricProblem) -> Double {
    let log: SARIFLog
    do {
      log = try JSONDecoder().decode(SARIFLog.self, from: Data(bytes))
    } catch {
      throw MetricProblem("'\(name)' is no SARIF log", help: "see what the command writes into it")
    }
    var count = 0
    guard !log.runs.isEmpty else {
      throw MetricProblem("'\(name)' holds no run", help: "see what the command writes into it")
    }
    for run in log.runs {
      // 3.14.23: no results at all means that nothing was looked for.
      guard let results = run.results else {
        throw MetricProblem(
          "'\(name)' says that nothing was looked for", help: "see why the command failed")
      }
      guard run.invocations?.contains(where: { $0.executionSuccessful == false }) != true else {
        throw MetricProblem(
          "'\(name)' says that the command failed", help: "see why the command failed")
      }
      count += results.count { $0.counts && (level == nil || run.level(of: $0) == level?.rawValue) }
    }
    return Double(count)
  }
}

/// The part of a log that is counted; everything else in it is left unread.
private struct SARIFLog: Decodable {
  let runs: [Run]

  struct Run: Decodable {
    let results: [Outcome]?
    let invocations: [Invocation]?
    let tool: Tool?

    /// 3.27.10: what the result says, else its rule, else a warning.
    func level(of result: Outcome) -> String {
      if let level = result.level { return level }
      let rules = tool?.driver?.rules ?? []
      let index = result.ruleIndex ?? result.rule?.index
      let id = result.ruleId ?? result.rule?.id
      let rule =
        index.flatMap { rules.indices.contains($0) ? rules[$0] : nil }
        ?? rules.first { $0.id == id && id != nil }
      return rule?.defaultConfiguration?.level ?? "warning"
    }
  }

  struct Invocation: Decodable { let executionSuccessful: Bool? }
  struct Tool: Decodable { let driver: Component? }
  struct Component: Decodable { let rules: [Rule]? }
  struct Rule: Decodable {
    let id: String?
    let defaultConfiguration: Configuration?
  }
  struct Configuration: Decodable { let level: String? }
  struct Reference: Decodable {
    let id: String?
    let index: Int?
  }
  struct Suppression: Decodable { let status: String? }

  struct Outcome: Decodable {
    let kind: String?
    let level: String?
    let ruleId: String?
    let ruleIndex: Int?
    let rule: Reference?
    let baselineState: String?
    let suppressions: [Suppression]?

    /// 3.27.9: only failures are problems; 3.27.24: one that is gone is none; 3.35.3: a suppression
    /// that is under review or was rejected suppresses nothing.
    var counts: Bool {
      let isSuppressed =
        suppressions.map {
          !$0.isEmpty && $0.allSatisfy { ($0.status ?? "accepted") == "accepted" }
        }
        ?? false
      return (kind ?? "fail") == "fail" && baselineState != "absent" && !isSuppressed
    }
  }
}

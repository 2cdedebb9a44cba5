internal import GitModel
internal import PolicyCore

/// What a terminal shows of a judged scenario, with labels in place of ids.
struct Console {
  let scenario: Scenario

  /// The lines for one judgement; none where the rule is kept.
  func lines(for judgement: Judgement) -> [String] {
    switch judgement.verdict {
    case .kept: []
    case .broken(let findings):
      inDrawingOrder(findings).flatMap { finding in
        ["\(judgement.level)[\(judgement.rule)]: \(scenario.labelled(finding.message))"]
          + ["  --> \(place(of: finding))", "  help: \(scenario.labelled(finding.help))"]
      }
    case .unknown(let why):
      [
        "unknown[\(judgement.rule)]: \(scenario.labelled("\(why.operation): \(why.message)"))",
        "  --> \(scenario.update.ref)",
        "  help: \(scenario.labelled(why.help))",
      ]
    }
  }

  private func place(of finding: Finding) -> String {
    let path = finding.path.map { " in \(String(decoding: $0, as: UTF8.self))" } ?? ""
    let commit = finding.commit.map { " at \(scenario.name(of: $0))" } ?? ""
    return "\(scenario.update.ref)\(commit)\(path)"
  }

  /// Sorted as examples are, so that a page does not change with the order of a walk.
  func inDrawingOrder(_ findings: [Finding]) -> [Finding] {
    let labels = scenario.drawing.labels
    func place(_ finding: Finding) -> Int {
      finding.commit.flatMap(scenario.label).flatMap { labels.firstIndex(of: $0) } ?? -1
    }
    return findings.sorted { (place($0), $0.message) < (place($1), $1.message) }
  }
}

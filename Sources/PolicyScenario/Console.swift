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
        "  --> \(ref)",
        "  help: \(scenario.labelled(why.help))",
      ]
    }
  }

  private var ref: String {
    let update = scenario.update
    return update.head.map { "refs/heads/\($0.branch) into \(update.ref)" } ?? "\(update.ref)"
  }

  private func place(of finding: Finding) -> String {
    var place = ref
    if let commit = finding.commit {
      place += " at \(scenario.name(of: commit))"
      let others = finding.commits.count - 1
      if others > 0 { place += " and \(Words.count(others, "more commit"))" }
    }
    if let path = finding.path {
      let line = finding.line.map { ":\($0)" } ?? ""
      place += ", path '\(String(decoding: path, as: UTF8.self))\(line)'"
    }
    return place
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

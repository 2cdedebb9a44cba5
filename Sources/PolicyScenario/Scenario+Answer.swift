public import GitModel
public import PolicyCore

extension Scenario {
  /// What a rule says of the update, in the words of an example: a line for each finding, in the
  /// order of the drawing. `nil` where the rule is not asked at this moment.
  ///
  /// A rule that the policy does not demand is kept.
  public func answer(
    of rule: any Rule.Type, over history: any History, by evidence: EvidenceBook? = nil
  ) -> Example.Expectation? {
    guard rule.guide.moments.contains(update.moment) else { return nil }
    return words(for: judgement(of: rule, over: history, by: evidence)?.verdict ?? .kept)
  }

  /// What a rule says of the update; `nil` where nothing is demanded.
  public func judgement(
    of rule: any Rule.Type, over history: any History, by evidence: EvidenceBook? = nil
  ) -> Judgement? {
    Judge(rules: [rule]).judge([update], in: scene(in: history, evidence: evidence)).first
  }

  /// The verdict with labels in place of ids.
  func words(for verdict: Verdict) -> Example.Expectation {
    switch verdict {
    case .kept: .kept
    case .broken(let findings): sorted(.broken(findings.map(line)))
    case .unknown(let why): .unknown(labelled("\(why.operation): \(why.message)"))
    }
  }

  private func line(of finding: Finding) -> String {
    let message = labelled(finding.message)
    return finding.commit.map { "\(name(of: $0)): \(message)" } ?? message
  }

  /// The label of a drawn commit, the id of any other.
  func name(of commit: ObjectID) -> String { label(of: commit) ?? commit.hex }

  /// The same expectation with its lines in the order of the drawing; what concerns no commit comes
  /// first.
  public func sorted(_ expectation: Example.Expectation) -> Example.Expectation {
    guard case .broken(let lines) = expectation else { return expectation }
    func place(_ line: String) -> Int {
      drawing.labels.firstIndex { line.hasPrefix($0 + ": ") } ?? -1
    }
    return .broken(lines.sorted { (place($0), $0) < (place($1), $1) })
  }
}

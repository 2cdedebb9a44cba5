internal import GitModel

/// Asks rules about updates.
public struct Judge: Sendable {
  private let rules: [any Rule]

  /// A judge who asks these rules; by default all there are.
  public init(rules: [any Rule.Type] = RuleCatalog.all) { self.rules = rules.map { $0.init() } }

  /// Every rule's verdict on every update that it can be asked about, update by update. What a near
  /// scene does not show to be kept is asked again of the whole one, whose answer counts.
  ///
  /// `progress` is called with the number of updates judged so far: before each rule, and in the
  /// midst of what takes long.
  public func judge(
    _ updates: [RefUpdate], in scene: Scene, progress: ((Int) -> Void)? = nil
  ) -> [Judgement] {
    var result: [Judgement] = []
    defer { scene.history.onStep = nil }
    for (done, update) in updates.enumerated() {
      if let progress { scene.history.onStep = { progress(done) } }
      for rule in rules {
        progress?(done)
        if let judgement = judge(update, by: rule, in: scene) { result.append(judgement) }
      }
    }
    return result
  }

  private func judge(_ update: RefUpdate, by rule: any Rule, in scene: Scene) -> Judgement? {
    if scene.reach == .near, update.moment != .standing {
      let near = judgement(on: update, by: rule, in: scene)
      guard let near, near.verdict != .kept || !near.waived.isEmpty else { return near }
    }
    return judgement(on: update, by: rule, in: scene.whole)
  }

  private func judgement(on update: RefUpdate, by rule: any Rule, in scene: Scene) -> Judgement? {
    let guide = type(of: rule).guide
    let level = scene.policy.level(of: guide)
    guard level != .off, guide.moments.contains(update.moment),
      let verdict = rule.verdict(on: update, in: scene)
    else { return nil }
    return scene.policy.judgement(
      verdict, of: guide.id, at: level, on: update, now: scene.now)
  }
}

extension Policy {
  /// A rule's verdict, with what waivers and the baseline cover taken out.
  public func judgement(
    _ verdict: Verdict, of rule: String, at level: Level, on update: RefUpdate, now: Int64
  ) -> Judgement {
    guard case .broken(let findings) = verdict else {
      return Judgement(rule: rule, level: level, update: update, verdict: verdict)
    }
    var counted: [Finding] = []
    var waived: [Judgement.Waived] = []
    for finding in findings {
      if let exception = waives(finding, of: rule, on: update, at: now) {
        waived.append(exception)
      } else {
        counted.append(finding)
      }
    }
    return Judgement(
      rule: rule, level: level, update: update,
      verdict: counted.isEmpty ? .kept : .broken(counted), waived: waived)
  }

  /// The finding with why and how long it does not count; `nil` where it counts at that moment.
  public func waives(
    _ finding: Finding, of rule: String, on update: RefUpdate, at now: Int64
  ) -> Judgement.Waived? {
    if baseline.known.contains(KnownViolation(finding, of: rule, on: update)) {
      return Judgement.Waived(finding: finding, reason: "known since the baseline")
    }
    let waiver = waivers.first { waiver in
      waiver.rule == rule && (waiver.until.map { now <= $0 } ?? true)
        && (waiver.ref.map { $0.covers(update) } ?? true)
        && (waiver.commits.isEmpty
          || (!finding.commits.isEmpty && finding.commits.allSatisfy(waiver.commits.contains)))
    }
    return waiver.map { Judgement.Waived(finding: finding, reason: $0.reason, until: $0.until) }
  }
}

extension KnownViolation {
  /// A finding as a baseline lists it: by the branch, wherever it was read from, so that a list
  /// made in a working clone holds in a CI clone.
  public init(_ finding: Finding, of rule: String, on update: RefUpdate) {
    let ref = update.branch.map { "refs/heads/\($0)" } ?? update.ref.text
    self.init(rule: rule, ref: ref, commit: finding.commit)
  }
}

extension Glob {
  /// Whether the pattern names the update's ref or its branch (or its head), short or in full: in full as
  /// it is where it lives, so that what is waived in a working clone is waived in a CI clone.
  fileprivate func covers(_ update: RefUpdate) -> Bool {
    if matches(update.ref.bytes) { return true }
    return [update.branch, update.head?.branch].contains { branch in
      branch.map { matches($0.bytes) || matches(Array("refs/heads/".utf8) + $0.bytes) } ?? false
    }
  }
}

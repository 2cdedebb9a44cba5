internal import PolicyCore
public import Reports

extension PlanReport {
  /// The report in JSON: schemas/github-plan-1.json.
  public var json: JSONValue {
    [
      "version": .int(1), "repository": .string("\(repository)"),
      "branches": .array(branches.map(json)),
      "environments": .array((environments?.words ?? []).map { .string($0) }),
      "obstacles": .array(obstacles.map { .string($0) }),
      "notes": .array(notes.map { .string($0) }),
      "unknown": .array(
        (failures.map { "\($0.operation): \($0.message)" }
          + branches.flatMap { plan in
            plan.unknown.isEmpty ? [] : plan.doubts.map { "\(plan.branch): \($0)" }
          }).map { .string($0) }),
      "calls": .array(calls.map(\.json)),
    ]
  }

  private func json(_ plan: BranchPlan) -> JSONValue {
    [
      "branch": .string(plan.branch), "target": .string(plan.target.rawValue),
      "controls": .array(
        plan.controls.map { control in
          [
            "control": .string(control.control.key),
            "standing": .string(control.standing.rawValue),
            "live": .string(shown(control, control.live)),
            "wanted": .string(shown(control, control.wanted)),
            "planned": .string(shown(control, control.planned)),
            "sources": .array(
              control.sources.map { source in
                [
                  "name": .string(source.name), "value": .string(shown(control, source.value)),
                ]
              }),
          ]
        }),
      "notes": .array(plan.notes.map { .string($0) }),
    ]
  }
}

extension GitHubCall {
  /// The call as JSON: `method`, `path`, `body`, `why`.
  public var json: JSONValue {
    [
      "method": .string(method.rawValue), "path": .string(path), "body": body ?? .null,
      "why": .string(why),
    ]
  }
}

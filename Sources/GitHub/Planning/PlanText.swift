internal import PolicyCore
public import Reports

/// The plans of a repository's branches, in the forms in which they are shown.
public struct PlanReport {
  /// The repository.
  public let repository: GitHubRepository
  /// One plan for each branch.
  public let branches: [BranchPlan]
  /// The plan of the environments and secrets; `nil` where the policy names none.
  public let environments: EnvironmentsPlan?
  /// What to know besides.
  public let notes: [String]
  private let apps: [Int: String]

  /// A report. `apps` are the slugs of apps by number, as far as they are known.
  public init(
    _ repository: GitHubRepository, _ branches: [BranchPlan],
    environments: EnvironmentsPlan? = nil, apps: [Int: String] = [:], notes: [String] = []
  ) {
    (self.repository, self.branches, self.notes) = (repository, branches, notes)
    (self.environments, self.apps) = (environments, apps)
  }

  /// Every call, in the order in which to make them.
  public var calls: [GitHubCall] { branches.flatMap(\.calls) + (environments?.calls ?? []) }

  /// Why something that the policy wants is not planned.
  public var obstacles: [String] {
    branches.flatMap { plan in plan.obstacles.map { "\(plan.branch): \($0)" } }
      + (environments?.obstacles ?? [])
  }

  /// Whether everything is as the policy wants it; where that is `exact`, and no stricter.
  public func isKept(exact: Bool) -> Bool {
    branches.allSatisfy { $0.weaker.isEmpty && (!exact || $0.stricter.isEmpty) }
      && (environments?.isKept ?? true)
  }

  /// The differences as comments, and the calls as a script for a POSIX shell that stops at the first
  /// one that fails.
  public var script: String {
    var lines = ["policy: \(repository)"] + notes
    for plan in branches { lines += [""] + words(plan) }
    if let environments { lines += [""] + environments.words }
    let comments = lines.map { $0.isEmpty ? "#\n" : "# \(Escaped.text($0))\n" }.joined()
    guard !calls.isEmpty else { return comments }
    // In a shell of its own: a script that is pasted must not end the one that it is pasted into.
    return comments + "(\nset -eu\n" + calls.map { $0.script(host: repository.host) }.joined()
      + ")\n"
  }

  /// The differences without the calls.
  public var text: String {
    var lines = ["\(repository)"] + notes
    for plan in branches { lines += words(plan) }
    lines += environments?.words ?? []
    return lines.map { Escaped.text($0) + "\n" }.joined()
  }

  private func words(_ plan: BranchPlan) -> [String] {
    let place = plan.target == .classic ? "classic protection" : "rulesets"
    let weaker = plan.weaker
    var lines = [
      weaker.isEmpty
        ? "\(plan.branch): as the policy wants it (\(place))"
        : "\(plan.branch): \(weaker.count) of \(plan.controls.count) controls weaker than the policy wants (\(place))"
    ]
    lines += weaker.map { "  \(difference($0))" }
    lines += plan.stricter.map { control in
      let isKept = control.planned == control.live
      return
        "  \(difference(control)), \(isKept ? "which is stricter, and kept" : "which is stricter")"
    }
    lines += plan.notes.map { "  note: \($0)" }
    return lines + plan.obstacles.map { "  not planned: \($0)" }
  }

  private func difference(_ control: PlannedControl) -> String {
    let name = control.control.key
    let sources = control.sources.map(\.name)
    return "\(name): \(shown(control, control.live)), wanted \(shown(control, control.wanted))"
      + (sources.isEmpty ? "" : " (\(sources.joined(separator: ", ")))")
  }

  private func shown(_ control: PlannedControl, _ value: ControlValue) -> String {
    control.control.words(value, apps: apps)
  }
}

extension PlanReport {
  /// The report for a pull request: a table for each branch, and the calls to copy.
  public var markdown: String {
    var text = "## policy: \(Self.cell("\(repository)"))\n"
    for plan in branches {
      text += "\n### \(Self.cell(plan.branch))\n\n"
      let rows = plan.controls.filter { $0.standing != .equal }
      text +=
        rows.isEmpty
        ? "As the policy wants it.\n" : "| control | now | policy | |\n|---|---|---|---|\n"
      for row in rows {
        let cells = [
          row.control.key, shown(row, row.live), shown(row, row.wanted), row.standing.rawValue,
        ]
        text += "| \(cells.map(Self.cell).joined(separator: " | ")) |\n"
      }
      for line in plan.notes + plan.obstacles.map({ "not planned: \($0)" }) {
        text += "\n- \(Self.cell(line))\n"
      }
    }
    if let environments {
      text += "\n### Environments and secrets\n\n"
      text += environments.words.map { "- \(Self.cell($0))\n" }.joined()
    }
    guard !calls.isEmpty else { return text }
    let script = calls.map { $0.script(host: repository.host) }.joined()
    // Longer than any row of backquotes inside.
    let fence = String(repeating: "`", count: max(3, Self.longestRow(of: "`", in: script) + 1))
    return text + "\n\(fence)sh\n(\nset -eu\n\(script))\n\(fence)\n"
  }

  /// Text in which nothing is a mark of Markdown or HTML.
  private static func cell(_ text: String) -> String {
    Escaped.text(text).reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "|", "`", "*", "_", "[", "]", "#", "@", "~", "!": result += "\\\(character)"
      default: result.append(character)
      }
    }
  }

  private static func longestRow(of character: Character, in text: String) -> Int {
    text.reduce(into: (longest: 0, now: 0)) { count, next in
      count.now = next == character ? count.now + 1 : 0
      count.longest = max(count.longest, count.now)
    }.longest
  }

  /// The report in JSON: schemas/github-plan-1.json.
  public var json: JSONValue {
    [
      "version": .int(1), "repository": .string("\(repository)"),
      "branches": .array(branches.map(json)),
      "environments": .array((environments?.words ?? []).map { .string($0) }),
      "obstacles": .array(obstacles.map { .string($0) }),
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

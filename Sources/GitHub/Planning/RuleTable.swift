internal import Evidence
internal import PolicyCore

/// The rules of a ruleset by type, and what is asked of them and set in them. What nobody here knows
/// stays as it was.
struct RuleTable: Sendable {
  /// Whether nobody may pass the rules by.
  let isForEverybody: Bool
  private var parameters: [String: [String: JSON]] = [:]
  private var repeated: [Ruleset.Rule] = []

  /// The rules of a ruleset; none of a new one.
  init(_ ruleset: Ruleset?) {
    isForEverybody = ruleset.map { $0.bypassActors?.isEmpty ?? false } ?? true
    for rule in ruleset?.rules ?? [] {
      // A second pattern of the same type, for example.
      guard parameters[rule.type] == nil else {
        repeated.append(rule)
        continue
      }
      parameters[rule.type] = Dictionary(
        (rule.parameters?.members ?? []).map { ($0.name, $0.value) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  /// The rules, each with its parameters.
  var rules: [Ruleset.Rule] {
    parameters.map { type, parameters in
      .init(type, parameters.isEmpty ? nil : .object(parameters.map { ($0.key, $0.value) }))
    } + repeated
  }

  func has(_ type: String) -> Bool { parameters[type] != nil }

  func flag(_ type: String, _ name: String) -> Bool { parameters[type]?[name] == .bool(true) }

  func count(_ type: String, _ name: String) -> Int {
    parameters[type]?[name]?.int ?? 0
  }

  /// The checks of `required_status_checks`.
  var checks: Set<ClassicProtection.Check> {
    Set(
      (parameters["required_status_checks"]?["required_status_checks"]?.array ?? []).compactMap {
        check in
        guard let context = check["context"]?.string else { return nil }
        return .init(context, appID: check["integration_id"]?.int)
      })
  }

  var deployments: Set<String> {
    let list = parameters["required_deployments"]?["required_deployment_environments"]
    return Set((list?.array ?? []).compactMap(\.string))
  }

  /// What a rule says for which a policy has no key, by name.
  func keyless(_ type: String) -> [String] {
    (parameters[type] ?? [:]).filter { name, value in
      Self.least[type]?[name] == nil && !Self.saysNothing(name, value)
    }.map(\.key).sorted()
  }

  /// What the rules say that a policy has no words for, each as `name: value`. Of a merge queue a policy
  /// says that it is there: the rest is as one is made from a policy, unless it is told here. `method` is
  /// how that one merges.
  func wordless(merging method: MergeMethod) -> [String] {
    Self.least.keys.sorted().flatMap { type in
      var names = keyless(type)
      if type == "merge_queue", var usual = Self.least[type] {
        usual["merge_method"] = .string(method.rawValue.uppercased())
        names += usual.filter { name, value in
          parameters[type]?[name].map { $0 != value } ?? false
        }.map(\.key)
      }
      return names.sorted().map { "\($0): \(parameters[type]?[$0]?.line ?? "")" }
    }
  }

  private static func saysNothing(_ name: String, _ value: JSON) -> Bool {
    switch value {
    case .null, .bool(false): true
    case .array(let elements) where name == "allowed_merge_methods":
      Set(elements.compactMap(\.string)) == ["merge", "squash", "rebase"]
    case .array(let elements): elements.isEmpty
    case .object: value["enabled"] == .bool(false)
    default: false
    }
  }

  /// The rules of a type that say what a text must be, in one form each.
  func patterns(_ type: String) -> Set<Ruleset.Rule> {
    Set(
      rules.filter { $0.type == type }.map { rule in
        RulePattern.pattern(of: rule).map { RulePattern.rule(type, $0) } ?? rule
      })
  }

  mutating func setPatterns(_ type: String, _ value: ControlValue) {
    guard case .patterns(let rules) = value else { return }
    remove(type)
    repeated.removeAll { $0.type == type }
    repeated += rules
  }

  /// The parameters that GitHub requires of a rule, as they are when nothing is asked.
  ///
  /// Source: docs.github.com/rest/repos/rules, "Create a repository ruleset".
  private static let least: [String: [String: JSON]] = [
    "pull_request": [
      "dismiss_stale_reviews_on_push": .bool(false), "require_code_owner_review": .bool(false),
      "require_last_push_approval": .bool(false), "required_approving_review_count": .int(0),
      "required_review_thread_resolution": .bool(false),
    ],
    "required_status_checks": [
      "required_status_checks": .array([]), "strict_required_status_checks_policy": .bool(false),
    ],
    "required_deployments": ["required_deployment_environments": .array([])],
    "update": ["update_allows_fetch_and_merge": .bool(false)],
    // What the form on GitHub begins with.
    "merge_queue": [
      "check_response_timeout_minutes": .int(60), "grouping_strategy": .string("ALLGREEN"),
      "max_entries_to_build": .int(5), "max_entries_to_merge": .int(5),
      "merge_method": .string("MERGE"), "min_entries_to_merge": .int(1),
      "min_entries_to_merge_wait_minutes": .int(5),
    ],
  ]

  /// The types that the controls are about.
  static let known: Set<String> = Set(least.keys).union([
    "creation", "deletion", "non_fast_forward", "required_linear_history", "required_signatures",
  ]).union(Protection.patterns.map(\.key))

  /// Throws where a parameter that the controls read is none as GitHub's schema has it.
  static func check(_ parameters: AnswerValue, of type: String) throws(GitHubAnswer.Flaw) {
    for (name, usual) in (least[type] ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let value = try parameters.member(name) else { continue }
      switch usual {
      case .bool: _ = try value.flag()
      case .number: _ = try value.integer()
      case .array where name == "required_status_checks":
        for check in try value.elements() {
          _ = try check.required("context").text()
          _ = try check.member("integration_id")?.integer()
        }
      case .array: for element in try value.elements() { _ = try element.text() }
      default: _ = try value.text()
      }
    }
  }

  /// Makes sure that a rule is there.
  mutating func require(_ type: String) {
    if parameters[type] == nil { parameters[type] = Self.least[type] ?? [:] }
  }

  mutating func remove(_ type: String) { parameters[type] = nil }

  mutating func set(_ type: String, _ name: String, _ value: JSON) {
    if parameters[type] != nil { parameters[type]?[name] = value }
  }

  mutating func setFlag(_ type: String, _ name: String, _ value: ControlValue) {
    let isOn = value == .on(true)
    if isOn { require(type) }
    set(type, name, .bool(isOn))
  }

  mutating func setPresence(_ type: String, _ value: ControlValue) {
    if value == .on(true) { require(type) } else { parameters[type] = nil }
  }

  mutating func setChecks(_ value: ControlValue) {
    guard case .checks(let checks) = value else { return }
    guard !checks.isEmpty else { return remove("required_status_checks") }
    require("required_status_checks")
    if self.checks.isEmpty {
      set("required_status_checks", "strict_required_status_checks_policy", .bool(false))
    }
    let list = ClassicProtection.StatusChecks(strict: false, checks).sorted.map { check in
      JSON.object(
        [("context", .string(check.context))]
          + (check.appID.map { [("integration_id", .int($0))] } ?? []))
    }
    set("required_status_checks", "required_status_checks", .array(list))
  }

  mutating func setDeployments(_ value: ControlValue) {
    guard case .names(let names) = value else { return }
    if names.isEmpty {
      parameters["required_deployments"] = nil
    } else {
      require("required_deployments")
      set(
        "required_deployments", "required_deployment_environments", .texts(names.sorted()))
    }
  }
}

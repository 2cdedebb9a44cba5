/// What rulesets take: docs.github.com/rest/repos/rules, "Create a repository ruleset".
enum RulesetBodies {
  private static let actor = BodyShape.object([
    .init("actor_id", .nullable(.number(0...Int.max))),
    .init(
      "actor_type",
      .word(["Integration", "OrganizationAdmin", "RepositoryRole", "Team", "DeployKey", "User"]),
      required: true),
    .init("bypass_mode", .word(["always", "pull_request", "exempt"])),
  ])

  private static let names = BodyShape.object([
    .init("include", .list(.text)), .init("exclude", .list(.text)),
  ])

  private static let rule = BodyShape.object([
    .init("type", .word(Array(parameters.keys)), required: true), .init("parameters", .anything),
  ])

  static let change = body(isNew: false)
  static let new = body(isNew: true)

  private static func body(isNew: Bool) -> BodyShape {
    .object([
      .init("name", .text, required: isNew), .init("target", .word(["branch", "tag", "push"])),
      .init("enforcement", .word(["disabled", "active", "evaluate"]), required: isNew),
      .init("bypass_actors", .list(actor)),
      .init("conditions", .object([.init("ref_name", names)])),
      .init("rules", .list(rule)),
    ])
  }

  /// What each type of rule takes; `nil` where it takes nothing.
  private static let parameters: [String: BodyShape?] = [
    "creation": nil, "deletion": nil, "required_linear_history": nil, "required_signatures": nil,
    "non_fast_forward": nil,
    "update": .object([.init("update_allows_fetch_and_merge", .flag, required: true)]),
    "required_deployments": .object([
      .init("required_deployment_environments", .list(.text), required: true)
    ]),
    "pull_request": .object([
      .init("allowed_merge_methods", .list(.word(["merge", "squash", "rebase"]))),
      .init("dismiss_stale_reviews_on_push", .flag, required: true),
      .init("require_code_owner_review", .flag, required: true),
      .init("require_last_push_approval", .flag, required: true),
      .init("required_approving_review_count", .number(0...10), required: true),
      .init("required_review_thread_resolution", .flag, required: true),
    ]),
    "required_status_checks": .object([
      .init("do_not_enforce_on_create", .flag),
      .init(
        "required_status_checks",
        .list(
          .object([
            .init("context", .text, required: true), .init("integration_id", .number(0...Int.max)),
          ])), required: true),
      .init("strict_required_status_checks_policy", .flag, required: true),
    ]),
    "merge_queue": .object(
      [
        "check_response_timeout_minutes", "max_entries_to_build", "max_entries_to_merge",
        "min_entries_to_merge", "min_entries_to_merge_wait_minutes",
      ].map { BodyShape.Member($0, .number(0...360), required: true) } + [
        .init("grouping_strategy", .word(["ALLGREEN", "HEADGREEN"]), required: true),
        .init("merge_method", .word(["MERGE", "SQUASH", "REBASE"]), required: true),
      ]),
    "branch_name_pattern": pattern, "commit_message_pattern": pattern,
    "commit_author_email_pattern": pattern, "committer_email_pattern": pattern,
    "tag_name_pattern": pattern,
    "file_path_restriction": .object([
      .init("restricted_file_paths", .list(.text), required: true)
    ]),
    "max_file_path_length": .object([
      .init("max_file_path_length", .number(1...32_767), required: true)
    ]),
    "file_extension_restriction": .object([
      .init("restricted_file_extensions", .list(.text), required: true)
    ]),
    "max_file_size": .object([.init("max_file_size", .number(1...100), required: true)]),
  ]

  private static let pattern = BodyShape.object([
    .init("name", .text), .init("negate", .flag),
    .init("operator", .word(["starts_with", "ends_with", "contains", "regex"]), required: true),
    .init("pattern", .text, required: true),
  ])

  /// What is wrong with the rules of a body; `nil` where nothing is.
  static func fault(inRules body: JSON) -> String? {
    for rule in body["rules"]?.elements ?? [] {
      guard let type = rule["type"]?.text, let shape = parameters[type] else { return "no type" }
      switch (shape, rule["parameters"]) {
      case (nil, nil): continue
      case (nil, .some): return "Invalid rule '\(type)': it takes no parameters"
      case (.some, nil): return "Invalid rule '\(type)': parameters are missing"
      case (let shape?, let given?):
        if let fault = shape.fault(in: given) { return "Invalid rule '\(type)': \(fault)" }
      }
    }
    return nil
  }
}

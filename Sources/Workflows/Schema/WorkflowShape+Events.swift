/// What may stand below `on:`.
///
/// Sources: actions/runner, WorkflowParser/workflow-v1.0.json (`on-mapping-strict`); docs.github.com,
/// "Events that trigger workflows", which has some activities more.
extension WorkflowShape {
  /// The events that start a workflow; of any other GitHub refuses the file.
  static let eventNames = Set(eventKeys.known.keys)

  /// One event of a list.
  static let event = WorkflowShape(forms: [.words(eventNames)])

  /// The events as keys.
  static let eventKeys = Keys(
    noun: "'on'",
    known: activities.merging(others) { $1 }.reduce(into: scheduled) { shapes, event in
      let keys = event.value.map { Keys(noun: "the event '\(event.key)'", known: $0) }
      shapes[event.key] = WorkflowShape(forms: [.null] + (keys.map { [.map([$0])] } ?? [.anything]))
    })

  private static let scheduled: [String: WorkflowShape] = [
    "schedule": WorkflowShape(forms: [.list(map(of: text, "'schedule'"))])
  ]

  /// The events of which `types:` says the activities.
  private static let types: [String: [String]] = [
    "branch_protection_rule": ["created", "edited", "deleted"],
    "check_run": ["completed", "created", "rerequested", "requested_action"],
    "check_suite": ["completed"],
    "discussion": [
      "created", "edited", "deleted", "transferred", "pinned", "unpinned", "labeled", "unlabeled",
      "locked", "unlocked", "category_changed", "answered", "unanswered",
    ],
    "discussion_comment": ["created", "edited", "deleted"],
    "image_version": ["created", "ready", "deleted"],
    "issue_comment": ["created", "edited", "deleted"],
    "issues": [
      "opened", "edited", "deleted", "transferred", "pinned", "unpinned", "closed", "reopened",
      "assigned", "unassigned", "labeled", "unlabeled", "locked", "unlocked", "milestoned",
      "demilestoned", "typed", "untyped",
    ],
    "label": ["created", "edited", "deleted"], "merge_group": ["checks_requested", "destroyed"],
    "milestone": ["created", "closed", "opened", "edited", "deleted"],
    "project": ["created", "closed", "reopened", "edited", "deleted"],
    "project_card": ["created", "moved", "converted", "edited", "deleted"],
    "project_column": ["created", "updated", "moved", "deleted"],
    "pull_request": pullRequest, "pull_request_target": pullRequest,
    "pull_request_comment": ["created", "edited", "deleted"],
    "pull_request_review": ["submitted", "edited", "dismissed"],
    "pull_request_review_comment": ["created", "edited", "deleted"],
    "registry_package": ["published", "updated"],
    "release": [
      "published", "unpublished", "created", "edited", "deleted", "prereleased", "released",
    ],
    "watch": ["started"], "workflow_run": ["requested", "completed", "in_progress"],
  ]

  private static var activities: [String: [String: WorkflowShape]?] {
    types.reduce(into: [:]) { shapes, event in
      let words = WorkflowShape(forms: [.words(Set(event.value))])
      var keys = texts(filters[event.key] ?? [])
      keys["types"] = WorkflowShape(forms: words.forms + [.list(words)])
      shapes[event.key] = keys
    }
  }

  private static func texts(_ keys: [String]) -> [String: WorkflowShape] {
    keys.reduce(into: [:]) { $0[$1] = texts }
  }

  private static let pullRequest = [
    "assigned", "unassigned", "labeled", "unlabeled", "opened", "edited", "closed", "reopened",
    "synchronize", "converted_to_draft", "ready_for_review", "locked", "unlocked",
    "review_requested", "review_request_removed", "auto_merge_enabled", "auto_merge_disabled",
    "enqueued", "dequeued", "milestoned", "demilestoned",
  ]

  private static let branches = ["branches", "branches-ignore"]
  private static let paths = ["paths", "paths-ignore"]

  /// The other keys of such events.
  private static let filters: [String: [String]] = [
    "image_version": ["names", "versions"], "merge_group": branches,
    "pull_request": branches + paths, "pull_request_target": branches + paths,
    "workflow_run": branches + ["workflows"],
  ]

  /// The events without activities. `nil` where nothing may be said of one by the runner's table, and
  /// GitHub passes over what is: helm/helm has started its releases by 'create: {tags: …}' for years.
  private static let others: [String: [String: WorkflowShape]?] = [
    "create": nil, "delete": nil, "deployment": nil, "deployment_status": nil, "fork": nil,
    "gollum": nil, "page_build": nil, "public": nil, "status": nil,
    "push": texts(branches + paths + ["tags", "tags-ignore"]),
    "repository_dispatch": ["types": texts],
    "workflow_call": ["inputs": callInputs, "secrets": callSecrets, "outputs": callOutputs],
    "workflow_dispatch": ["inputs": dispatchInputs],
  ]

  private static let described: [String: WorkflowShape] = [
    "description": WorkflowShape(forms: [.raw])
  ]
  private static let literal = WorkflowShape(forms: [.text])

  private static let callInputs = map(
    of: map(
      "an input of 'workflow_call'",
      described.merging([
        "type": WorkflowShape(forms: [.words(["string", "boolean", "number"])]), "required": flag,
        "default": literal.within(.workflow),
      ]) { $1 },
      required: ["type"]), "'inputs'")

  private static let callSecrets = map(
    of: WorkflowShape(forms: [
      .null,
      .map([
        Keys(
          noun: "a secret of 'workflow_call'",
          known: described.merging(["required": flag]) { $1 })
      ]),
    ]), "'secrets'")

  private static let callOutputs = map(
    of: map(
      "an output of 'workflow_call'",
      described.merging(["value": text.within(.workflow).within(.of("jobs"))]) { $1 },
      required: ["value"]), "'outputs'")

  private static let dispatchInputs = map(
    of: map(
      "an input of 'workflow_dispatch'",
      described.merging([
        "type": WorkflowShape(forms: [
          .words(["string", "boolean", "number", "environment", "choice"])
        ]), "required": flag, "default": literal, "options": texts, "deprecationMessage": literal,
      ]) { $1 }), "'inputs'")
}

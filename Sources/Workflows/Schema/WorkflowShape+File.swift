/// What may stand in a workflow file.
///
/// Source: actions/runner, WorkflowParser/workflow-v1.0.json. Where only names of GitHub's own are
/// listed that it adds to now and then, and that decide nothing here, any name is taken.
extension WorkflowShape {
  /// A whole file (`workflow-root-strict`).
  static let file = map(
    "a workflow",
    [
      "on": WorkflowShape(forms: [.words(eventNames), .list(event), .map([eventKeys])]),
      "name": WorkflowShape(forms: [.raw]), "description": WorkflowShape(forms: [.raw]),
      "run-name": text.within(.workflow), "defaults": defaults,
      "env": environment.within(.workflow).within(.secrets),
      "permissions": permissions, "concurrency": concurrency.within(.workflow),
      "jobs": WorkflowShape(forms: [.map([Keys(noun: "'jobs'", others: job)])]),
    ], required: ["on", "jobs"])

  private static let environment = map(of: text, "'env'")
  private static let permissions = WorkflowShape(forms: [
    .words(["read-all", "write-all"]), .map([Keys(noun: "'permissions'", others: filled)]),
  ])
  private static let concurrency = WorkflowShape(forms: [
    .filled,
    .map([
      Keys(noun: "'concurrency'", known: ["group": filled], required: ["group"], others: anything)
    ]),
  ])
  private static let defaults = map(
    "'defaults'", ["run": map("'run'", ["shell": filled, "working-directory": filled])])

  private static let job = WorkflowShape(forms: [.map([plainJob, callingJob])])

  /// A job that runs steps (`job-factory`).
  private static let plainJob = Keys(
    noun: "a job",
    known: jobKeys.merging([
      "runs-on": WorkflowShape(
        forms: [
          .filled, .list(filled),
          .map([Keys(noun: "'runs-on'", known: ["group": filled, "labels": texts])]),
        ], scope: .leg),
      "timeout-minutes": number.within(.leg), "cancel-timeout-minutes": number.within(.leg),
      "continue-on-error": flag.within(.leg), "env": environment.within(.leg).within(.secrets),
      "container": WorkflowShape(
        forms: [.text, .map([Keys(noun: "'container'", others: anything.within(.step))])],
        scope: .leg),
      "services": map(
        of: WorkflowShape(
          forms: [.text, .map([Keys(noun: "a service", others: anything.within(.step))])]),
        "'services'"
      ).within(.leg),
      "environment": WorkflowShape(
        forms: [
          .text,
          .map([Keys(noun: "'environment'", required: ["name"], others: text.within(.runner))]),
        ], scope: .leg),
      "outputs": map(of: text, "'outputs'").within(.runner).within(.secrets),
      "defaults": defaults.within(.leg).within(.of("env")),
      "steps": WorkflowShape(forms: [.list(step)]),
      "snapshot": anything.within(.stepCondition),
    ]) { $1 },
    required: ["runs-on"])

  /// A job that calls a workflow (`workflow-job`).
  private static let callingJob = Keys(
    noun: "a job",
    known: jobKeys.merging([
      "uses": filled, "with": map(of: text, "'with'").within(.leg),
      "secrets": WorkflowShape(
        forms: [
          .words(["inherit"]),
          .map([Keys(noun: "'secrets'", others: text.within(.leg).within(.secrets))]),
        ]),
    ]) { $1 },
    required: ["uses"])

  private static let jobKeys: [String: WorkflowShape] = [
    "name": text.within(.leg), "needs": texts,
    "if": WorkflowShape(forms: [.condition], scope: .jobCondition),
    "permissions": permissions, "concurrency": concurrency.within(.leg),
    "strategy": map(
      "'strategy'", ["fail-fast": flag, "max-parallel": number, "matrix": anything]
    ).within(.job),
  ]

  private static let step = WorkflowShape(forms: [
    .map([
      Keys(
        noun: "a step",
        known: stepKeys.merging([
          "run": text.within(.step), "working-directory": text.within(.step), "shell": filled,
        ]) { $1 },
        required: ["run"]),
      Keys(
        noun: "a step",
        known: stepKeys.merging([
          "uses": filled, "with": map(of: text, "'with'").within(.step),
        ]) { $1 },
        required: ["uses"]),
    ])
  ])

  private static let stepKeys: [String: WorkflowShape] = [
    "name": text.within(.step), "id": filled,
    "if": WorkflowShape(forms: [.condition], scope: .stepCondition),
    "continue-on-error": flag.within(.step), "timeout-minutes": number.within(.step),
    "env": environment.within(.step),
  ]
}

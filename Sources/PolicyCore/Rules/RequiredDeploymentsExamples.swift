/// The examples of `required-deployments`.
enum RequiredDeploymentsExamples {
  private static let requires = """
    checks: {evidence: [github]}
    branches: {main: {required_deployments: [staging], owes: null}}
    """

  /// A release that asks to land, with this evidence.
  private static func release(_ evidence: String) -> String {
    "A; D after A; main at A; develop at D; \(evidence); pull develop into main"
  }

  static let all: [Example] = [
    .allowed(
      "a release that runs on staging", policy: requires,
      release("deployment staging: success on D")),
    .allowed(
      "a deployment that failed and was repeated", policy: requires,
      release("deployment staging: failure on D; deployment staging: success on D")),
    .allowed(
      "a squash whose head ran on staging", policy: requires,
      """
      A; S after A; B after A tree of S; main at B; request 7: S into main by alice;
      landing main: A -> B of 7; deployment staging: success on S; audit main
      """),
    .blocked(
      "a release that runs on production only", policy: requires,
      release("deployment production: success on D"),
      because: "D: was not deployed to 'staging'"),
    .blocked(
      "a newer deployment that failed", policy: requires,
      release("deployment staging: success on D; deployment staging: failure on D"),
      because: "D: was not deployed to 'staging' with success"),
    .blocked(
      "a deployment that somebody claims", policy: requires,
      release("deployment staging: success on D claimed \"the file lies in the judged tree\""),
      because:
        "D: is only claimed to have been deployed to 'staging': the file lies in the judged tree"),
    .blocked(
      "a landing that never ran on staging", policy: requires,
      "A; B after A; main at B; landing main: A -> B; audit main",
      because: "B: was not deployed to 'staging'"),
    .blocked(
      "a push that has landed after a deployment failed", policy: requires,
      "A; B after A; main at A; deployment staging: failure on B; land main: A -> B",
      because: "B: was not deployed to 'staging' with success"),
    .unknown(
      "a deployment that failed, and one of which nobody tells when it was", policy: requires,
      release("deployment staging: failure on D; deployment staging: success on D undated"),
      because:
        """
        find the newest deployment: has deployments to 'staging' of which nobody tells when they were
        """),
    .unknown(
      "a step of which nobody tells whether it landed by itself", policy: requires,
      "A; B after A; main at B; audit main",
      because:
        """
        look for deployments: was not deployed to 'staging': B, and nobody tells whether it landed \
        by itself
        """),
  ]
}

/// The examples of `required-checks`.
enum RequiredChecksExamples {
  static let all = passed + failed + landed + doubtful

  /// A policy by which main requires these contexts, and which believes GitHub.
  private static func requires(
    _ checks: String = "ci", _ more: String = "", sources: String = "github"
  ) -> String {
    "checks: {evidence: [\(sources)]\(more)}\n"
      + "branches: {main: {required_status_checks: [\(checks)], owes: null}}"
  }

  /// A release that asks to land, with this evidence.
  private static func release(_ evidence: String) -> String {
    "A; D after A; main at A; develop at D; \(evidence); pull develop into main"
  }

  private static func untold(_ commit: String) -> String {
    "look for checks: 'ci' is not reported: \(commit), and nobody tells whether it landed by itself"
  }

  private static let passed: [Example] = [
    .allowed(
      "a pull request whose head has passed", policy: requires(),
      release("check ci: success on D")),
    .allowed(
      "checks that GitHub counts as passed", policy: requires("ci, lint, docs"),
      release("check ci: success on D; check lint: neutral on D; check docs: skipped on D")),
    .allowed(
      "a check that failed and was run again", policy: requires(),
      release("check ci: failure on D; check ci: success on D")),
    .allowed(
      "runs of one name in two workflows that both passed", policy: requires(),
      release(
        #"""
        check ci: success on D by github-actions in "ci.yml on push";
        check ci: success on D by github-actions in "ci.yml on pull_request"
        """#)),
    .allowed(
      "a workflow that failed and was run again", policy: requires(),
      release(
        #"""
        check ci: cancelled on D by github-actions in "ci.yml on push";
        check ci: success on D by github-actions in "ci.yml on push"
        """#)),
    .allowed(
      "a check run and a commit status of one name that both passed", policy: requires(),
      release("check ci: success on D; status ci: success on D")),
    .allowed(
      "a check of the app that must report it", policy: requires("{context: ci, app: buildkite}"),
      release("check ci: failure on D by github-actions; check ci: success on D by buildkite")),
    .allowed(
      "a test merge that passed, whatever the head said", policy: requires(),
      """
      A; D after A; H after A; T after H, D; main at H; develop at D;
      request 7: D into main by alice tried as T;
      check ci: success on T; check ci: failure on D; pull develop into main
      """),
    .allowed(
      "a result that is just young enough", policy: requires("ci", ", max_age: 7d"),
      release("check ci: success on D at day 1; now day 8")),
    .allowed(
      "a rebased head of the same tree as the one that was noted", policy: requires(),
      """
      A; D after A; E after A tree of D; main at A; develop at E;
      note ci: success on D; pull develop into main
      """),
    .allowed(
      "a merge queue's commit that has passed", policy: requires(),
      "A; M after A; main at A; check ci: success on M; queue main: A -> M"),
    .allowed(
      "checks for which the policy lists no source",
      policy: "branches: {main: {required_status_checks: [ci], owes: null}}",
      "A; D after A; main at A; develop at D; pull develop into main"),
  ]

  private static let failed: [Example] = [
    .blocked(
      "a pull request whose check nobody reports", policy: requires(),
      release("check lint: success on D"), because: "D: 'ci' is not reported"),
    .blocked(
      "a check that failed", policy: requires(), release("check ci: failure on D"),
      because: "D: 'ci' ended with failure (github)"),
    .blocked(
      "a check that has not ended", policy: requires(), release("check ci: pending on D"),
      because: "D: 'ci' has not ended"),
    .blocked(
      "a newer failure", policy: requires(),
      release("check ci: success on D; check ci: timed_out on D"),
      because: "D: 'ci' ended with timed_out (github)"),
    .blocked(
      "runs of one name in two workflows that both failed", policy: requires(),
      release(
        #"""
        check ci: failure on D by github-actions in "ci.yml on push";
        check ci: failure on D by github-actions in "ci.yml on pull_request"
        """#),
      because: "D: 'ci' ended with failure (github)"),
    .blocked(
      "runs of which it is not told which counts, beside another app's that failed",
      policy: requires(),
      release(
        #"""
        check ci: failure on D by buildkite;
        check ci: success on D by github-actions in "ci.yml on push";
        check ci: failure on D by github-actions in "ci.yml on pull_request"
        """#),
      because: "D: 'ci' ended with failure (github)"),
    .blocked(
      "a commit status of the same name that failed", policy: requires(),
      release("status ci: failure on D; check ci: success on D"),
      because: "D: 'ci' ended with failure (github)"),
    .blocked(
      "a check of another app than the one that must report it",
      policy: requires("{context: ci, app: buildkite}"),
      release("check ci: success on D by github-actions"),
      because: "D: 'ci' is reported by github-actions only, not by the app that must"),
    .blocked(
      "a status without an app where one must report it",
      policy: requires("{context: ci, app: buildkite}"), release("status ci: success on D"),
      because: "D: 'ci' is reported, but not by the app that must"),
    .blocked(
      "a test merge that failed, whatever the head said later", policy: requires(),
      """
      A; D after A; H after A; T after H, D; main at H; develop at D;
      request 7: D into main by alice tried as T;
      check ci: failure on T; check ci: success on D; pull develop into main
      """,
      because: "D: 'ci' ended with failure (github)"),
    .blocked(
      "a note that nobody signed", policy: requires(sources: "notes"),
      release("note ci: success on D claimed \"the note is not signed\""),
      because: "D: 'ci' is only claimed to have passed: the note is not signed"),
    .blocked(
      "a result that is too old", policy: requires("ci", ", max_age: 7d"),
      release("check ci: success on D at day 1; now day 10"),
      because: "D: 'ci' passed 9 days before, longer than checks.max_age allows"),
    .blocked(
      "a merge queue's commit that has not passed", policy: requires(),
      "A; M after A; main at A; check ci: failure on M; queue main: A -> M",
      because: "M: 'ci' ended with failure (github)"),
  ]

  private static let landed: [Example] = [
    .allowed(
      "landings whose last commits have passed", policy: requires(),
      """
      A; B after A; C after B; main at C; landing main: A -> B; landing main: B -> C;
      check ci: success on B; check ci: success on C; audit main
      """),
    .allowed(
      "the inner commits of a pull request that landed by rebase", policy: requires(),
      """
      A; S after A; T after S; B after A on day 1 like S; C after B on day 1 like T; main at C;
      request 7: T into main by alice; landing main: A -> C of 7;
      check ci: success on T; audit main
      """),
    .allowed(
      "a release by fast forward, whose inner commits never ran", policy: requires(),
      """
      A; B after A; C after B; D after C; main at D; landing main: A -> D;
      check ci: success on D; audit main
      """),
    .allowed(
      "a failure before a landing's last commit", policy: requires(),
      """
      A; B after A; C after B; main at C; landing main: A -> C;
      check ci: failure on B; check ci: success on C; audit main
      """),
    .allowed(
      "a squash whose head has passed", policy: requires(),
      """
      A; S after A; B after A tree of S; main at B; request 7: S into main by alice;
      landing main: A -> B of 7; check ci: success on S; audit main
      """),
    .allowed(
      "a squash, as the forge tells of the push", policy: requires(),
      """
      A; S after A; B after A tree of S; main at A; request 7: S into main by alice;
      landing main: A -> B of 7; check ci: success on S; land main: A -> B
      """),
    .allowed(
      "a squash whose head has passed, and whose test merge has a claim alone", policy: requires(),
      """
      A; S after A; M after A; T after M, S; B after M edits x; main at B;
      request 7: S into main by alice tried as T; landing main: A -> M; landing main: M -> B of 7;
      check ci: success on M; check ci: success on T claimed "no key"; check ci: success on S;
      audit main
      """),
    .allowed(
      "a result that has grown old since", policy: requires("ci", ", max_age: 7d"),
      """
      A; B after A on day 1; main at B; landing main: A -> B at day 2;
      check ci: success on B at day 1; now day 90; audit main
      """),
    .allowed(
      "a commit of the same tree as one that has passed", policy: requires(),
      """
      A; E after A; R after A tree of E; main at R; develop at E; landing main: A -> R by alice;
      check ci: success on E; audit main
      """),
    .allowed(
      "a claim, beside a commit of the same tree that has passed", policy: requires(),
      """
      A; E after A; R after A tree of E; main at R; develop at E; landing main: A -> R by alice;
      check ci: success on E; check ci: success on R claimed "the note is not signed"; audit main
      """),
    .allowed(
      "another app's result, beside a commit of the same tree that has passed",
      policy: requires("{context: ci, app: buildkite}"),
      """
      A; E after A; R after A tree of E; main at R; develop at E; landing main: A -> R by alice;
      check ci: success on E by buildkite; check ci: failure on R by github-actions; audit main
      """),
    .blocked(
      "a claim, beside a claim on a commit of the same tree", policy: requires(),
      """
      A; E after A; R after A tree of E; main at R; develop at E; landing main: A -> R by alice;
      check ci: success on E claimed "nobody signed"; check ci: success on R claimed "no key";
      audit main
      """,
      because: "R: 'ci' is only claimed to have passed: no key"),
    .blocked(
      "a claim, beside a commit of the same tree that has failed", policy: requires(),
      """
      A; E after A; R after A tree of E; main at R; develop at E; landing main: A -> R by alice;
      check ci: failure on E; check ci: success on R claimed "no key"; audit main
      """,
      because: "R: 'ci' ended with failure (github)"),
    .blocked(
      "a commit of the same tree as one that has failed since", policy: requires(),
      """
      A; E after A; R after A tree of E; main at R; develop at E; landing main: A -> R by alice;
      check ci: success on E; check ci: failure on E; audit main
      """,
      because: "R: 'ci' ended with failure (github)"),
    .blocked(
      "a squash that failed on the branch, whose head has passed", policy: requires(),
      #"""
      A; S after A; B after A tree of S; main at B; request 7: S into main by alice;
      landing main: A -> B of 7;
      check ci: success on S by github-actions in "ci.yml on pull_request";
      check ci: failure on B by github-actions in "ci.yml on push"; audit main
      """#,
      because: "B: 'ci' ended with failure (github)"),
    .allowed(
      "a squash that passed on the branch, one of whose head's runs failed", policy: requires(),
      #"""
      A; S after A; B after A tree of S; main at B; request 7: S into main by alice;
      landing main: A -> B of 7;
      check ci: success on S by github-actions in "ci.yml on pull_request";
      check ci: failure on S by github-actions in "ci.yml on push";
      check ci: success on B by github-actions in "ci.yml on push"; audit main
      """#),
    .blocked(
      "a landing that failed", policy: requires(),
      """
      A; B after A; C after B; main at C; landing main: A -> B; landing main: B -> C;
      check ci: failure on B; check ci: success on C; audit main
      """,
      because: "B: 'ci' ended with failure (github)"),
    .blocked(
      "a push that the forge tells of, past every pull request", policy: requires(),
      """
      A; B after A; C after B; main at C; landing main: A -> B; landing main: B -> C by mallory;
      check ci: success on B; audit main
      """,
      because: "C: 'ci' is not reported"),
    .blocked(
      "a push that has landed and failed", policy: requires(),
      "A; B after A; main at A; check ci: failure on B; land main: A -> B",
      because: "B: 'ci' ended with failure (github)"),
  ]

  private static let doubtful: [Example] = [
    .unknown(
      "runs of one name in two workflows, of which one failed", policy: requires(),
      release(
        #"""
        check ci: failure on D by github-actions in "ci.yml on push";
        check ci: success on D by github-actions in "ci.yml on pull_request"
        """#),
      because:
        """
        tell which run counts: 'ci' passes in one workflow run and is 'failure' in another \
        (ci.yml on push), and GitHub does not say which counts
        """),
    .unknown(
      "a workflow that has passed, beside one of the same name that has not ended",
      policy: requires(),
      release(
        #"""
        check ci: success on D by github-actions in "ci.yml on push";
        check ci: pending on D by github-actions in "ci.yml on pull_request"
        """#),
      because:
        """
        tell which run counts: 'ci' passes in one workflow run and is 'pending' in another \
        (ci.yml on pull_request), and GitHub does not say which counts
        """),
    .unknown(
      "a result that passed and one that failed, of which nobody tells the newer",
      policy: requires(),
      release("check ci: failure on D undated; check ci: success on D"),
      because:
        "find the newest result: 'ci' has results of which nobody tells when they ended"),
    .unknown(
      "a result without a time, where none may be too old", policy: requires("ci", ", max_age: 7d"),
      release("check ci: success on D undated"),
      because:
        "find the newest result: 'ci' has results of which nobody tells when they ended"),
    .unknown(
      "a check that nobody reports, where another branch may hold the same tree",
      policy: requires(), release("single-branch"),
      because: "look for branches: a branch that is not here may exist elsewhere"),
    .unknown(
      "a waiver of what failed, beside a step of which nobody tells",
      policy: requires() + "\nwaivers: [{rule: required-checks, ref: main, reason: flaky}]",
      """
      A; B after A; C after B; main at C; landing main: A -> B; check ci: failure on B; audit main
      """,
      because: untold("C")),
    .unknown(
      "a step of which nobody tells whether it landed by itself", policy: requires(),
      "A; B after A; C after B; main at C; check ci: success on C; audit main",
      because: untold("B")),
    .unknown(
      "steps below a landing whose beginning is not on the branch any more", policy: requires(),
      """
      A; X after A; B after A; C after B; main at C; landing main: X -> C;
      check ci: success on C; audit main
      """,
      because: untold("B")),
    .unknown(
      "a forge that does not answer", policy: requires(),
      release("silent \"the forge answered 403\""),
      because: "find the pull request: the forge answered 403"),
  ]
}

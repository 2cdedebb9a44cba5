/// The examples of `check-producer`, which are many: one for each way in which a check does not come.
enum CheckProducerExamples {
  static let all = reported + events + missing + conditional + hollow + unknown

  /// A policy by which main requires these contexts, and nothing more.
  static func requires(_ checks: String, _ more: String = "") -> String {
    "branches: {main: {required_status_checks: [\(checks)]\(more)}}"
  }

  /// An audit of main with one workflow file.
  static func audit(_ workflow: String) -> String {
    "A with .github/workflows/ci.yml \"\n\(workflow)\n\"; main at A; audit main"
  }

  private static let reported: [Example] = [
    .allowed(
      "each context that a job of some workflow reports",
      policy: requires("test (3.10), lint, build"),
      """
      A with .github/workflows/ci.yml "
      on: pull_request
      jobs:
        lint: {runs-on: ubuntu-latest}
        test:
          runs-on: ubuntu-latest
          strategy: {matrix: {python: ['3.10', '3.11']}}
      " with .github/workflows/build.yml "
      on: {pull_request: {branches: [main]}, push: {branches: [main]}}
      jobs:
        compile: {name: build, runs-on: ubuntu-latest}
      "; main at A; audit main
      """),
    .allowed(
      "a context of another app", policy: requires("{context: coverage, app: codecov}"),
      audit("on: push\njobs: {test: {runs-on: ubuntu-latest}}")),
    .allowed(
      "two workflows of which one starts whatever changes", policy: requires("test"),
      """
      A with .github/workflows/ci.yml "
      on: {pull_request: {paths: ['src/**']}}
      jobs: {test: {runs-on: ubuntu-latest}}
      " with .github/workflows/docs.yml "
      on: {pull_request: {paths-ignore: ['src/**']}}
      jobs: {test: {runs-on: ubuntu-latest}}
      "; main at A; audit main
      """),
    .allowed(
      "a pull request that changes what its workflow starts for", policy: requires("test"),
      """
      A with .github/workflows/ci.yml "
      on: {pull_request: {paths: ['src/**']}}
      jobs: {test: {runs-on: ubuntu-latest}}
      "; H after A edits src/x; main at A; hotfix/1 at H; pull hotfix/1 into main
      """),
    .allowed(
      "a pull request whose base has got the workflow since", policy: requires("test"),
      """
      A; H after A; B after A with .github/workflows/ci.yml "
      on: pull_request
      jobs: {test: {runs-on: ubuntu-latest}}
      "; main at B; hotfix/1 at H; pull hotfix/1 into main
      """),
    .allowed(
      "a merge queue in which the workflow starts as well",
      policy: requires("test", ", require_merge_queue: true"),
      """
      A; B after A with .github/workflows/ci.yml "
      on: [pull_request, merge_group]
      jobs: {test: {runs-on: ubuntu-latest}}
      "; main at A; queue main: A -> B
      """),
    .allowed(
      "a context of which no workflow file tells anything", policy: requires("test"),
      "A; main at A; develop at A; audit main"),
  ]

  private static let events: [Example] = [
    .allowed(
      "a job that is skipped on other events only", policy: requires("test"),
      audit(
        """
        on: [push, pull_request]
        jobs: {test: {if: github.event_name == 'pull_request', runs-on: ubuntu-latest}}
        """)),
    .blocked(
      "a job that runs after the merge only", policy: requires("test"),
      audit(
        """
        on: {pull_request: {}, push: {branches: [main]}}
        jobs: {test: {if: github.event_name == 'push', runs-on: ubuntu-latest}}
        """),
      because:
        "'test' is skipped every time (if: github.event_name == 'push'), and a skipped check "
        + "passes"),
  ]

  private static let missing: [Example] = [
    .blocked(
      "a number that YAML shortens", policy: requires("test (3.10)"),
      audit(
        """
        on: pull_request
        jobs:
          test:
            runs-on: ubuntu-latest
            strategy: {matrix: {python: [3.10, 3.11]}}
        """),
      because:
        "no job reports 'test (3.10)': YAML reads a number without its last zeros, and the check "
        + "is called 'test (3.1)'"),
    .blocked(
      "a job that is called otherwise", policy: requires("CI / unit-tests"),
      audit("on: pull_request\njobs: {unit-tests: {runs-on: ubuntu-latest}}"),
      because: "no job reports 'CI / unit-tests', and one reports 'unit-tests'"),
    .blocked(
      "a workflow that was switched off by its name", policy: requires("quality / enforce"),
      """
      A with .github/workflows/ci.yml "
      on: pull_request
      jobs: {quality: {runs-on: ubuntu-latest}}
      " with .github/workflows/quality.yml.disabled "
      on: pull_request
      jobs:
        enforce: {runs-on: ubuntu-latest}
      "; main at A; audit main
      """,
      because:
        "no job reports 'quality / enforce': job 'enforce' stands in a file that GitHub does not "
        + "take for a workflow"),
    .blocked(
      "a check that nobody reports", policy: requires("security-scan"),
      audit("on: pull_request\njobs: {test: {runs-on: ubuntu-latest}}"),
      because: "no job reports 'security-scan'"),
    .blocked(
      "a check that comes only after the merge", policy: requires("test"),
      audit("on: {push: {branches: [main]}}\njobs: {test: {runs-on: ubuntu-latest}}"),
      because: "'test' is reported on push (main), and never for a pull request into 'main'"),
    .blocked(
      "a pull request whose changes start no workflow", policy: requires("test"),
      """
      A with .github/workflows/ci.yml "
      on: {pull_request: {paths: ['src/**']}}
      jobs: {test: {runs-on: ubuntu-latest}}
      "; H after A edits doc/x; main at A; hotfix/1 at H; pull hotfix/1 into main
      """,
      because: "'test' waits forever: no path that the pull request changes starts its workflow"),
    .blocked(
      "a pull request whose head says that nothing shall run", policy: requires("test"),
      """
      A with .github/workflows/ci.yml "
      on: [push, pull_request]
      jobs: {test: {runs-on: ubuntu-latest}}
      "; H after A says "Mend it [skip ci]"; main at A; hotfix/1 at H; pull hotfix/1 into main
      """,
      because:
        "'test' waits forever: the message of the head says '[skip ci]', and starts no workflow"),
    .allowed(
      "a pull request whose head says that nothing shall run, where something does",
      policy: requires("test"),
      """
      A with .github/workflows/ci.yml "
      on: pull_request_target
      jobs: {test: {runs-on: ubuntu-latest}}
      "; H after A says "Mend it [skip ci]"; main at A; hotfix/1 at H; pull hotfix/1 into main
      """),
    .blocked(
      "a workflow of the branch that only the default branch could start",
      policy: "branches: {develop: {required_status_checks: [test]}}",
      """
      A; B after A with .github/workflows/ci.yml "
      on: pull_request_target
      jobs: {test: {runs-on: ubuntu-latest}}
      "; main at A; develop at B; audit develop
      """,
      because: "no job reports 'test'"),
    .allowed(
      "a workflow that the default branch starts for every pull request",
      policy: "branches: {develop: {required_status_checks: [test]}}",
      """
      A; B after A with .github/workflows/ci.yml "
      on: pull_request_target
      jobs: {test: {runs-on: ubuntu-latest}}
      "; main at B; develop at A; audit develop
      """),
    .blocked(
      "a merge queue whose workflow starts when all is over",
      policy: requires("test", ", require_merge_queue: true"),
      audit(
        """
        on: {pull_request: , merge_group: {types: [destroyed]}}
        jobs: {test: {runs-on: ubuntu-latest}}
        """),
      because:
        "'test' is reported on pull_request and merge_group (types destroyed), and never for the "
        + "merge queue of 'main'"),
    .blocked(
      "a pull request that takes all workflows away", policy: requires("test"),
      """
      A with .github/workflows/ci.yml "
      on: pull_request
      jobs: {test: {runs-on: ubuntu-latest}}
      "; H after A reverts A; main at A; hotfix/1 at H; pull hotfix/1 into main
      """,
      because: "no job reports 'test'"),
    .blocked(
      "a matrix job that is always skipped", policy: requires("test (a)"),
      audit(
        """
        on: pull_request
        jobs: {test: {runs-on: ubuntu-latest, if: false, strategy: {matrix: {os: [a]}}}}
        """),
      because: "'test (a)' is never reported: a matrix job that is skipped reports 'test' instead"),
    .blocked(
      "a merge queue in which the workflow does not start",
      policy: requires("test", ", require_merge_queue: true"),
      audit("on: pull_request\njobs: {test: {runs-on: ubuntu-latest}}"),
      because: "'test' is reported on pull_request, and never for the merge queue of 'main'"),
    .blocked(
      "what a merge queue is about to land without the check", policy: requires("test"),
      """
      A; B after A with .github/workflows/ci.yml "
      on: pull_request
      jobs: {test: {runs-on: ubuntu-latest}}
      "; main at A; queue main: A -> B
      """,
      because: "'test' is reported on pull_request, and never for the merge queue of 'main'"),
  ]

  private static let conditional: [Example] = [
    .blocked(
      "a check that comes only when some paths change", policy: requires("test"),
      audit(
        "on: {pull_request: {paths: ['src/**', setup.py]}}\njobs: {test: {runs-on: ubuntu-latest}}"),
      because:
        "'test' is reported only when 'src/**' or 'setup.py' changes; else a pull request into "
        + "'main' waits for it forever"),
    .blocked(
      "a check that comes for some activities only", policy: requires("test"),
      audit("on: {pull_request: {types: [labeled]}}\njobs: {test: {runs-on: ubuntu-latest}}"),
      because:
        "'test' is reported only on the activity labeled, not on every push (types); else a pull "
        + "request into 'main' waits for it forever"),
    .blocked(
      "a check that comes for some branches only", policy: requires("test"),
      audit("on: {push: {branches: [develop]}}\njobs: {test: {runs-on: ubuntu-latest}}"),
      because:
        "'test' is reported only for heads of develop (push); else a pull request into 'main' "
        + "waits for it forever"),
    .blocked(
      "a called workflow whose caller is skipped", policy: requires("build / test"),
      """
      A with .github/workflows/ci.yml "
      on: pull_request
      jobs: {build: {if: github.event_name == 'push', uses: ./.github/workflows/test.yml}}
      " with .github/workflows/test.yml "
      on: workflow_call
      jobs: {test: {runs-on: ubuntu-latest}}
      "; main at A; audit main
      """,
      because:
        "'build / test' is never reported: a job that calls a workflow and is skipped reports 'build' "
        + "instead"),
    .blocked(
      "a matrix job that may be skipped", policy: requires("test (a)"),
      audit(
        """
        on: pull_request
        jobs:
          test:
            if: github.actor != 'x'
            runs-on: ubuntu-latest
            strategy: {matrix: {os: [a]}}
        """),
      because:
        "'test (a)' is reported only while its 'if' holds (github.actor != 'x'): a matrix job that is "
        + "skipped reports 'test' instead; else a pull request into 'main' waits for it forever"),
  ]

  private static let unknown: [Example] = [
    .unknown(
      "a name that only a run can tell", policy: requires("deploy to x"),
      audit(
        "on: pull_request\njobs: {a: {name: 'deploy to ${{ vars.place }}', runs-on: ubuntu-latest}}"
      ),
      because:
        "find producers: whether 'deploy to x' is reported is not known: a job is named 'deploy to "
        + "${{ vars.place }}' (${{ vars.place }}: the repository or its owner keeps the variable) "
        + "(.github/workflows/ci.yml:2)"),
    .unknown(
      "a waiver of what nothing reports, beside a name that only a run can tell",
      policy: requires("lint, deploy to x")
        + "\nwaivers: [{rule: check-producer, ref: main, reason: it comes later}]",
      audit(
        "on: pull_request\njobs: {a: {name: 'deploy to ${{ vars.place }}', runs-on: ubuntu-latest}}"
      ),
      because:
        "find producers: whether 'deploy to x' is reported is not known: a job is named 'deploy to "
        + "${{ vars.place }}' (${{ vars.place }}: the repository or its owner keeps the variable) "
        + "(.github/workflows/ci.yml:2)"),
    .unknown(
      "a workflow on both sides of a pull request", policy: requires("test"),
      """
      A with .github/workflows/ci.yml "on: push"
      B after A with .github/workflows/ci.yml "on: pull_request"
      H after A with .github/workflows/ci.yml "on: [pull_request]"
      main at B; hotfix/1 at H; pull hotfix/1 into main
      """,
      because:
        "find producers: whether 'test' is reported is not known: the pull request and its base both "
        + "change the file (.github/workflows/ci.yml:1)"),
    .unknown(
      "a branch without workflows where others may have some", policy: requires("test"),
      "A; main at A; single-branch; audit main",
      because: "find branch: branch 'develop' is not here, and may exist elsewhere"),
  ]
}

/// Checks that are reported every time, and mean less than they seem.
extension CheckProducerExamples {
  static let hollow: [Example] = [
    .blocked(
      "a gate that passes when what it waits for fails", policy: requires("gate"),
      audit(
        """
        on: pull_request
        jobs:
          lint: {runs-on: ubuntu-latest}
          test: {needs: lint, runs-on: ubuntu-latest}
          gate: {needs: [test], runs-on: ubuntu-latest}
        """),
      because:
        "'gate' passes when 'lint' or 'test' fails: it is skipped then, and a skipped check passes"
    ),
    .allowed(
      "a matrix job whose needs fail: it waits, and does not pass", policy: requires("test (a)"),
      audit(
        """
        on: pull_request
        jobs:
          lint: {runs-on: ubuntu-latest}
          test: {runs-on: ubuntu-latest, needs: lint, strategy: {matrix: {os: [a]}}}
        """)),
    .allowed(
      "a gate beside a job that may fail, which skips nobody", policy: requires("gate, test"),
      audit(
        """
        on: pull_request
        jobs:
          test: {runs-on: ubuntu-latest}
          docs: {continue-on-error: true, runs-on: ubuntu-latest}
          gate: {needs: [test, docs], runs-on: ubuntu-latest}
        """)),
    .blocked(
      "a gate behind a job that may fail, and what that one waits for", policy: requires("gate"),
      audit(
        """
        on: pull_request
        jobs:
          test: {runs-on: ubuntu-latest}
          docs: {needs: [test], continue-on-error: true, runs-on: ubuntu-latest}
          gate: {needs: [docs], runs-on: ubuntu-latest}
        """),
      because: "'gate' passes when 'test' fails: it is skipped then, and a skipped check passes"),
    .allowed(
      "a job that may fail: its check fails all the same", policy: requires("docs"),
      audit(
        "on: pull_request\njobs: {docs: {continue-on-error: true, runs-on: ubuntu-latest}}")),
    .blocked(
      "a gate behind a matrix of which one leg may fail", policy: requires("gate"),
      audit(
        """
        on: pull_request
        jobs:
          test:
            runs-on: ubuntu-latest
            strategy: {matrix: {os: [a, b]}}
            continue-on-error: ${{ matrix.os == 'b' }}
          gate: {needs: [test], runs-on: ubuntu-latest}
        """),
      because: "'gate' passes when 'test' fails: it is skipped then, and a skipped check passes"),
    .allowed(
      "a gate behind a matrix of which one leg may fail and the other is required",
      policy: requires("gate, test (a)"),
      audit(
        """
        on: pull_request
        jobs:
          test:
            runs-on: ubuntu-latest
            strategy: {matrix: {os: [a, b]}}
            continue-on-error: ${{ matrix.os == 'b' }}
          gate: {needs: [test], runs-on: ubuntu-latest}
        """)),
    .allowed(
      "a gate that runs whatever its needs do", policy: requires("gate"),
      audit(
        """
        on: pull_request
        jobs:
          test: {runs-on: ubuntu-latest}
          gate: {needs: [test], if: always(), runs-on: ubuntu-latest}
        """)),
    .blocked(
      "a gate that asks for the status of jobs, and is skipped all the same where one fails",
      policy: requires("gate"),
      audit(
        """
        on: pull_request
        jobs:
          test: {runs-on: ubuntu-latest}
          gate: {needs: [test], if: '!failure() && !cancelled()', runs-on: ubuntu-latest}
        """),
      because: "'gate' passes when 'test' fails: it is skipped then, and a skipped check passes"),
    .unknown(
      "a gate of which only a run can tell whether a failure skips it", policy: requires("gate"),
      audit(
        """
        on: pull_request
        jobs:
          test: {runs-on: ubuntu-latest}
          gate: {needs: [test], if: success() || vars.strict, runs-on: ubuntu-latest}
        """),
      because:
        "find producers: whether 'gate' is skipped, and passes, when 'test' fails is not known (if: "
        + "success() || vars.strict) (.github/workflows/ci.yml:4)"),
    .blocked(
      "a gate behind a skip that passes through a job that always runs", policy: requires("gate"),
      audit(
        """
        on: pull_request
        jobs:
          before: {if: github.event_name == 'push', runs-on: ubuntu-latest}
          build: {needs: before, if: always(), runs-on: ubuntu-latest}
          gate: {needs: build, runs-on: ubuntu-latest}
        """),
      because:
        "'gate' is skipped every time (if: github.event_name == 'push'), and a skipped check passes"
    ),
    .allowed(
      "a workflow whose caller is skipped when a job fails: it waits, and does not pass",
      policy: requires("call / test"),
      """
      A with .github/workflows/ci.yml "
      on: pull_request
      jobs:
        lint: {runs-on: ubuntu-latest}
        call: {needs: lint, uses: ./.github/workflows/test.yml}
      " with .github/workflows/test.yml "
      on: workflow_call
      jobs: {test: {runs-on: ubuntu-latest}}
      "; main at A; audit main
      """),
    .allowed(
      "a job whose needs are required themselves", policy: requires("test, build"),
      audit(
        """
        on: pull_request
        jobs:
          test: {runs-on: ubuntu-latest}
          build: {needs: [test], runs-on: ubuntu-latest}
        """)),
    .blocked(
      "a job whose need is required of another app",
      policy: requires("build, {context: test, app: cov}"),
      audit(
        """
        on: pull_request
        jobs:
          test: {runs-on: ubuntu-latest}
          build: {needs: [test], runs-on: ubuntu-latest}
        """),
      because: "'build' passes when 'test' fails: it is skipped then, and a skipped check passes"),
    .blocked(
      "a job that is never run", policy: requires("test"),
      audit("on: pull_request\njobs: {test: {if: false, runs-on: ubuntu-latest}}"),
      because: "'test' is skipped every time (if: false), and a skipped check passes"),
    .blocked(
      "a job that is run on the branch alone", policy: requires("deploy"),
      audit(
        """
        on: pull_request
        jobs: {deploy: {runs-on: ubuntu-latest, if: github.ref == 'refs/heads/main'}}
        """),
      because:
        "'deploy' is skipped every time (if: github.ref == 'refs/heads/main'), and a skipped check "
        + "passes"),
    .blocked(
      "two jobs of one name", policy: requires("test"),
      """
      A with .github/workflows/a.yml "
      on: pull_request
      jobs: {test: {runs-on: ubuntu-latest}}
      " with .github/workflows/b.yml "
      on: pull_request
      jobs: {test: {runs-on: ubuntu-latest}}
      "; main at A; audit main
      """,
      because: "'test' is reported by 2 jobs, and which of them counts is not defined"),
  ]
}

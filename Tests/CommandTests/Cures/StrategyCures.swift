/// What is said of branches that took in, or are to take in, what the strategy keeps apart.
enum StrategyCures {
  static let cases = mergedByMistake + behind + nowhere

  private static func policy(_ more: String, extends preset: String = "git-flow") -> String {
    "printf 'version: 1\\nextends: \(preset)\\n\(more)\\n' >../policy.yml"
  }

  private static let here = "git clone -q server here; cd here"
  private static func commit(_ name: String) -> String {
    "echo \(name) >\(name); git add \(name); git commit -q -m \(name)"
  }
  private static let request = ["gh pr": "echo gh pr"]

  private static let ask = "policy audit --policy ../policy.yml --now 2026-03-01"
  private static func kept(_ options: String = "") -> String {
    "\(ask) \(options) >../said || { cat ../said; false; }"
  }

  /// A feature that main has merged, which is taken back where nobody has it yet.
  private static let mergedByMistake: [CloneCureTests.Case] = [
    .init(
      what: "a feature that is merged into main by mistake",
      lines: """
        \(here); \(policy("rules: {branch-age: off}"))
        git switch -q -c feature/a --no-track origin/develop; \(commit("f"))
        git push -q -u origin feature/a; git switch -q main; git merge -q --no-ff -m Oops feature/a
        """,
      ask: ask, command: "git switch main && git reset --keep ",
      after: """
        \(kept()); ! grep branch-point ../said; git show origin/feature/a:f; ! git show main:f
        """),
    .init(
      what: "a feature that went on after main had merged it",
      lines: """
        \(here); \(policy("rules: {branch-age: off, back-merge: off}"))
        git switch -q -c feature/a --no-track origin/develop; \(commit("f"))
        git switch -q main; git merge -q --no-ff -m Oops feature/a; git push -q origin main
        git switch -q feature/a; \(commit("g")); git push -q -u origin feature/a
        """,
      ask: ask, command: "git fetch origin && git switch feature/a && ",
      filling: ["git rebase": "GIT_COMMITTER_DATE='1772000000 +0000' git rebase"],
      after: """
        \(kept()); git fetch -q; git show origin/main:f
        test "$(git log --format=%s origin/develop..origin/feature/a | xargs)" = 'g f'
        """),
  ]

  private static let sync = "sync/*: {into: [develop]}"
  private static let hotfix = "git switch -q main; \(commit("h")); git push -q origin main"

  /// What lacks something of its base that must not come to it by a merge.
  private static let behind: [CloneCureTests.Case] = [
    .init(
      what: "a main that is to come back to an up-to-date develop",
      lines: """
        \(here); \(policy("branches: {develop: {require_up_to_date: true}, \(sync)}")); \(hotfix)
        """,
      ask: "\(ask) --base develop --head main", command: "git fetch origin && git switch -c NAME ",
      filling: request.merging(["NAME": "sync/1"]) { $1 },
      after: """
        \(kept("--base develop --head sync/1")); git show origin/sync/1:h; git show origin/sync/1:d
        git fetch -q; test $(git rev-parse origin/main) = $before
        """),
    .init(
      what: "the same where no kind of branch may carry both",
      lines: """
        \(here); \(policy("branches: {develop: {require_up_to_date: true}}")); \(hotfix)
        """,
      ask: "\(ask) --base develop --head main | tee ../first",
      command: "git fetch origin && git switch -c NAME ",
      filling: request.merging(["NAME": "sync/1"]) { $1 },
      after: """
        grep -F "branches: {'sync/*': {into: [develop]}}" ../first
        \(policy("branches: {develop: {require_up_to_date: true}, \(sync)}"))
        \(kept("--base develop --head sync/1")); test $(git rev-parse main) = $before
        """),
    .init(
      what: "a hotfix that is to land on an up-to-date develop",
      lines: """
        \(here); \(policy("branches: {develop: {require_up_to_date: true}, \(sync)}"))
        git switch -q -c hotfix/1; \(commit("h")); git push -q -u origin hotfix/1
        """,
      ask: "\(ask) --base develop --head hotfix/1",
      command: "git fetch origin && git switch -c NAME ",
      filling: request.merging(["NAME": "sync/1"]) { $1 },
      after: """
        \(kept("--base develop --head sync/1")); git show origin/sync/1:h; \(kept())
        """),
    .init(
      what: "a second release, which lacks the first",
      lines: """
        \(here); \(policy("branches: {main: {require_up_to_date: true}}")); \(hotfix)
        git switch -q -c release/2 --no-track origin/develop; \(commit("r"))
        git push -q -u origin release/2; git switch -q develop; \(commit("e")); git push -q
        """,
      ask: "\(ask) --base main --head release/2",
      command: "git fetch origin && git switch develop ",
      after: """
        \(kept("--base main --head release/2")); git clone -q ../server ../new; cd ../new; \(kept())
        git show origin/release/2:h; git show origin/release/2:r; ! git show origin/release/2:e
        git show origin/develop:h; git show origin/develop:e
        """),
  ]

  /// What may land nowhere, and stays what it is.
  private static let nowhere: [CloneCureTests.Case] = [
    .init(
      what: "a develop that does not land on main", lines: "\(here); \(policy(""))",
      ask: "\(ask) --base main --head develop", command: "git fetch origin && git switch -c NAME ",
      filling: request.merging(["NAME": "release/1"]) { $1 },
      after: """
        \(kept("--base main --head release/1")); git show origin/release/1:d; git show origin/develop:d
        """),
    .init(
      what: "a develop that does not land on main, where there is no remote",
      lines: "mv made here; cd here; \(policy(""))", ask: "\(ask) --base main --head develop",
      command: "git switch -c NAME develop", filling: ["NAME": "release/1"],
      after: "\(kept("--base main --head release/1")); git show develop:d"),
    .init(
      what: "a release that stays and does not land",
      lines: """
        \(here); \(policy("", extends: "trunk"))
        git switch -q -c release/1.0; \(commit("r")); git push -q -u origin release/1.0
        """,
      ask: "\(ask) --base main --head release/1.0",
      command: "git fetch origin && git switch -c NAME ",
      filling: request.merging(["NAME": "r", "COMMIT": "origin/release/1.0"]) { $1 },
      after: """
        \(kept("--base main --head r")); git show origin/r:r; git show origin/release/1.0:r
        """),
    .init(
      what: "a branch that is to land on itself",
      lines: "\(here); \(policy("", extends: "github-flow"))",
      ask: "\(ask) --base main --head main", command: "gh pr close",
      filling: ["gh pr close": "true"], after: "test $(git rev-parse main) = $before"),
  ]
}

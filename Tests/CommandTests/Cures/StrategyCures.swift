/// What is said of branches that took in, or are to take in, what the strategy keeps apart.
enum StrategyCures {
  static let cases = mergedByMistake

  private static func policy(_ more: String, extends preset: String = "git-flow") -> String {
    "printf 'version: 1\\nextends: \(preset)\\n\(more)\\n' >../policy.yml"
  }

  private static let here = "git clone -q server here; cd here"
  private static func commit(_ name: String) -> String {
    "echo \(name) >\(name); git add \(name); git commit -q -m \(name)"
  }

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
}

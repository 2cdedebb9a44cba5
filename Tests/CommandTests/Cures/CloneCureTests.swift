import TestSupport
import Testing

/// What an audit says of what a clone lacks or cannot judge is typed there, and helps.
@Suite struct CloneCureTests {
  /// A clone of a server with main and develop, what is asked in it, and what helps.
  struct Case: CustomTestStringConvertible, Sendable {
    let what: String
    /// What makes the clone `here`, beside `made` and `server`; goes on in it.
    let lines: String
    var ask = "policy audit --now 2026-03-01"
    /// How the command begins; it goes to the end of its line, or to the next words.
    let command: String
    /// What stands for the words in capitals.
    var filling: [String: String] = [:]
    /// What holds afterwards; `$before` is where HEAD stood.
    let after: String
    var testDescription: String { what }
  }

  private static let unpacked = """
    git clone -q "file://$PWD/server" here; cd here; mv .git/objects/pack/*.pack ../pack
    """
  private static let known = "policy audit --now 2026-03-01 >../said || :; ! grep unknown ../said"
  private static let dated = """
    git switch -q -c story-2106 develop; echo s >s; git add s
    GIT_COMMITTER_DATE='@4294967295 +0000' git commit -q --author 'Ann <ann@example.org>' -m S
    """
  private static let event = """
    printf '{"ref": "refs/heads/develop", "before": "%s", "after": "%s", "repository": %s}' \\
      $(git rev-parse HEAD~1 HEAD) '{"default_branch": "main"}' >../event
    """

  static let cases = [
    Case(
      what: "a parent that is missing",
      lines: """
        \(unpacked); rm -f .git/objects/pack/*; git unpack-objects -q <../pack
        id=$(git rev-parse HEAD~1); rm -f .git/objects/${id%${id#??}}/${id#??}
        """,
      command: "git fetch --refetch", after: known),
    Case(
      what: "a pack that is cut short",
      lines: """
        \(unpacked); chmod u+w ../pack; for idx in .git/objects/pack/*.idx; do
        head -c 300 ../pack >${idx%.idx}.pack; done
        """,
      command: "git fetch --refetch", after: known),
    Case(
      what: "a date in the future, while another branch is checked out",
      lines: "git clone -q server here; cd here; git branch -q develop origin/develop; \(dated); "
        + "git switch -q main",
      command: "git fetch origin && git rebase --exec ",
      after: """
        \(known); test $(git rev-parse main) = $before; git show story-2106:s
        test "$(git log -1 --format=%an story-2106)" = Ann
        """),
    Case(
      what: "a date in the future on a branch that others have",
      lines: """
        ( cd made; \(dated); git push -q ../server story-2106 ); git clone -q server here; cd here
        """,
      command: "git fetch origin && git switch story-2106",
      after: """
        \(known); test $(git rev-parse main) = $before; git clone -q ../server ../new; cd ../new
        \(known); git show origin/story-2106:s
        """),
    Case(
      what: "a rewind, of a remote by another name",
      lines: "git clone -q -o hub server here; cd here",
      ask: "policy audit --now 2026-03-01 --ref main --range $(git rev-parse main)..main~1",
      command: "git fetch hub && git rebase hub/main main",
      after: "test $(git rev-parse main) = $before"),
    Case(
      what: "a rewind, where there is no remote",
      lines: "mv made here; cd here; git switch -q main; "
        + "git reset -q --hard main~1",
      ask: "policy audit --now 2026-03-01 --ref main --range $(git rev-parse ORIG_HEAD)..main",
      command: "git switch main && git merge ",
      after: "git show main:b"),
    Case(
      what: "a forced push to a linear branch, of which an event tells",
      lines: """
        git -C server branch -q odd main~1; git clone -q server here; cd here; old=$(git rev-parse main)
        git reset -q --hard HEAD~1; git commit -q --allow-empty -m N; git push -q -f origin main
        printf '{"ref": "refs/heads/main", "before": "%s", "after": "%s", "repository": %s}' \\
          $old $(git rev-parse HEAD) '{"default_branch": "main"}' >../event
        """,
      ask: "CI=1 GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH=../event "
        + "policy audit",
      command: "git fetch origin && git switch -c ",
      filling: ["BRANCH": "hotfix/9", "gh pr": "echo gh pr"],
      after: """
        git show origin/hotfix/9:b; git merge-base --is-ancestor origin/main origin/hotfix/9
        test -z "$(git log --merges --format=%H origin/hotfix/9)"
        """),
    Case(
      what: "a default branch that a clone of another lacks",
      lines: """
        git clone -q --single-branch -b develop server here; cd here; \(event)
        """,
      ask: "CI=1 GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_EVENT_PATH=../event "
        + "policy audit",
      command: "git remote set-branches origin '*' && ",
      after: "git rev-parse origin/main; \(known)"),
    Case(
      what: "a default branch that the remote has renamed since",
      lines: """
        git -C server branch -m main master; git clone -q server here
        git -C server branch -m master main; cd here; git switch -q develop
        git branch -q -D master; git fetch -q --prune
        """,
      command: "git fetch origin && git remote set-head origin --auto", after: known),
    Case(
      what: "a workflow file that a pull request and its base both change",
      lines: """
        ( cd made; git switch -q main; mkdir -p .github/workflows; cd .github/workflows
        printf 'on: pull_request\\njobs:\\n  test:\\n    runs-on: x\\n' >ci.yml
        git add .; git commit -q -m 'Test it'; git switch -q -c hotfix/1
        printf '  lint:\\n    runs-on: x\\n' >>ci.yml; git commit -q -a -m Lint; git switch -q main
        sed -i '1i name: CI' ci.yml; git commit -q -a -m Name
        cd ../..; git push -q ../server main hotfix/1 )
        git clone -q server here; cd here
        printf 'version: 1\\nextends: story-flow\\n' >../policy.yml
        echo 'branches: {main: {required_status_checks: [test]}}' >>../policy.yml
        echo 'rules: {up-to-date: off}' >>../policy.yml
        """,
      ask: "policy audit --policy ../policy.yml --base main --head hotfix/1",
      command: "git fetch origin && git switch hotfix/1",
      after: """
        policy audit --policy ../policy.yml --base main --head hotfix/1 >../said || :; cat ../said
        ! grep -e unknown -e workflow-trigger ../said; git show origin/hotfix/1:.github/workflows/ci.yml
        """),
    Case(
      what: "objects that a remote by another name left out",
      lines: """
        git -C server config uploadpack.allowFilter true
        git clone -q -o hub --no-checkout --filter=tree:0 "file://$PWD/server" here; cd here
        printf 'version: 1\\nextends: story-flow\\nfiles: {max_size: 1MB}\\n' >../policy.yml
        """,
      ask: "policy audit --policy ../policy.yml",
      command: "git fetch --refetch --no-filter hub",
      after: "policy audit --policy ../policy.yml >../said || :; ! grep unknown ../said"),
    Case(
      what: "what lies behind the end of a shallow clone",
      lines: """
        git clone -q --depth 1 "file://$PWD/server" here; cd here
        """,
      ask: "policy audit --ref main --range HEAD~1..HEAD", command: "git fetch --unshallow",
      after: "git rev-parse HEAD~1"),
    Case(
      what: "a branch of one's own that stands for a tree",
      lines: """
        git clone -q server here; cd here; git rev-parse 'HEAD^{tree}' >.git/refs/heads/story-1
        """,
      command: "git update-ref refs/heads/story-1 COMMIT", filling: ["COMMIT": "origin/develop"],
      after: known),
  ]

  @Test("What is said is typed, and helps", arguments: cases + StrategyCures.cases)
  func pasted(_ each: Case) async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    func shell(_ lines: String) async throws -> ProgramOutput {
      try await PolicyProgram.shell(
        lines, in: folder.path, changing: ["NO_COLOR": "1", "GIT_EDITOR": "true"])
    }
    let asked = try await shell(
      """
      exec 3>&1 >&2
      git init -q -b main made; cd made; git commit -q --allow-empty -m A
      echo b >b; git add b; git commit -q -m B; git switch -q -c develop
      echo d >d; git add d; git commit -q -m D; cd ..
      git clone -q --bare made server; git --git-dir=server symbolic-ref HEAD refs/heads/main
      git --git-dir=server remote remove origin
      \(each.lines)
      git rev-parse HEAD >../before
      \(each.ask) >&3 2>&1 || :
      """)
    let start = try #require(
      asked.text.firstRange(of: each.command), "\(asked.text)\(asked.errors)")
    var typed = String(asked.text[start.lowerBound...].prefix { $0 != "\n" && $0 != ";" })
    for other in [" (in CI", ", or name"] {
      if let end = typed.firstRange(of: other) { typed = String(typed[..<end.lowerBound]) }
    }
    for (word, value) in each.filling { typed = typed.replacing(word, with: value) }
    let pasted = try await shell(
      "cd here; before=$(cat ../before); \(typed); \(each.after)")
    #expect(pasted.status == 0, "\(typed)\n\(pasted.text)\(pasted.errors)\(asked.text)")
  }
}

/// What is brought by hand to a branch with `restrict_pushes`, and comes in by a pull request.
enum ByHandCures {
  static let cases = commits + merges + picks + pushes

  private static let rule = "restricted-push"
  private static let hotfix = [("BRANCH", "hotfix/7")]
  /// Main is where its remote has it, and so is what is about to be done in the end.
  private static let mainStays = "test $(git rev-parse main) = $(git rev-parse origin/main)"
  private static let asked = "grep -qx -- '--base"

  private static let commits = [
    HookCureTests.Case(
      what: "a commit of what is not staged on main", before: "git switch -q main; echo x >a",
      refused: "git commit -q -a -m X", rule: rule, placeholders: hotfix,
      after: "test $(git show origin/hotfix/7:a) = x; \(mainStays)"),
    HookCureTests.Case(
      what: "a commit of one file on main",
      before: "git switch -q main; echo x >a; echo y >y; git add y",
      refused: "git commit -q -m X a", rule: rule, placeholders: hotfix + [("FILE", "a")],
      after: """
        test $(git show origin/hotfix/7:a) = x; test "$(git diff --cached --name-only)" = y
        \(mainStays)
        """),
    HookCureTests.Case(
      what: "an amended commit on main that nobody has",
      before: "git switch -q main; git commit -q --allow-empty -m W",
      refused: "git commit -q --amend --allow-empty -m X", rule: rule,
      placeholders: hotfix + [("git commit", "git commit --amend --allow-empty")],
      hint: "; where you gave --amend, with that\n",
      after: """
        test $(git rev-parse origin/hotfix/7^) = $(git rev-parse origin/main)
        git log -1 --format=%s origin/hotfix/7 | grep X
        """),
  ]

  private static let conflicting = """
    git switch -q -c hotfix/1 main; echo x >a; git commit -q -a -m X
    """

  private static let merges = [
    HookCureTests.Case(
      what: "a hotfix merged into main by hand",
      policy: "branches: {main: {require_linear_history: false}}",
      before: "\(conflicting); git switch -q main", refused: "git merge -q --no-ff hotfix/1",
      rule: rule,
      after: """
        test $(git show origin/hotfix/1:a) = x; \(asked) main --head hotfix/1' .git/asked
        \(mainStays); test ! -e .git/MERGE_HEAD
        """),
    HookCureTests.Case(
      what: "main merged back by hand", policy: "branches: {develop: {restrict_pushes: true}}",
      before: """
        git switch -q main; git commit -q --allow-empty -m H; git push -q origin main
        git switch -q develop; git commit -q --allow-empty -m D
        """,
      refused: "git merge -q --no-edit origin/main", rule: rule,
      after: "\(asked) develop --head main' .git/asked; test ! -e .git/MERGE_HEAD"),
    HookCureTests.Case(
      what: "a commit of no branch merged into main by hand, with a conflict",
      policy: "branches: {main: {require_linear_history: false}}",
      before: """
        \(conflicting); git switch -q --detach; git branch -q -D hotfix/1; git branch -q -f main HEAD
        git commit -q --amend -m Y; echo y >a; git commit -q -a --amend -m Y
        git switch -q main; git merge -q - || echo z >a; git add a
        """,
      refused: "git commit -q --no-edit", rule: rule, placeholders: hotfix,
      after: """
        test $(git show origin/hotfix/7:a) = z; git rev-parse origin/hotfix/7^2
        test ! -e .git/MERGE_HEAD
        """),
  ]

  private static let picks = ["cherry-pick", "revert"].map { command in
    HookCureTests.Case(
      what: "a \(command) with a conflict on main",
      before: """
        git switch -q -c hotfix/1 main; echo x >a; git commit -q -a -m X; echo y >a
        git commit -q -a -m Y; git switch -q main; git \(command) hotfix/1 || echo z >a
        git add a; ls .git | grep -x '[A-Z_]*K_HEAD\\|REVERT_HEAD'
        """,
      refused: "git commit -q", rule: rule, placeholders: hotfix,
      after: """
        test $(git show origin/hotfix/7:a) = z; \(mainStays)
        test ! -e .git/CHERRY_PICK_HEAD; test ! -e .git/REVERT_HEAD
        """)
  }

  private static let pushes =
    ["client", "server"].flatMap { side in
      [
        HookCureTests.Case(
          what: "a release by hand, at the \(side)",
          before:
            "git switch -q develop; git commit -q --allow-empty -m D; git push -q origin develop",
          refused: "git push -q origin develop:main", rule: rule,
          after: "\(asked) main --head develop' .git/asked; \(mainStays)", side: side),
        HookCureTests.Case(
          what: "a release by hand that was brought to main first, at the \(side)",
          before: """
            git switch -q develop; git commit -q --allow-empty -m D; git push -q origin develop
            git switch -q main; git merge -q --ff-only develop
            """,
          refused: "git push -q origin main", rule: rule,
          after: "\(asked) main --head develop' .git/asked", side: side),
        HookCureTests.Case(
          what: "a story pushed to main, at the \(side)", before: "git push -q origin story-1",
          refused: "git push -q origin story-1:main", rule: rule,
          after: "\(asked) develop --head story-1' .git/asked; \(mainStays)", side: side),
      ]
    } + [
      HookCureTests.Case(
        what: "a release by hand of what nobody has",
        before: "git switch -q develop; git commit -q --allow-empty -m D",
        refused: "git push -q origin develop:main", rule: rule,
        after: """
          test $(git rev-parse origin/develop) = $(git rev-parse develop)
          \(asked) main --head develop' .git/asked
          """)
    ]
}

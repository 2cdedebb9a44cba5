/// A branch that others have, and that is set back or rebased here.
enum SetBackCures {
  static let cases = moves + returns + rebases

  /// What makes develop and story-2 part behind main, with a commit of develop that others have.
  static let beside = """
    git push -q origin story-1:develop; git fetch -q; git switch -q develop
    git merge -q --ff-only origin/develop
    git switch -q -c story-2 main; echo m >m; git add m; git commit -q -m M
    git commit -q --allow-empty -m N; git switch -q develop
    """
  private static let rule = "non-fast-forward"
  private static let stays = "test $(git rev-parse develop) = $(git rev-parse origin/develop)"
  private static let isCopy = "\(stays); test $(git branch --show-current) = story-9"

  /// The first commit of story-2 has the parent of develop's, as one that is amended has.
  private static let moves = [
    ("git reset -q --hard", "story-2"), ("git reset -q --hard", "story-2~1"),
    ("git checkout -q -B develop", "story-2~1"),
    ("git switch -q story-1; git branch -f develop", "story-2~1"),
  ].map { command, commit in
    HookCureTests.Case(
      what: "a branch set to a commit beside it: \(command) \(commit)", before: beside,
      refused: "\(command) \(commit)", rule: rule, placeholders: [("NAME", "story-9")],
      after: """
        \(isCopy); test $(git rev-parse HEAD) = $(git rev-parse \(commit))
        test -z "$(git status --porcelain)"; git switch -q develop; cat b
        """)
  }

  /// What was amended has the parent of what others have by now, and no branch leads to it.
  private static let returns = ["--hard", "--keep", "--soft"].map { option in
    HookCureTests.Case(
      what: "a branch reset \(option) to the commit that was amended",
      before: """
        git switch -q develop; echo c >c; git add c; git commit -q -m C
        echo d >c; git commit -q -a --amend -m D; git push -q origin develop
        """,
      refused: "git reset -q \(option) HEAD@{1}", rule: rule, placeholders: [("NAME", "story-9")],
      after: """
        \(isCopy); test $(git log -1 --format=%s) = C; test -z "$(git status --porcelain)"
        git switch -q develop; grep d c
        """)
  }

  /// What a forge lands on main, which is fetched.
  private static let moved = """
    \(beside); git switch -q main; echo h >h; git add h; git commit -q -m H; git push -q origin main
    git reset -q --hard HEAD~1; git switch -q develop
    """
  private static let taken = "git merge-base --is-ancestor origin/develop develop"

  private static let rebases =
    ["", "--rebase-merges"].map { option in
      HookCureTests.Case(
        what: "a rebase \(option) onto a main that has moved", before: moved,
        refused: "git rebase -q \(option) origin/main", rule: rule,
        after: "\(taken); git show develop:h; git show develop:b; git push -q origin develop")
    }
    + ["--root", "-f main"].map { onto in
      HookCureTests.Case(
        what: "a rebase \(onto) of what others have", before: moved,
        refused: "git rebase -q \(onto) develop", rule: rule,
        placeholders: [("NAME", "story-9")],
        hint: "; with the options that you gave\n", after: "\(isCopy); git show HEAD:b")
    } + [
      HookCureTests.Case(
        what: "a rebase of what others have and of what nobody has",
        before: "\(beside); echo d >d; git add d; git commit -q -m D",
        refused: "git rebase -q -f main", rule: rule,
        after: "\(taken); git show develop:d; git push -q origin develop"),
      HookCureTests.Case(
        what: "a rebase of a branch that takes no merges",
        before: "\(moved); git branch -f main origin/main",
        refused: "git rebase -q develop main", rule: rule, placeholders: [("NAME", "hotfix/7")],
        after: """
          test $(git rev-parse main) = $(git rev-parse origin/main); git show hotfix/7:h
          git show hotfix/7:b
          """),
    ]
}

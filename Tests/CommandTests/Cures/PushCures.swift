/// What is pushed under another name than its own, from no branch at all, or where the clone knows little.
enum PushCures {
  static let cases = names + detached + landings + clones + tags + tagNames

  private static let open = "branches: {main: {restrict_pushes: false}}"

  private static func commit(_ name: String) -> String {
    "echo \(name) >\(name); git add \(name); git commit -q -m \(name)"
  }

  private static let names = [
    HookCureTests.Case(
      what: "a merge on a hotfix that is pushed to main", policy: open,
      before: """
        git switch -q -c hotfix/1 main; \(commit("m")); git switch -q -c hotfix/2 main
        \(commit("n")); git merge -q --no-edit hotfix/1; git switch -q develop
        """,
      refused: "git push -q origin hotfix/2:main", rule: "linear-history",
      after: "git push -q origin hotfix/2:main; git show origin/main:m; git show origin/main:n"),
    HookCureTests.Case(
      what: "a hotfix that is pushed as a story",
      before: """
        git switch -q main; \(commit("h")); git push -q origin main
        git switch -q -c hotfix/1; \(commit("m")); git switch -q develop
        """,
      refused: "git push -q origin hotfix/1:story-5", rule: "branch-point",
      after: "git push -q origin hotfix/1:story-5; git show origin/story-5:m"),
    HookCureTests.Case(
      what: "a story without a history in common that is pushed as a hotfix",
      before: "git switch -q --orphan story-o; \(commit("o")); git switch -q develop",
      refused: "git push -q origin story-o:hotfix/o1", rule: "branch-point",
      after: "git push -q origin story-o:hotfix/o1; git show origin/hotfix/o1:o"),
    HookCureTests.Case(
      what: "a story that is pushed over what others have",
      before: """
        git switch -q -c story-6 --no-track origin/develop; \(commit("x"))
        git push -q origin story-1:develop; git fetch -q; git switch -q main
        """,
      refused: "git push -q -f origin story-6:develop", rule: "non-fast-forward",
      after: "git push -q origin story-6:develop; git show origin/develop:b"),
    HookCureTests.Case(
      what: "a story merged into a branch of no kind that is pushed to main",
      policy: "branches: {main: {restrict_pushes: false, require_linear_history: false}}",
      before: """
        git push -q origin story-1; git switch -q -c try main
        git merge -q --no-ff --no-edit story-1; git switch -q main
        """,
      refused: "git push -q origin try:main", rule: "branch-flow",
      after: "test $(git rev-parse try) = $(git rev-parse main)"),
    HookCureTests.Case(
      what: "a push to main while another branch is checked out",
      before: "git switch -q main; \(commit("m")); git switch -q develop",
      refused: "git push -q origin main", rule: "restricted-push",
      placeholders: [("BRANCH", "hotfix/7")],
      after: "test $(git rev-parse origin/hotfix/7) = $(git rev-parse main)"),
  ]

  private static let detached =
    [
      ("git switch -q --detach develop", "HEAD"), ("git tag t develop", "t"),
      ("\(commit("x"))", "HEAD~1"), ("true", "$(git rev-parse HEAD)"),
    ].map { before, source in
      HookCureTests.Case(
        what: "a push of \(source) under a name of no kind",
        before: "git push -q origin story-1:develop; git fetch -q; \(before)",
        refused: "git push -q origin \(source):refs/heads/bad", rule: "branch-name",
        placeholders: [("NAME", "story-9")], after: "git ls-remote --exit-code origin story-9")
    } + [
      HookCureTests.Case(
        what: "a forced push of a commit to a branch that is not here",
        before: """
          git push -q origin story-1:develop; git branch -q -D develop
          git switch -q -c story-6 --no-track origin/develop~1; \(commit("x")); \(commit("y"))
          """,
        refused: "git push -q -f origin HEAD~1:develop", rule: "non-fast-forward",
        after: "git push -q origin HEAD:develop; git show origin/develop:x"),
      HookCureTests.Case(
        what: "a push of the commit below a hotfix to main",
        before: """
          git switch -q -c hotfix/1 main; \(commit("x")); \(commit("y")); git switch -q develop
          """,
        refused: "git push -q origin hotfix/1~1:main", rule: "restricted-push",
        placeholders: [("BRANCH", "hotfix/7")],
        after: "test $(git rev-parse origin/hotfix/7) = $(git rev-parse hotfix/1~1)"),
    ]

  private static let landings = ["client", "server"].flatMap { side in
    [
      HookCureTests.Case(
        what: "a release of merges that is pushed, at the \(side)",
        before: """
          git switch -q develop; git merge -q --no-ff --no-edit story-1; git push -q origin develop
          git switch -q story-1
          """,
        refused: "git push -q origin develop:main", rule: "linear-history",
        after: "grep -qx -- '--base main --head develop' .git/asked", side: side),
      HookCureTests.Case(
        what: "a hotfix merged into main that lacks some of it, at the \(side)",
        policy: "branches: {main: {restrict_pushes: false, require_linear_history: false, "
          + "require_up_to_date: true}}",
        before: """
          git switch -q -c hotfix/1 main; \(commit("x")); git switch -q main; \(commit("h"))
          git push -q origin main; git merge -q --no-ff --no-edit hotfix/1
          """,
        refused: "git push -q origin main", rule: "up-to-date",
        placeholders: [("BRANCH", "hotfix/7")],
        after: """
          git merge-base --is-ancestor origin/main origin/hotfix/7
          git push -q origin hotfix/7:main; git show origin/main:x
          """, side: side),
      HookCureTests.Case(
        what: "a story where the remote has no develop, at the \(side)",
        before: """
          git push -q origin :develop; git fetch -q --prune; git config policy.complete true
          """,
        refused: "git push -q origin story-1", rule: "branch-point",
        after: "git push -q origin story-1", side: side),
    ]
  }

  /// Makes a clone of main only from one of every branch.
  private static let single = """
    git config remote.origin.fetch +refs/heads/main:refs/remotes/origin/main
    git update-ref -d refs/remotes/origin/develop; git pack-refs --all
    """

  private static let clones = [
    HookCureTests.Case(
      what: "a forced push over what a clone of main was never told of",
      before: """
        \(single); git clone -q ../server.git ../other; cd ../other; git switch -q develop
        \(commit("d")); git push -q origin develop
        """,
      refused: "git push -q -f origin story-1:develop", rule: "non-fast-forward",
      after: "git show origin/develop:d"),
    HookCureTests.Case(
      what: "a forced push from a clone of main over what is here",
      before: """
        git push -q origin story-1:develop; \(single); git switch -q develop; \(commit("d"))
        """,
      refused: "git push -q -f origin develop", rule: "non-fast-forward",
      after: "git push -q origin develop; git show develop:b; git show develop:d"),
  ]

  private static let tags =
    [("annotated: true", "-a"), ("annotated: false", "-a")].flatMap { demand, option in
      [
        HookCureTests.Case(
          what: "a tag beside main, with \(demand)",
          policy: "tags: {'v*': {on: [main], \(demand)}}",
          before: "git tag \(option) -m v v1 story-1",
          refused: "git push -q origin v1", rule: "tag-target", placeholders: [("COMMIT", "main")],
          after: "git push -q origin v1"),
        HookCureTests.Case(
          what: "a tag that moves, with \(demand)",
          policy: "tags: {'v*': {immutable: true, \(demand)}}",
          before: """
            git tag \(option) -m v v1 main; git push -q origin v1; git tag -f -a -m w v1 main
            """,
          refused: "git push -q -f origin v1", rule: "tag-immutable",
          placeholders: [("NAME", "v2"), ("COMMIT", "main")], after: "git push -q origin v2"),
      ]
    }

  private static let sound = """
    git push -q origin v1; git cat-file tag v1 >made
    grep -q '^tag v1$' made; grep -q '^# Two' made; ! git rev-parse -q --verify v1-rc
    """
  private static let message = "printf 'One\\n\\n# Two\\n' | git tag --cleanup=verbatim -F - "
  private static let signing = """
    ssh-keygen -q -t ed25519 -N '' -C me -f ../key; echo "* $(cat ../key.pub)" >../signers
    git config gpg.format ssh; git config user.signingkey $(cd ..; pwd)/key.pub
    git config gpg.ssh.allowedSignersFile $(cd ..; pwd)/signers
    """

  private static let tagNames = [
    HookCureTests.Case(
      what: "an annotated tag of another form", policy: "tags: {'v*': {pattern: '^v[0-9]+$'}}",
      before: "\(message) -a v1-rc story-1", refused: "git push -q origin v1-rc", rule: "tag-name",
      placeholders: [("NAME", "v1")], after: sound),
    HookCureTests.Case(
      what: "an annotated tag of another form, the moment it is made",
      policy: "tags: {'v*': {pattern: '^v[0-9]+$'}}", refused: "\(message) -a v1-rc story-1",
      rule: "tag-name", placeholders: [("NAME", "v1")], after: sound),
    HookCureTests.Case(
      what: "a signed tag of another form",
      policy: "tags: {'v*': {pattern: '^v[0-9]+$', signed: true}}",
      before: "\(signing); \(message) -s v1-rc story-1", refused: "git push -q origin v1-rc",
      rule: "tag-name", placeholders: [("NAME", "v1")],
      after: "test $(git cat-file tag v1 | grep -c 'BEGIN SSH') = 1; \(sound)"),
  ]
}

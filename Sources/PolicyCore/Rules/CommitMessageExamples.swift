/// The drawn examples of `commit-message`.
enum CommitMessageExamples {
  static let all = form + patterns + ofKinds + conventional + landed + derived + unfinished

  private static let form: [Example] = [
    .allowed(
      "a subject as long as may be, in characters",
      policy: "commits: {subject_max: 10, body_line_max: 20, blank_second_line: true}",
      #"A; B after A says "Größe änd\n\nIt was 10 µm."; main at A; push main: A -> B"#),
    .allowed(
      "the same in another encoding",
      policy: "commits: {subject_max: 10, pattern: '^Größe'}",
      #"A; B after A says "Größe änd" encoded "ISO-8859-1"; main at A; push main: A -> B"#),
    .allowed(
      "letters with accents behind them, each one character",
      policy: "commits: {subject_max: 3}",
      "A; B after A says \"u\u{308}u\u{308}u\u{308}\"; main at A; push main: A -> B"),
    .blocked(
      "a subject that is too long",
      policy: "commits: {subject_max: 10}",
      #"A; B after A says "Sell the house"; main at A; push main: A -> B"#,
      because: "B: the subject has 14 characters, more than 10"),
    .blocked(
      "a subject that is too short",
      policy: "commits: {subject_min: 5}",
      #"A; B after A says "Fix"; main at A; push main: A -> B"#,
      because: "B: the subject has 3 characters, fewer than 5"),
    .blocked(
      "a body without a blank line before it, and a line of it that is too long",
      policy: "commits: {blank_second_line: true, body_line_max: 20}",
      #"A; B after A says "Sell\nAll of it.\nAnd every other thing besides."; push main: A -> B"#,
      because: "B: line 3 has 30 characters, more than 20",
      "B: no blank line parts the subject from the body"),
    .allowed(
      "long lines that nobody can break: addresses and trailers",
      policy: "commits: {body_line_max: 20}",
      """
      A; B after A says "Sell\\n\\nhttps://example.com/a/long/way\\n\\n\
      Reviewed-by: C O Mitter <committer@example.com>"; push main: A -> B
      """),
    .blocked(
      "long lines that begin as a trailer does, and are none",
      policy: "commits: {body_line_max: 20}",
      """
      A; B after A says "Sell\\n\\nFixes a very long line of the body.\\n\\nFixes: #1"; push main: A -> B
      """,
      because: "B: line 3 has 35 characters, more than 20"),
    .allowed(
      "a long line that goes on with a trailer",
      policy: "commits: {body_line_max: 20}",
      """
      A; B after A says "Sell\\n\\nFixes: 1\\n and another one, which is far away"; push main: A -> B
      """),
    .blocked(
      "a commit without a message",
      policy: "commits: {subject_max: 72}",
      #"A; B after A says ""; main at A; push main: A -> B"#,
      because: "B: the message is empty"),
  ]

  private static let patterns: [Example] = [
    .allowed(
      "a message that is as every pattern asks",
      policy: """
        commits:
          pattern:
            - '^[A-Z]'
            - {operator: ends_with, pattern: '.', negate: true, name: no final period}
          not_pattern: '(?i)secret'
        """,
      #"A; B after A says "Sell"; main at A; push main: A -> B"#),
    .blocked(
      "a message that breaks patterns",
      policy: """
        commits:
          pattern:
            - '^[A-Z]'
            - {operator: ends_with, pattern: '.', negate: true, name: no final period}
            - {operator: contains, pattern: house}
          not_pattern: '(?i)secret'
        """,
      #"A; B after A says "sell the Secret."; main at A; push main: A -> B"#,
      because: "B: the message does not contain 'house'",
      "B: the message does not match '^[A-Z]'", "B: the message is as '(?i)secret'",
      "B: the message is not as 'no final period' asks"),
    .allowed(
      "a program's message, where its author is excepted",
      policy: "commits: {pattern: '^[A-Z]', except_authors: ['^dependabot', '@bots[.]example$']}",
      """
      A; B after A says "bump x" author "dependabot[bot] <1@example.com>";
      C after B says "bump y" author "Renovate <r@bots.example>"; main at A; push main: A -> C
      """),
    .blocked(
      "a commit about to be made that names no issue",
      policy: "commits: {issue: '[A-Z]+-[0-9]+'}",
      #"A; S after A says "Sell"; develop at A; story-1 at A; commit on story-1: A -> S"#,
      because: "S: the message names no issue: it does not match '[A-Z]+-[0-9]+'"),
    .allowed(
      "a commit that names its branch's story, in whatever case",
      policy: "commits: {branch_key: '^(story-[0-9.]+)'}",
      """
      A; S after A says "Story-3.4: sell"; develop at A; push story-3.4-sell: nothing -> S
      """),
    .allowed(
      "a commit that names its branch whole",
      policy: "commits: {branch_key: '^(story-[0-9.]+)', conventional: true}",
      """
      A; S after A says "feat(story-3.4-login): sell"; develop at A;
      push story-3.4-login: nothing -> S
      """),
    .blocked(
      "a pull request with a commit of another story",
      policy: "commits: {branch_key: '^(story-[0-9.]+)'}",
      """
      A; S after A says "Story-3.45: sell"; develop at A; story-3.4 at S; pull story-3.4 into develop
      """,
      because: "S: the message does not name 'story-3.4', as its branch does"),
    .allowed(
      "a pull request of which a squash leaves no message",
      policy: "merge_methods: [squash]\ncommits: {pattern: '^[A-Z]'}",
      #"A; S after A says "sell"; develop at A; story-1 at S; pull story-1 into develop"#),
  ]

  private static let kind =
    "branches: {main: {commit_message_pattern: {operator: starts_with, pattern: Sell}}}"

  private static let ofKinds: [Example] = [
    .allowed(
      "a message of a branch whose kind asks for another", policy: kind,
      #"A; B after A says "Buy"; develop at A; push develop: A -> B"#),
    .blocked(
      "a message that the branch's kind does not want", policy: kind,
      #"A; B after A says "Buy"; main at A; push main: A -> B"#,
      because: "B: the message does not begin with 'Sell'"),
    .blocked(
      "a merge and a revert where the kind has a pattern: a ruleset excepts neither", policy: kind,
      """
      A; B after A says "Sell"; C after A says "Sell more"; M after B, C says "Merge it";
      R after M says "Revert \\"Sell\\"" reverts B; main at A; land main: A -> R
      """,
      because: "M: the message does not begin with 'Sell'",
      "R: the message does not begin with 'Sell'"),
    .blocked(
      "a pull request that only a squash can land, which a ruleset asks of, too",
      policy: """
        merge_methods: [squash]
        commits: {pattern: '^[A-Z]'}
        branches: {develop: {commit_message_pattern: '[A-Z]+-[0-9]+'}}
        """,
      #"A; S after A says "sell"; develop at A; story-1 at S; pull story-1 into develop"#,
      because: "S: the message does not match '[A-Z]+-[0-9]+'"),
    .blocked(
      "a fixup about to be made where the kind's pattern does not take it",
      policy: "branches: {story-*: {commit_message_pattern: '^[A-Z]'}}",
      """
      A; S after A says "fixup! Sell"; develop at A; story-1 at A; commit on story-1: A -> S
      """,
      because: "S: the message does not match '^[A-Z]'"),
    .blocked(
      "a message that stands and breaks a pattern twice, the policy's and the kind's",
      policy: """
        commits: {pattern: '^[A-Z]'}
        branches: {main: {commit_message_pattern: ['^[A-Z]', {operator: contains, pattern: '#'}]}}
        """,
      #"A says "Sell #1"; B after A says "sell"; main at B; audit main"#,
      because: "B: the message does not contain '#'", "B: the message does not match '^[A-Z]'"),
  ]

  private static let conventional: [Example] = [
    .allowed(
      "types, scopes and breaking changes of Conventional Commits",
      policy: "commits: {conventional: {types: [feat, fix], scopes: [api, web]}}",
      """
      A; B after A says "feat: sell"; C after B says "fix(api,web)!: sell\\n\\nBREAKING CHANGE: all";
      main at A; push main: A -> C
      """),
    .blocked(
      "subjects that do not follow Conventional Commits",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "Sell"; C after B says "sell: all"; D after C says "feat:sell";
      E after D says "fix: sell\\n\\nbreaking change: all"; F after E says "fix: sell\\nAll.";
      main at A; push main: A -> F
      """,
      because: "B: the subject is no 'type: description' of Conventional Commits",
      "C: the type 'sell' is none of build, chore, ci, docs, feat, fix, perf, refactor, revert, "
        + "style or test",
      "D: the subject is no 'type: description' of Conventional Commits",
      "E: 'BREAKING CHANGE:' is not in upper case",
      "F: no blank line parts the subject from the body"),
    .blocked(
      "a breaking change that is marked in one place of the two",
      policy: "commits: {conventional: {breaking_mark: true}}",
      """
      A; B after A says "feat!: sell\\n\\nBREAKING CHANGE: all"; C after B says "feat!: sell";
      D after C says "feat: sell\\n\\nBREAKING-CHANGE: all"; main at A; push main: A -> D
      """,
      because: "C: a '!' stands before the colon, and no 'BREAKING CHANGE:' below",
      "D: 'BREAKING CHANGE:' stands below, and no '!' before the colon"),
    .allowed(
      "scopes with a slash in them, one by one and several",
      policy: "commits: {conventional: {scopes: [api/v2, '@acme/web', web], scope_required: true}}",
      """
      A; B after A says "feat(api/v2): sell"; C after B says "fix(@acme/web, API/v2)!: sell";
      D after C says "fix(web,): sell"; main at A; push main: A -> D
      """),
    .blocked(
      "subjects whose scopes are others, or empty",
      policy: "commits: {conventional: {scopes: [api/v2, web], scope_required: true}}",
      """
      A; B after A says "feat(v2/web): sell"; C after B says "fix(,): sell";
      D after C says "fix(/): sell"; main at A; push main: A -> D
      """,
      because: "B: the scope 'v2' is none of api/v2 or web", "C: the subject has no scope",
      "D: the subject has no scope"),
    .blocked(
      "a subject without a scope, and one with another",
      policy: "commits: {conventional: {scopes: [api], scope_required: true}}",
      """
      A; B after A says "feat: sell"; C after B says "fix(cli): sell"; main at C; audit main
      """,
      because: "A: the subject is no 'type: description' of Conventional Commits",
      "B: the subject has no scope", "C: the scope 'cli' is none of api"),
  ]

  private static let unfinished: [Example] = [
    .allowed(
      "unfinished work on a story, which needs no form while it can be squashed",
      policy: "commits: {no_fixup_on: [main, develop], conventional: true}",
      """
      A; S after A says "feat: sell"; T after S says "fixup! feat: sell"; develop at A;
      push story-1: nothing -> T
      """),
    .blocked(
      "the same on a branch that stays and asks only for a form",
      policy: "commits: {conventional: true}",
      """
      A; S after A says "feat: sell"; T after S says "fixup! feat: sell"; develop at A;
      push develop: A -> T
      """,
      because: "T: the subject is no 'type: description' of Conventional Commits"),
    .blocked(
      "unfinished work that landed",
      policy: "commits: {no_fixup_on: [main, develop]}",
      """
      A; S after A says "wip: sell"; T after S says "fixup! sell"; U after T says "wipe it";
      develop at A; land develop: A -> U
      """,
      because: "S: the commit is marked as work in progress",
      "T: the commit is a 'fixup!' of another"),
  ]
}

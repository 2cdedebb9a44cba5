extension CommitMessageExamples {
  /// What a branch takes in from others.
  static let landed: [Example] = [
    .allowed(
      "a story that merges what landed, whatever that says",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "Buy"; S after A says "feat: sell"; M after S, B says "Merge develop";
      develop at B; push story-1: S -> M
      """),
    .allowed(
      "such a merge about to be made",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "Buy"; S after A says "feat: sell"; M after S, B says "Merge develop";
      develop at B; story-1 at S; commit on story-1: S -> M
      """),
    .allowed(
      "a story that is put onto what landed",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "Buy"; S after A says "feat: sell"; T after B says "feat: sell";
      develop at B; push story-1: S -> T
      """),
    .blocked(
      "a commit of a story's own behind what landed",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "Buy"; S after A says "feat: sell"; M after S, B says "Merge develop";
      T after M says "Sell more"; develop at B; push story-1: S -> T
      """,
      because: "T: the subject is no 'type: description' of Conventional Commits"),
    .blocked(
      "a story that merges what another story has, and no branch that stays",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "Buy"; S after A says "feat: sell"; M after S, B says "Merge story-2";
      develop at A; story-2 at B; push story-1: S -> M
      """,
      because: "B: the subject is no 'type: description' of Conventional Commits"),
    .blocked(
      "what landed elsewhere, on its way to a branch that stays",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "Buy"; C after A says "feat: sell"; M after C, B says "Merge main";
      main at B; develop at C; push develop: C -> M
      """,
      because: "B: the subject is no 'type: description' of Conventional Commits"),
    .unknown(
      "what may have landed where a shallow clone ends",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "Buy"; S after A says "feat: sell"; M after S, B says "Merge develop";
      D after B says "feat: buy"; main at A; develop at D; shallow at D; push story-1: S -> M
      """,
      because: "read history: the clone is shallow: the parents of commit D are not here"),
  ]
}

extension CommitMessageExamples {
  /// Merges, reverts and cherry-picks, told by what they are.
  static let derived: [Example] = [
    .allowed(
      "a merge and a revert, whose messages Git writes",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "feat: sell"; C after A says "fix: buy";
      M after B, C says "Merge branch 'story-1'";
      R after M says "Revert \\"feat: sell\\"" reverts B; develop at A; push develop: A -> R
      """),
    .blocked(
      "a merge in name only: its second parent has nothing that the first has not",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "feat: sell"; M after B, A says "Merge branch 'story-1'" edits more.txt;
      develop at A; push develop: A -> M
      """,
      because: "M: the subject is no 'type: description' of Conventional Commits"),
    .blocked(
      "a revert in name only, whose change is another",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "feat: sell"; R after B says "Revert \\"feat: sell\\"" claims B;
      develop at B; push develop: B -> R
      """,
      because: "R: the subject is no 'type: description' of Conventional Commits"),
    .blocked(
      "a revert in name only, whose change of the same file is another",
      policy: "commits: {conventional: true}",
      """
      A with x "1"; B after A says "feat: sell" with x "2";
      R after B says "Whatever" claims B with x "3"; develop at B; push develop: B -> R
      """,
      because: "R: the subject is no 'type: description' of Conventional Commits"),
    .blocked(
      "reverts in name only: one that changes nothing, and one that changes nothing but a file's mode",
      policy: "commits: {conventional: true}",
      """
      A with x "1"; B after A says "feat: sell"; R after B says "Revert it" claims B empty;
      S after R says "Revert that" claims B runs x "1"; develop at B; push develop: B -> S
      """,
      because: "R: the subject is no 'type: description' of Conventional Commits",
      "S: the subject is no 'type: description' of Conventional Commits"),
    .allowed(
      "a revert of a commit that changes nothing, and of one that changes a file's mode",
      policy: "commits: {conventional: true}",
      """
      A with x "1"; B after A says "feat: sell" empty; R after B says "Revert it" reverts B;
      C after R says "fix: run it" runs x "1"; S after C says "Revert that" reverts C;
      develop at A; push develop: A -> S
      """),
    .allowed(
      "a revert that was rebased with what it takes back, and names what is no more",
      policy: "commits: {conventional: true}",
      """
      A; X after A says "feat: sell"; B after A says "feat: buy"; C after B says "feat: sell" like X;
      D after C says "fix: buy"; R after D says "Revert it" reverts X; develop at A;
      push develop: A -> R
      """),
    .blocked(
      "a revert of what never came to the branch",
      policy: "commits: {conventional: true}",
      """
      A with x "1"; F after A says "feat: sell" with x "3"; X after F says "fix: sell" with x "1";
      R after A says "Whatever" claims X with x "3"; develop at A; push develop: A -> R
      """,
      because: "R: the subject is no 'type: description' of Conventional Commits"),
    .unknown(
      "a revert of what a shallow clone does not show",
      policy: "commits: {conventional: true}",
      """
      A; B after A says "feat: sell"; C after B says "feat: buy"; R after C says "Revert it" reverts B;
      develop at C; shallow at C; push develop: C -> R
      """,
      because: "read history: the clone is shallow: the parents of commit C are not here"),
    .blocked(
      "a merge where nothing is excepted",
      policy: "commits: {conventional: true, except: []}",
      """
      A; B after A says "feat: sell"; C after A says "fix: buy";
      M after B, C says "Merge branch 'story-1'"; develop at A; push develop: A -> M
      """,
      because: "M: the subject is no 'type: description' of Conventional Commits"),
    .allowed(
      "a cherry-pick that keeps its message, where these are excepted",
      policy: "commits: {subject_max: 5, except: [cherry-picks]}",
      """
      A; H after A says "A longer one"; B after A says "A longer one" like H picks H; main at H;
      develop at A; push develop: A -> B
      """),
    .blocked(
      "a cherry-pick in name only, whose change of the same file is another",
      policy: "commits: {subject_max: 5, except: [cherry-picks]}",
      """
      A; H after A says "A longer one"; B after A says "A longer one" picks H; main at H;
      develop at A; push develop: A -> B
      """,
      because: "B: the subject has 12 characters, more than 5"),
    .allowed(
      "a revert of a revert, and of the first commit of all",
      policy: "commits: {conventional: true}",
      """
      A says "feat: begin"; R after A says "Revert it" reverts A; S after R says "Reapply" reverts R;
      develop at A; push develop: A -> S
      """),
  ]
}

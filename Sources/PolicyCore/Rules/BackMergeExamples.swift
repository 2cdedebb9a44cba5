/// The examples of `back-merge`.
enum BackMergeExamples {
  static let all: [Example] = [
    .allowed(
      "a hotfix that was merged back",
      """
      A; D after A; H after A; M after A, H; N after D, M;
      main at M; develop at N; now day 40; audit main
      """),
    .allowed(
      "a hotfix that landed on both branches by squash, with the same patch",
      """
      A; D after A; H after A; P after D like H;
      main at H; develop at P; now day 40; audit main
      """),
    .allowed(
      "a hotfix of two commits that was merged here and squashed there",
      """
      A; D after A; H after A; I after H edits h.txt; M after A, I; P after D like H, I;
      main at M; develop at P; now day 40; audit main
      """),
    .allowed(
      "a hotfix of two commits that was rebased here and squashed there",
      """
      A; D after A; H after A; I after H edits h.txt; P after D like H, I;
      main at I; develop at P; now day 40; audit main
      """),
    .allowed(
      "a hotfix that was merged into both branches",
      """
      A; D after A; H after A; B after A; M after B, H; N after D, H; P after N like B;
      main at M; develop at P; now day 40; audit main
      """),
    .allowed(
      "a cherry-pick whose conflict was resolved",
      """
      A; D after A; H after A; P after D picks H;
      main at H; develop at P; now day 40; audit main
      """),
    .allowed(
      "a squashed release",
      """
      A; D after A; E after D; R after A tree of E; F after E;
      main at R; develop at F; now day 40; audit main
      """),
    .allowed(
      "a hotfix that still has time",
      "A; D after A; H after A on day 3; main at H; develop at D; now day 9; audit main"),
    .blocked(
      "a hotfix that never got back",
      "A; D after A; H after A; main at H; develop at D; now day 40; audit main",
      because: "H: has not reached 'develop' within 7 days"),
    .blocked(
      "a hotfix that was merged and never got back",
      """
      A; D after A; H after A on day 1; B after A on day 1; M after B, H on day 2;
      main at M; develop at D; now day 10; audit main
      """,
      because: "H: has not reached 'develop' within 7 days",
      "B: has not reached 'develop' within 7 days"),
    .blocked(
      "a hotfix that was merged back and not pushed",
      """
      A; D after A; H after A; M after D, H; main at H; origin/main at H; develop at M;
      origin/develop at D; now day 40; audit main
      """,
      because: "H: has reached 'develop' here only, and was due at its remote within 7 days"),
    .blocked(
      "a squash without the last commit of what was merged here",
      """
      A; D after A; H after A; I after H edits h.txt; M after A, I; P after D like H;
      main at M; develop at P; now day 40; audit main
      """,
      because: "I: has not reached 'develop' within 7 days"),
    .blocked(
      "a hotfix that was squashed there and is taken back here in part",
      """
      A; D after A; H after A; I after H edits h.txt; P after D like H, I; V after I reverts I;
      main at V; develop at P; now day 40; audit main
      """,
      because: "V: has not reached 'develop' within 7 days"),
    .blocked(
      "a hotfix that was squashed there, while its branch took a part back before it was merged here",
      """
      A; D after A; H after A; I after H; P after D like H, I; V after I reverts I; M after A, V;
      main at M; develop at P; now day 40; audit main
      """,
      because: "V: has not reached 'develop' within 7 days"),
    .blocked(
      "a hotfix that was squashed there and taken back there",
      """
      A; D after A; H after A; I after H edits h.txt; M after A, I; P after D like H, I;
      V after P reverts P; main at M; develop at V; now day 40; audit main
      """,
      because: "H: has not reached 'develop' within 7 days",
      "I: has not reached 'develop' within 7 days"),
    .blocked(
      "a cherry-pick that left something out",
      """
      A; D after A; H after A; P after D picks H at other;
      main at H; develop at P; now day 40; audit main
      """,
      because: "H: has not reached 'develop' within 7 days"),
    .blocked(
      "a revert on main, which looks like an older develop",
      """
      A; D after A; E after D; R after A tree of D; Q after R tree of E; V after Q tree of D;
      main at V; develop at E; now day 40; audit main
      """,
      because: "V: has not reached 'develop' within 7 days"),
    .blocked(
      "a revert of a release that was merged back",
      """
      A; D after A; R after A tree of D; M after D, R; E after M; S after R tree of E;
      N after E, S; V after S reverts S; main at V; develop at N; now day 40; audit main
      """,
      because: "V: has not reached 'develop' within 7 days"),
    .allowed(
      "a merge's own edits, which somebody changed again later",
      """
      A; D after A; H after A; B after A; M after B, H edits x; N after D, M; main at M;
      develop at N; now day 40; audit main
      """),
    .blocked(
      "a merge with edits of its own",
      """
      A; D after A; H after A; B after A; M after B, H edits x; N after D, H; P after N like B;
      main at M; develop at P; now day 40; audit main
      """,
      because: "M: has edits of its own that have not reached 'develop' within 7 days"),
    .blocked(
      "a debt to a branch that does not exist",
      "A; main at A; audit main",
      because: "'develop', which is owed what lands here, does not exist"),
    .unknown(
      "a debt to a branch that was not fetched",
      "A; main at A; single-branch; audit main",
      because: "find branch: branch 'develop' is not here, and may exist elsewhere"),
  ]
}

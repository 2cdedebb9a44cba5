/// The examples of `required-reviews`.
enum RequiredReviewsExamples {
  static let all = approved + missing + stale + owned + landed

  /// A policy by which main requires an approval and this, and which believes GitHub.
  private static func requires(_ more: String = "", _ count: Int = 1) -> String {
    """
    checks: {evidence: [github]}
    branches: {main: {required_reviews: \(count), dismiss_stale_reviews: false, owes: null\(more)}}
    """
  }

  private static let fresh = requires(", dismiss_stale_reviews: true")
    .replacing("dismiss_stale_reviews: false, ", with: "")

  /// A hotfix that asks to land, with this evidence.
  private static func hotfix(_ evidence: String) -> String {
    """
    A; H after A; main at A; hotfix/1 at H; request 7: H into main by alice pushed by alice;
    \(evidence); pull hotfix/1 into main
    """
  }

  private static let approved: [Example] = [
    .allowed(
      "a pull request that somebody else approved", policy: requires(),
      hotfix("review 7: approved by bob on H")),
    .allowed(
      "an approval that its reviewer commented on later", policy: requires(),
      hotfix("review 7: approved by bob on H; review 7: commented by bob on H")),
    .allowed(
      "changes that were requested, made and approved", policy: requires(),
      hotfix("review 7: changes_requested by bob on H; review 7: approved by bob on H")),
    .allowed(
      "a commit whose reviewer signed the trailer", policy: requires(),
      """
      A; H after A; main at A; hotfix/1 at H; review of H: approved by bob@example.com;
      pull hotfix/1 into main
      """),
    .allowed(
      "the pusher's approval beside somebody else's",
      policy: requires(
        ", require_last_push_approval: true"),
      hotfix("review 7: approved by bob on H")),
    .allowed(
      "reviews for which the policy lists no source",
      policy: "branches: {main: {required_reviews: 1}}",
      "A; H after A; main at A; hotfix/1 at H; pull hotfix/1 into main"),
  ]

  private static let missing: [Example] = [
    .blocked(
      "a pull request that nobody approved", policy: requires(), hotfix("now day 1"),
      because: "H: has 0 of 1 approval"),
    .blocked(
      "one approval of two", policy: requires("", 2), hotfix("review 7: approved by bob on H"),
      because: "H: has 1 of 2 approvals"),
    .blocked(
      "the author's own approval", policy: requires(), hotfix("review 7: approved by Alice on H"),
      because: "H: has 0 of 1 approval"),
    .blocked(
      "an approval by somebody who may not write", policy: requires(),
      hotfix("review 7: approved by eve on H reader"), because: "H: has 0 of 1 approval"),
    .blocked(
      "an approval that was dismissed", policy: requires(),
      hotfix("review 7: approved by bob on H; review 7: dismissed by bob on H"),
      because: "H: has 0 of 1 approval"),
    .blocked(
      "two approvals by one person", policy: requires("", 2),
      hotfix("review 7: approved by bob on H; review 7: approved by Bob on H"),
      because: "H: has 1 of 2 approvals"),
    .blocked(
      "changes that somebody requested", policy: requires(),
      hotfix("review 7: approved by bob on H; review 7: changes_requested by carol on H"),
      because: "H: 'carol' requested changes and has not approved since"),
    .blocked(
      "changes that somebody requested, and an approval of which nobody tells when it was",
      policy: requires(),
      hotfix(
        """
        review 7: approved by bob on H; review 7: changes_requested by carol on H;
        review 7: approved by carol on H undated
        """),
      because: "H: 'carol' requested changes and has not approved since"),
    .allowed(
      "changes that somebody requested and approved later in one list, which tells no times",
      policy: requires(),
      hotfix(
        """
        review 7: changes_requested by carol on H undated; review 7: approved by carol on H undated
        """)),
    .blocked(
      "an approval and then a request for changes in one list, which tells no times",
      policy: requires(),
      hotfix(
        """
        review 7: approved by bob on H; review 7: approved by carol on H undated;
        review 7: changes_requested by carol on H undated
        """),
      because: "H: 'carol' requested changes, and nobody tells when"),
    .blocked(
      "changes that somebody requested, of which nobody tells when that was", policy: requires(),
      hotfix(
        """
        review 7: approved by bob on H; review 7: changes_requested by carol on H undated;
        review 7: approved by carol on H
        """),
      because: "H: 'carol' requested changes, and nobody tells when"),
    .blocked(
      "a trailer that nobody signed", policy: requires(),
      """
      A; H after A; main at A; hotfix/1 at H;
      review of H: approved by bob@example.com claimed "the commit is not signed by the reviewer";
      pull hotfix/1 into main
      """,
      because:
        """
        H: has 0 of 1 approval, and no pull request is known; a claimed approval does not count: \
        the commit is not signed by the reviewer
        """),
    .blocked(
      "the last pusher's own approval", policy: requires(", require_last_push_approval: true"),
      """
      A; H after A; main at A; hotfix/1 at H; request 7: H into main by alice pushed by bob;
      review 7: approved by bob on H; pull hotfix/1 into main
      """,
      because: "H: nobody but 'bob', who pushed last, has approved what was pushed"),
    .blocked(
      "a trailer by the commit's own author", policy: requires(),
      """
      A; H after A; main at A; hotfix/1 at H; review of H: approved by author@example.com;
      pull hotfix/1 into main
      """,
      because: "H: has 0 of 1 approval, and no pull request is known"),
    .blocked(
      "a login and an address, which may be one person's", policy: requires("", 2),
      hotfix("review 7: approved by bob on H; review of H: approved by bob@example.com"),
      because: "H: has 1 of 2 approvals"),
    .blocked(
      "a conversation that is open", policy: requires(", require_conversation_resolution: true", 0),
      """
      A; H after A; main at A; hotfix/1 at H; request 7: H into main by alice conversations 2;
      pull hotfix/1 into main
      """,
      because: "H: has 2 conversations that nobody resolved"),
    .blocked(
      "a last push of which no pull request is known",
      policy: requires(", require_last_push_approval: true", 0),
      "A; H after A; main at A; hotfix/1 at H; pull hotfix/1 into main",
      because: "H: has no known pull request whose last push somebody else approved"),
    .blocked(
      "an approval before the last push, where somebody must approve that one",
      policy: requires(", require_last_push_approval: true"),
      """
      A; G after A; H after G; main at A; hotfix/1 at H;
      request 7: H into main by alice pushed by alice; review 7: approved by bob on G;
      pull hotfix/1 into main
      """,
      because: "H: nobody but 'alice', who pushed last, has approved what was pushed"),
    .unknown(
      "conversations of which nobody tells",
      policy: requires(", require_conversation_resolution: true", 0), hotfix("now day 1"),
      because: "count the conversations: nobody tells whether every conversation is resolved"),
    .unknown(
      "a last pusher of whom nobody tells", policy: requires(", require_last_push_approval: true"),
      """
      A; H after A; main at A; hotfix/1 at H; request 7: H into main by alice;
      review 7: approved by bob on H; pull hotfix/1 into main
      """,
      because: "find who pushed last: nobody tells who pushed to the pull request last"),
  ]

  private static let stale: [Example] = [
    .allowed(
      "an approval of an older state, where that counts", policy: requires(),
      """
      A; G after A; H after G; main at A; hotfix/1 at H; request 7: H into main by alice;
      review 7: approved by bob on G; pull hotfix/1 into main
      """),
    .allowed(
      "an approval of the same change before a rebase", policy: fresh,
      """
      A; G after A; B after A; H after B like G; main at B; hotfix/1 at H;
      request 7: H into main by alice; review 7: approved by bob on G; pull hotfix/1 into main
      """),
    .allowed(
      "an approval before main was merged into the head", policy: fresh,
      """
      A; G after A; B after A; M after G, B; main at B; hotfix/1 at M;
      request 7: M into main by alice; review 7: approved by bob on G; pull hotfix/1 into main
      """),
    .blocked(
      "an approval of an older state", policy: fresh,
      """
      A; G after A; H after G; main at A; hotfix/1 at H; request 7: H into main by alice;
      review 7: approved by bob on G; pull hotfix/1 into main
      """,
      because: "H: has 0 of 1 approval; what bob approved has changed since"),
    .blocked(
      "an approval before main was merged with other edits", policy: fresh,
      """
      A; G after A; B after A; M after G, B edits x; main at B; hotfix/1 at M;
      request 7: M into main by alice; review 7: approved by bob on G; pull hotfix/1 into main
      """,
      because: "M: has 0 of 1 approval; what bob approved has changed since"),
    .unknown(
      "an approval of a commit that was not fetched", policy: fresh,
      """
      A; G after A; H after A edits g.txt; main at A; hotfix/1 at H; missing G;
      request 7: H into main by alice; review 7: approved by bob on G; pull hotfix/1 into main
      """,
      because: "compare what was approved: commit G is not there"),
    .unknown(
      "an approval of nobody knows what", policy: fresh,
      hotfix("review 7: approved by bob"),
      because: "compare what was approved: the review of 'bob' names no commit"),
  ]

  private static let ownersToo = requires(", require_code_owner_reviews: true")

  private static let freshOwners = fresh.replacing(
    "owes: null", with: "owes: null, require_code_owner_reviews: true")

  /// A hotfix that changes a file in `src`, with this file of owners and this evidence.
  private static func owned(_ owners: String, _ evidence: String) -> String {
    """
    A with .github/CODEOWNERS "
    \(owners)
    "
    H after A edits src/f; main at A; hotfix/1 at H; request 7: H into main by alice
    \(evidence)
    pull hotfix/1 into main
    """
  }

  private static let owned: [Example] = [
    .allowed(
      "an approval by an owner of what changed", policy: ownersToo,
      owned("/src/ @bob @carol", "review 7: approved by carol on H")),
    .allowed(
      "a change of what nobody owns", policy: ownersToo,
      owned("*.md @bob", "review 7: approved by carol on H")),
    .allowed(
      "a change of what the last line takes out of all hands", policy: ownersToo,
      owned("* @bob\n/src/", "review 7: approved by carol on H")),
    .blocked(
      "an approval by somebody who owns something else", policy: ownersToo,
      owned("* @carol\n/src/ @bob", "review 7: approved by carol on H"),
      because: "H: no owner has approved: @bob"),
    .blocked(
      "an owner's approval of an older state", policy: freshOwners,
      """
      A with .github/CODEOWNERS "/src/ @bob"; G after A; H after G edits src/f; main at A;
      hotfix/1 at H; request 7: H into main by alice;
      review 7: approved by bob on G; review 7: approved by carol on H; pull hotfix/1 into main
      """,
      because: "H: no owner has approved: @bob"),
    .blocked(
      "owners that the pull request itself names", policy: ownersToo,
      """
      A with .github/CODEOWNERS "* @bob"; H after A with .github/CODEOWNERS "* @carol"; main at A;
      hotfix/1 at H; request 7: H into main by alice; review 7: approved by carol on H;
      pull hotfix/1 into main
      """,
      because: "H: no owner has approved: @bob"),
    .blocked(
      "a line of CODEOWNERS that nobody reads", policy: ownersToo,
      """
      A; H after A with .github/CODEOWNERS "* @bob\n!/src/ @carol"; main at A; hotfix/1 at H;
      request 7: H into main by alice; review 7: approved by bob on H; pull hotfix/1 into main
      """,
      because: "H: GitHub passes over this line: '!' does not take a pattern back here"),
    .allowed(
      "a line of CODEOWNERS that nobody read before, either", policy: ownersToo,
      owned("* @carol\n!/src/ @bob", "review 7: approved by carol on H")),
    .allowed(
      "an approval by a member of the team that owns what changed", policy: ownersToo,
      owned("/src/ @org/core", "people @org/core: bob, Carol; review 7: approved by carol on H")),
    .allowed(
      "an approval by whom the owner's address belongs to", policy: ownersToo,
      owned(
        "/src/ c@example.com", "people c@example.com: carol; review 7: approved by carol on H")),
    .allowed(
      "an owner's approval beside a team that nobody tells of", policy: ownersToo,
      owned("/src/ @org/core @bob", "review 7: approved by bob on H")),
    .blocked(
      "an approval by nobody of the team that owns what changed", policy: ownersToo,
      owned("/src/ @org/core", "people @org/core: bob; review 7: approved by carol on H"),
      because: "H: no owner has approved: @org/core"),
    .unknown(
      "an owner who is a team of which nobody tells", policy: ownersToo,
      owned("/src/ @org/core", "review 7: approved by carol on H"),
      because: "look for the owners' approval: only the forge knows who '@org/core' is"),
    .unknown(
      "two teams, of which one is told", policy: ownersToo,
      owned(
        "/src/ @org/core @org/more", "people @org/core: bob; review 7: approved by carol on H"),
      because: "look for the owners' approval: only the forge knows who '@org/more' is"),
  ]

  /// A merge queue that landed two pull requests with one move.
  private static func both(_ evidence: String) -> String {
    """
    A; R after A; S after A; B after A like R; C after B like S; main at C;
    request 6: R into main by alice; request 7: S into main by alice;
    landing main: A -> C of 7 above 6 as B; \(evidence); audit main
    """
  }

  /// A merge queue that is about to land a pull request.
  private static func queued(_ evidence: String, _ number: String) -> String {
    """
    A; S after A; C after A like S; main at A; request 7: S into main by alice; \(evidence);
    queue main: A -> C \(number)
    """
  }

  private static let landed: [Example] = [
    .allowed(
      "a squash that was approved before", policy: fresh,
      """
      A; S after A; B after A tree of S; main at B; request 7: S into main by alice;
      landing main: A -> B of 7; review 7: approved by bob on S; audit main
      """),
    .allowed(
      "an approval in the moment in which it landed", policy: requires(),
      """
      A; S after A; B after A tree of S; main at B; request 7: S into main by alice;
      landing main: A -> B of 7 at day 3; review 7: approved by bob on S at day 3; now day 9;
      audit main
      """),
    .blocked(
      "an approval after it had landed", policy: requires(),
      """
      A; S after A; B after A tree of S; main at B; request 7: S into main by alice;
      landing main: A -> B of 7 at day 3; review 7: approved by bob on S at day 4; now day 9;
      audit main
      """,
      because: "B: has 0 of 1 approval"),
    .blocked(
      "a push past every pull request", policy: requires(),
      "A; B after A; main at B; landing main: A -> B by mallory; audit main",
      because: "B: has 0 of 1 approval, and no pull request is known"),
    .blocked(
      "a push that has landed without an approval", policy: requires(),
      """
      A; S after A; B after A tree of S; main at A; request 7: S into main by alice;
      landing main: A -> B of 7; land main: A -> B
      """,
      because: "B: has 0 of 1 approval"),
    .allowed(
      "pull requests that a merge queue landed together, each approved", policy: requires(),
      both("review 6: approved by bob on R; review 7: approved by bob on S")),
    .blocked(
      "a pull request that nobody approved, below one in the same merge group", policy: requires(),
      both("review 7: approved by bob on S"), because: "B: has 0 of 1 approval"),
    .allowed(
      "a merge group whose pull request was approved", policy: requires(),
      queued("review 7: approved by bob on S", "of 7")),
    .blocked(
      "a merge group whose pull request nobody approved", policy: requires(),
      queued("now day 3", "of 7"), because: "C: has 0 of 1 approval"),
    .unknown(
      "a merge group of which nobody says whose it is", policy: requires(),
      queued("review 7: approved by bob on S", ""),
      because: "find the pull request: the event does not name the merge queue's branch"),
    .unknown(
      "a merge group of a pull request of which nobody tells", policy: requires(),
      queued("review 7: approved by bob on S", "of 9"),
      because: "find the pull request: nobody tells of pull request 9"),
    .unknown(
      "a merge group of a pull request to another branch", policy: requires(),
      queued("request 8: S into develop by alice", "of 8"),
      because:
        """
        find the pull request: pull request 8 goes to 'develop', which this queue does not land on
        """),
    .unknown(
      "a step of which nobody tells whether it landed by itself", policy: requires(),
      "A; B after A; main at B; audit main",
      because:
        """
        look for reviews: has 0 of 1 approval, and no pull request is known: B, and nobody tells \
        whether it landed by itself
        """),
  ]
}

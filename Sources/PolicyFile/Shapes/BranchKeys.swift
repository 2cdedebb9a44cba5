/// The keys of a branch kind: the strategy's, and the protection's in GitHub's own words.
enum BranchKeys {
  static let all = strategy + protection

  private static let strategy: [Key] = [
    Key("from", .text(.branchName), "The long-lived branch that these branches are cut from."),
    Key(
      "into", .list(.text(.branchName)),
      "The long-lived branches that these may land on; [] where nothing lands."),
    Key("max_age", .text(.duration), "How old a branch's oldest own commit may be."),
    Key("owes", .record(owes), "The branch that everything landed here must reach."),
  ]

  private static let owes: [Key] = [
    Key("to", .text(.branchName), required: true, "The branch that must be reached."),
    Key("within", .text(.duration), required: true, "The time there is for it."),
  ]

  /// The order and the names of the two flat blocks that GitHub's API has for it.
  private static let protection: [Key] = [
    Key(
      "required_reviews", .integer(0...10), judgedBy: "required-reviews",
      "How many approvals a pull request needs."),
    Key(
      "dismiss_stale_reviews", .flag, judgedBy: "required-reviews",
      "An approval of an older state does not count."),
    Key(
      "require_code_owner_reviews", .flag, judgedBy: "required-reviews",
      "An owner of each changed file approves."),
    Key(
      "require_last_push_approval", .flag, judgedBy: "required-reviews",
      "Somebody other than the last pusher approves."),
    Key(
      "require_conversation_resolution", .flag, judgedBy: "required-reviews",
      "Every conversation is resolved."),
    Key(
      "required_status_checks", .list(.either([.text(.text), .record(check)])),
      judgedBy: "required-checks", "The contexts that must succeed."),
    Key(
      "require_merge_queue", .flag,
      "Changes land through a merge queue, in which the checks run again."),
    Key("require_up_to_date", .flag, "A pull request contains the branch's tip (strict)."),
    Key("require_linear_history", .flag, "No merge commits."),
    Key("require_signatures", .flag, judgedBy: "signed-commits", "Every commit is signed."),
    Key(
      "required_deployments", .list(.text(.text)), judgedBy: "required-deployments",
      "The environments that must have been deployed to."),
    Key(
      "restrict_pushes", .either([.flag, .record(pushers)]),
      "Who may push without a pull request: true for nobody, or these."),
    Key("allow_force_pushes", .flag, "Whether the branch may be rewritten."),
    Key("allow_deletions", .flag, "Whether the branch may be deleted."),
    Key("block_creations", .flag, "The branch may not be created."),
    Key(
      "branch_name_pattern", PatternKeys.several, judgedBy: "branch-name",
      "What the branches' short names are, beyond the glob."),
    Key(
      "commit_message_pattern", PatternKeys.several, judgedBy: "commit-message",
      "What each new commit's message is, merges' and reverts' too."),
    Key(
      "commit_author_email_pattern", PatternKeys.several, judgedBy: "author-email",
      "What the addresses of new commits' authors are."),
    Key(
      "committer_email_pattern", PatternKeys.several, judgedBy: "committer-email",
      "What the addresses of new commits' committers are."),
    Key("lock_branch", .flag, "Nothing may land."),
    Key(
      "enforce_admins", .flag, judgedBy: "protection-drift", "Administrators are bound as well."),
    Key("allow_fork_syncing", .flag, "A locked branch may still follow its upstream."),
  ]

  private static let check: [Key] = [
    Key("context", .text(.text), required: true, "The context, as the forge shows it."),
    Key("app", .text(.slug), "The app that must report it."),
  ]

  private static let pushers: [Key] = [
    Key("users", .list(.text(.login)), "Logins."),
    Key("teams", .list(.text(.team)), "Team slugs."),
  ]
}

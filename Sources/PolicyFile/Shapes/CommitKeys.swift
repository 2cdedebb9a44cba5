internal import PolicyCore

/// The keys of `commits:`.
enum CommitKeys {
  static let all = message + people + others

  private static let message: [Key] = [
    Key(
      "subject_max", .integer(1...1000), judgedBy: "commit-message",
      "The most characters of a subject, which is the first line."),
    Key(
      "subject_min", .integer(1...1000), judgedBy: "commit-message",
      "The fewest characters of a subject."),
    Key(
      "body_line_max", .integer(1...10_000), judgedBy: "commit-message",
      "The most characters of any other line that could be broken."),
    Key(
      "blank_second_line", .flag, judgedBy: "commit-message",
      "A blank line parts the subject from the body."),
    Key("pattern", PatternKeys.several, judgedBy: "commit-message", "What every message is."),
    Key("not_pattern", PatternKeys.several, judgedBy: "commit-message", "What no message is."),
    Key(
      "conventional", .either([.flag, .record(conventional)]), judgedBy: "commit-message",
      "Subjects follow Conventional Commits."),
    Key(
      "issue", .text(.regex), judgedBy: "commit-message",
      "The issue's key that every message names: '[A-Z]+-[0-9]+'."),
    Key(
      "branch_key", .text(.capture), judgedBy: "commit-message",
      "The group in a branch's name that its commits name, in whatever case: '^(story-[0-9.]+)'."),
    Key(
      "no_fixup_on", .list(.text(.branchName)), judgedBy: "commit-message",
      "Branches that no fixup!, squash!, amend! or WIP commit may land on."),
    Key(
      "except", .list(.word(CommitDemands.Derivation.allCases.map(\.rawValue))),
      "The commits whose messages Git writes, and which need no form: [merges, reverts] by default."
    ),
    Key(
      "except_authors", PatternKeys.several,
      "Authors, by name or address, whose messages need no form: those of programs."),
  ]

  private static let people: [Key] = [
    Key("author_name", PatternKeys.several, judgedBy: "author-name", "What authors' names are."),
    Key(
      "author_email", PatternKeys.several, judgedBy: "author-email", "What authors' addresses are."),
    Key(
      "committer_name", PatternKeys.several, judgedBy: "committer-name",
      "What committers' names are."),
    Key(
      "committer_email", PatternKeys.several, judgedBy: "committer-email",
      "What committers' addresses are."),
    Key(
      "signed_off", .either([.flag, .record(signOff)]), judgedBy: "sign-off",
      "Every message has its author's Signed-off-by."),
    Key(
      "trailers", .list(.either([.text(.trailer), .record(trailer)])),
      judgedBy: "required-trailers", "The trailers that every message has."),
  ]

  private static let others: [Key] = [
    Key(
      "max_future", .text(.duration), judgedBy: "commit-date",
      "How far a commit may be dated in the future."),
    Key(
      "max_author_lead", .text(.duration), judgedBy: "commit-date",
      "How long before its author's date a commit may be made."),
    Key(
      "max_count", .integer(1...100_000), judgedBy: "commit-count",
      "The most commits that a push or a pull request brings."),
    Key(
      "restricted", .list(.either([.text(.commit), .record(restricted)])),
      judgedBy: "restricted-commits", "Commits that may land nowhere."),
    Key("signed", .flag, judgedBy: "signed-commits", "Every commit is signed."),
    Key(
      "signers",
      SignerKeys.ofCommits, judgedBy: "signed-commits",
      "Whose signatures count: a name or address and an SSH public key or OpenPGP fingerprint each."
    ),
  ]

  private static let conventional: [Key] = [
    Key(
      "types", .list(.text(.slug), atLeast: 1),
      "The types; by default those of commitlint's config-conventional."),
    Key("scopes", .list(.text(.text)), "The scopes; by default any."),
    Key("scope_required", .flag, "Every subject has a scope."),
    Key(
      "breaking_mark", .flag,
      "A '!' stands in the subject exactly where a footer says BREAKING CHANGE."),
  ]

  private static let signOff: [Key] = [
    Key("co_authors", .flag, "Whom Co-authored-by names signs off as well."),
    Key("committer", .flag, "The committer may sign off in the author's place."),
  ]

  private static let trailer: [Key] = [
    Key("key", .text(.trailer), required: true, "The trailer's key, in any case."),
    Key("pattern", .text(.regex), "What its value is."),
  ]

  private static let restricted: [Key] = [
    Key("commit", .text(.commit), required: true, "The commit."),
    Key("reason", .text(.text), "Why."),
  ]
}

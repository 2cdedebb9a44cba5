internal import PolicyCore

/// The keys of a policy file: the one table behind the parser's checks and the schema.
enum PolicyKeys {
  static let version = 1

  static let root: [Key] = [
    Key("version", .integer(version...version), required: true, "The version of this format."),
    Key(
      "extends", .text(.parent),
      """
      The policy that this one changes: a preset, or a path in the same tree. Mappings are merged, \
      lists and values replace, and null removes a key.
      """),
    Key(
      "mode", .word(Policy.Mode.allCases.map(\.rawValue)),
      "Whether what is broken blocks (enforce) or is only reported (evaluate)."),
    Key("baseline", .record(baseline), "What history is too old to be judged."),
    Key(
      "branches", .map(keys: .branchGlob, values: .record(BranchKeys.all)),
      """
      The kinds of branches, by name or glob: '*' stops at '/', '**/' does not. Exact names win, \
      then the order of the file.
      """),
    Key(
      "merge_methods", .list(.word(MergeMethod.allCases.map(\.rawValue)), atLeast: 1),
      "The ways in which the forge merges a pull request."),
    Key(
      "exempt", .list(.either([.text(.branchGlob), .record(exemption)])),
      "Branches outside the strategy, such as those that bots make."),
    Key("forks", .record(forks), "What branches of forks may do."),
    Key(
      "other_refs", .word(OtherRefs.allCases.map(\.rawValue)),
      "What becomes of refs that are no branches, tags, notes or policy refs."),
    Key("rules", .record(rules), "How loud each rule is."),
    Key("waivers", .list(.record(waiver)), "Written, dated exceptions."),
    Key("commits", .record(CommitKeys.all), "What commits must look like."),
    Key("files", .record(FileKeys.all), "What may be committed."),
    Key(
      "tags", .map(keys: .tagGlob, values: .record(TagKeys.all)),
      "What tags must be, by name or glob."),
    Key("checks", .record(CheckKeys.all), "Where evidence of checks and reviews comes from."),
    Key(
      "checkers", .map(keys: .signer, values: .text(.signingKey)),
      """
      Whose signature on evidence counts: a name or address and an SSH public key or an OpenPGP \
      fingerprint each.
      """),
    Key(
      "gates", .map(keys: .slug, values: .record(GateKeys.gate)),
      "Quality gates: named commands, with a metric and a threshold where they have one."),
    Key(
      "github", .record(GitHubKeys.all), "What is kept on GitHub, and where: policy github plan."),
    Key("override", .record(OverrideKeys.all), "Who may lift protection, and for how long."),
  ]

  private static let baseline: [Key] = [
    Key("since", .text(.date), "Commits made before this moment are not judged."),
    Key("commits", .list(.text(.commit)), "These commits and all behind them are not judged."),
    Key(
      "file", .text(.path),
      "A file of known violations, as 'policy baseline' writes it; it may only shrink."),
  ]

  private static let exemption: [Key] = [
    Key(
      "name", .text(.branchGlob), required: true,
      "Which branches; a trailing '/**' means all below."),
    Key("into", .list(.text(.branchName)), "The long-lived branches that they may land on."),
  ]

  private static let forks: [Key] = [
    Key("into", .list(.text(.branchName)), "The long-lived branches that they may land on.")
  ]

  private static let rules: [Key] =
    RuleCatalog.all.map { rule in (rule.guide.id, rule.guide.summary) }
    .map { Key($0.0, .word(Level.allCases.map(\.rawValue)), $0.1) }

  private static let waiver: [Key] = [
    Key(
      "rule", .word(rules.map(\.name), named: "a rule's id"), required: true,
      "The rule that it is an exception from."),
    Key("ref", .text(.glob), "The branches (short) or refs (in full) that it covers."),
    Key("commits", .list(.text(.commit), atLeast: 1), "The commits that it covers."),
    Key("reason", .text(.text), required: true, "Why."),
    Key("until", .text(.date), "The last day, or moment, on which it holds."),
  ]
}

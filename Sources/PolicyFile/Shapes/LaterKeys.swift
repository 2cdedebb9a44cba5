/// The keys of groups whose rules are still to come: read and checked all the same.
enum LaterKeys {
  static let files: [Key] = [
    Key("max_size", .text(.size), judgedBy: "file-size", "The largest file; 1 MB is 1000 KB."),
    Key(
      "forbidden_paths", .list(.text(.glob)), judgedBy: "file-path",
      "Paths that may not be committed."),
    Key(
      "forbidden_extensions", .list(.text(.slug)), judgedBy: "file-extension",
      "Extensions, without the dot, that may not be committed."),
    Key("max_path_length", .integer(1...4096), judgedBy: "path-length", "The longest path."),
    Key(
      "code_owners", .flag, judgedBy: "code-owners", "A CODEOWNERS file names every path's owner."),
  ]

  static let tag: [Key] = [
    Key(
      "on", .list(.text(.branchName), atLeast: 1), judgedBy: "tag-target",
      "The long-lived branches that such a tag sits on."),
    Key("pattern", .text(.regex), judgedBy: "tag-name", "What the tag's name matches."),
    Key("signed", .flag, judgedBy: "signed-commits", "The tag is signed."),
    Key("immutable", .flag, judgedBy: "tag-immutable", "The tag never moves or goes away."),
  ]

  static let override: [Key] = [
    Key(
      "approvers", .list(.either([.text(.login), .record(approver)])),
      "Who may approve that protection is lifted."),
    Key(
      "max_duration", .text(.duration),
      "How long it may be lifted."),
    Key(
      "remediation_within", .text(.duration),
      "The time there is for what must be repaired after it."),
    Key("self_approval", .flag, "A sole maintainer may approve their own; every report says so."),
  ]

  private static let approver: [Key] = [
    Key("login", .text(.login), required: true, "The user's login."),
    Key("key", .text(.signingKey), "The public key or fingerprint that signs their approvals."),
  ]
}

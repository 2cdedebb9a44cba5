internal import PolicyCore

/// The keys of an entry under `tags`.
enum TagKeys {
  static let all: [Key] = [
    Key(
      "on", .list(.text(.branchName), atLeast: 1), judgedBy: "tag-target",
      "The long-lived branches of which such a tag sits on one."),
    Key("pattern", PatternKeys.several, judgedBy: "tag-name", "What the tag's short name is."),
    Key(
      "annotated", .flag, judgedBy: "tag-annotated",
      "The tag is an object of its own, with who made it, when and why."),
    Key("signed", .flag, judgedBy: "tag-signed", "The tag bears a signature that counts."),
    Key(
      "signers", SignerKeys.ofTags, judgedBy: "tag-signed",
      "Whose signatures count on these tags; else those of 'commits.signers'."),
    Key(
      "immutable", .either([.flag, .word(["deletion", "update"])]), judgedBy: "tag-immutable",
      "The tag never moves or goes away; with 'deletion' it may move, with 'update' go away."),
  ]
}

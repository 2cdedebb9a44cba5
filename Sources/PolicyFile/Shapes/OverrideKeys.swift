/// The keys of `override:`.
enum OverrideKeys {
  static let all: [Key] = [
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
    Key(
      "known_flaws", .list(.text(.commit)),
      "Entries of the ledger that are known to be wrong: they count for nothing."),
  ]

  private static let approver: [Key] = [
    Key("login", .text(.login), required: true, "The user's login."),
    Key("key", .text(.signingKey), "The public key or fingerprint that signs their approvals."),
  ]
}

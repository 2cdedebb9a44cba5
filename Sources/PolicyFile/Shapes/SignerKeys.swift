/// The keys of an entry under `signers`.
enum SignerKeys {
  /// Whose signatures count on commits.
  static let ofCommits = signers([key, on] + ends)
  /// Whose signatures count on tags.
  static let ofTags = signers([key] + ends)

  private static func signers(_ keys: [Key]) -> Shape {
    .map(keys: .signer, values: .either([.text(.signingKey), .record(keys)]))
  }

  private static let key = Key(
    "key", .text(.signingKey), required: true, "An SSH public key or an OpenPGP fingerprint.")

  private static let on = Key(
    "on", .list(.text(.branchGlob), atLeast: 1), "The branches on which it counts; else all.")

  private static let ends: [Key] = [
    Key("until", .text(.date), "The last day, or moment, of what it signs."),
    Key("revoked", .flag, "Nothing that it signed counts, however it is dated."),
  ]
}

internal import Evidence
internal import GitModel
internal import GitStore

extension SigningKey {
  /// The key that records are signed with where nobody names one: `policy.signingKey`, else git's own
  /// `user.signingKey`; `nil` where neither is set.
  static func usual(in repository: Repository, home: String?) throws -> SigningKey? {
    let top = repository.workTree ?? repository.gitDirectory
    if let text = try repository.config("policy.signingKey") {
      return SigningKey(configured: text, top: top, home: home)
    }
    guard let text = try repository.config("user.signingKey"), !text.isEmpty else { return nil }
    let format = try repository.config("gpg.format")
    guard let key = SigningKey(userSigningKey: text, format: format, top: top, home: home) else {
      throw Stop.usage(
        "gpg.format is '\(format ?? "")', in which policy does not sign",
        help: "name a key: git config policy.signingKey KEY, or write a claim with --no-sign")
    }
    return key
  }
}

package import GitModel

/// Who writes entries, and how they are signed.
package struct LedgerAuthor {
  /// The login, or a name where nobody knows one.
  let login: String
  /// `NAME <ADDRESS>`.
  private let person: [UInt8]
  private let signing: (key: SigningKey, environment: [String: String])?

  /// An author; `identity` is what `git var GIT_COMMITTER_IDENT` says, `key` what git signs with.
  package init(
    login: String, identity: [UInt8], key: SigningKey?, environment: [String: String]
  ) {
    let end = identity.lastIndex(of: UInt8(ascii: ">"))
    self.login = login
    person = end.map { Array(identity[...$0]) } ?? identity
    signing = key.map { ($0, environment) }
  }

  /// The identity at a moment in seconds since 1970.
  func identity(at seconds: Int64) -> [UInt8] { person + Array(" \(seconds) +0000".utf8) }

  /// The signature over a commit; `nil` where git is not set up to sign.
  var sign: ((_ payload: [UInt8]) throws(GitError) -> String)? {
    guard let signing else { return nil }
    return { payload throws(GitError) in
      do throws(GitError) {
        // What git signs commits for: gitformat-signature(5), `git`.
        return try Signatures(by: [], environment: signing.environment).sign(
          payload, with: signing.key, for: "git")
      } catch {
        throw GitError(
          error.cause, error.operation, error.message,
          help: "name a key that is there, and whose passphrase its agent knows: git config "
            + "user.signingKey KEY; or sign nothing: git config commit.gpgSign false")
      }
    }
  }

  /// Throws where an entry could not be signed now.
  package func checkSigning() throws(GitError) { _ = try sign?(Array("policy\n".utf8)) }
}

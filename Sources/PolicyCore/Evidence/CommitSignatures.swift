public import GitModel

/// What the signature of a commit or a tag says.
public enum CommitSignature: Hashable, Sendable {
  /// There is none.
  case none
  /// It is right, and was made with the key of these signers, by name.
  case by([String])
  /// It is somebody's whose key is not listed.
  case stranger(key: String)
  /// It is no signature of this commit or tag.
  case invalid(why: String)
  /// Nobody can tell.
  case unknown(GitError)
}

/// Who checks the signatures of commits and tags: programs do, and a rule starts none.
public protocol CommitSignatures: AnyObject {
  /// What the signatures of commits say, in the order of the commits. Without signers, those count that
  /// Git is configured to trust: gpg's keyring, and `gpg.ssh.allowedSignersFile` (git-config(1)).
  func signatures(
    of commits: [ObjectID], by signers: [Signer]
  ) throws(GitError) -> [CommitSignature]

  /// What the signatures of annotated tags say, in the order of the tags. Without signers as of commits.
  func signatures(
    ofTags tags: [ObjectID], by signers: [Signer]
  ) throws(GitError) -> [CommitSignature]
}

/// Signatures that were found right before, so that no program is started for them again.
public protocol KeptSignatures {
  /// The commits and tags whose signatures were right, with the text of the key that made each, where `basis` was
  /// all that the answers rested on.
  func found(on basis: [UInt8]) -> [ObjectID: String]

  /// Keeps them, if it can.
  func keep(_ found: [ObjectID: String], on basis: [UInt8])
}

internal import Evidence
internal import GitStore
internal import Hooks
internal import PolicyCore

extension RepositorySignatures {
  /// The signatures in a repository, which keeps those that were found right.
  static func kept(
    in repository: Repository, _ environment: [String: String]
  ) -> RepositorySignatures {
    RepositorySignatures(
      repository, environment: environment,
      kept: SignatureProofs(commonDirectory: repository.commonDirectory))
  }
}

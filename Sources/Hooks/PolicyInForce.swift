internal import CLibrary
internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// The policy that the hooks of a side judge by, found where they find it.
public struct PolicyInForce {
  /// Where it was found: `.policy.yml at origin/main`.
  public let source: String
  /// Whether somebody wrote it; else it is the preset that holds where nobody did.
  public let isWritten: Bool
  /// Whether it asks for what cannot all be.
  public let isContradictory: Bool
  /// A policy file of the work tree that does not count yet.
  public let unlanded: String?

  /// Finds it. Throws where the hooks of that side would stop.
  public init(
    for side: HookName.Side, environment: [String: String], _ parse: @escaping PolicyParser
  ) throws(HookFailure) {
    let place = try ask { () throws(GitError) in try Workplace(environment) }
    let trusted = try ask { () throws(GitError) in
      switch side {
      case .client: try ClientView(place).policy
      case .server: TrustedPlace.tree(try ServerDefault(of: place).standing())
      }
    }
    let found = try PolicyFinder(repository: place.repository, parse: parse).policy(in: trusted)
    (source, isWritten) = (found.source.source, found.isWritten)
    isContradictory = found.policy.isContradictory
    let top = place.repository.workTree
    unlanded =
      found.isWritten
      ? nil
      : FoundText.places.first { file in
        top.map { FilePath.isAccessible(Array(($0 + file).utf8), F_OK) } ?? false
      }
  }
}

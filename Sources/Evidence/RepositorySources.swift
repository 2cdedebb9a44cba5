public import GitStore
public import PolicyCore

/// The sources of evidence that a repository has in itself or beside it.
public struct RepositorySources {
  private let repository: Repository
  private let signatures: Signatures
  private let now: Int64

  /// Sources over a repository: `environment` says where ssh-keygen and gpg are, `now` is the moment of
  /// the judgement in seconds since 1970.
  public init(
    _ repository: Repository, checkers: [Checker], environment: [String: String], now: Int64
  ) {
    (self.repository, self.now) = (repository, now)
    signatures = Signatures(by: checkers, environment: environment)
  }

  /// The source that a policy lists as `notes`, `trailers` or `file:PATH`; `nil` for any other.
  public func source(_ listed: String) -> (any EvidenceSource)? {
    switch listed {
    case "notes": return NotesSource(repository, signatures: signatures, now: now)
    case "trailers": return TrailersSource(repository, signatures: signatures)
    default:
      guard listed.hasPrefix("file:") else { return nil }
      return FileSource(String(listed.dropFirst(5)), in: repository)
    }
  }
}

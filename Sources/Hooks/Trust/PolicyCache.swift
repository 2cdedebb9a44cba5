public import GitModel
public import PolicyCore

/// Policies that this very program has read before, kept in the repository, so that no hook has to
/// start the YAML parser for a file that has not changed.
///
/// Nothing here can fail: what cannot be read, or is not believed, is a miss; what cannot be kept is
/// not kept. Only the caller's question about a neighbour throws.
public struct PolicyCache {
  /// What a policy was read from.
  public enum Key: Hashable, Sendable {
    /// A file with the contents of this blob.
    case blob(ObjectID)
    /// A preset that is built in.
    case preset(String)
  }

  /// A file that a policy was read together with: one that it extends, or its baseline.
  public struct Neighbour: Hashable, Sendable {
    /// The path in the same tree.
    public var path: String
    /// The id of its contents; `nil` where there was no such file.
    public var blob: ObjectID?

    /// A file beside a policy, as it was when the policy was read.
    public init(path: String, blob: ObjectID?) { (self.path, self.blob) = (path, blob) }
  }

  private let folder: CacheFolder
  private let program: ProgramIdentity?

  /// The cache of a repository, of the policies that the program at a path has read, by default this
  /// one. Without a way to tell it from another program, it stays empty.
  public init(commonDirectory: String, reader: String? = nil) {
    self.init(
      commonDirectory: commonDirectory,
      program: reader.map { .of(Array($0.utf8CString)) } ?? .running)
  }

  init(commonDirectory: String, program: ProgramIdentity?) {
    folder = CacheFolder(below: commonDirectory)
    self.program = program
  }

  /// The policy that was kept; `nil` unless everything that it rested on is as it was.
  ///
  /// `neighbour` gives the id of a file in the tree that the policy is in.
  public func policy(
    for key: Key, neighbour: (_ path: String) throws(GitError) -> ObjectID?
  ) throws(GitError) -> Policy? {
    guard let program, let bytes = folder.read(key.fileName),
      let record = PolicyRecord(file: bytes), record.program == program, record.name == key.fileName
    else { return nil }
    for known in record.neighbours where try neighbour(known.path) != known.blob { return nil }
    return record.policy
  }

  /// Keeps a policy, with every file that it was read together with.
  public func keep(_ policy: Policy, for key: Key, neighbours: [Neighbour] = []) {
    guard let program else { return }
    let record = PolicyRecord(
      program: program, name: key.fileName, neighbours: neighbours, policy: policy)
    folder.write(record.bytes, to: key.fileName)
  }
}

extension PolicyCache.Key {
  /// The file's name in the cache.
  fileprivate var fileName: String {
    switch self {
    case .blob(let id): id.hex
    case .preset(let name): "preset-\(name)"
    }
  }
}

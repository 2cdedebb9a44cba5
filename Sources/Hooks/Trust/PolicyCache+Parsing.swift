internal import GitModel
internal import GitStore
internal import PolicyCore

extension PolicyCache {
  /// A parser that is asked only for what is not kept, and whose policies are kept.
  func sparing(_ parse: @escaping PolicyParser) -> PolicyParser {
    { found throws(HookFailure) in try policy(of: found, orFrom: parse) }
  }

  private func policy(
    of found: FoundText?, orFrom parse: PolicyParser
  ) throws(HookFailure) -> Policy {
    let key = found.map { Key.blob($0.blob) } ?? .preset("default")
    let kept = try ask { () throws(GitError) in
      try policy(for: key) { path throws(GitError) in try Self.blob(of: found?.neighbour(path)) }
    }
    if let kept { return kept }
    var neighbours: [Neighbour] = []
    let parsed = try parse(
      found?.telling { path, bytes throws(GitError) in
        neighbours.append(Neighbour(path: path, blob: try Self.blob(of: bytes)))
      })
    keep(parsed, for: key, neighbours: neighbours)
    return parsed
  }

  private static func blob(of bytes: [UInt8]?) throws(GitError) -> ObjectID? {
    guard let bytes else { return nil }
    return try Repository.blobID(of: bytes)
  }
}

extension FoundText {
  /// The same text, telling of every neighbour that is read.
  fileprivate func telling(
    _ listen: @escaping (_ path: String, _ bytes: [UInt8]?) throws(GitError) -> Void
  ) -> FoundText {
    FoundText(blob, text, name: name, source: source) { path throws(GitError) in
      let bytes = try neighbour(path)
      try listen(path, bytes)
      return bytes
    }
  }
}

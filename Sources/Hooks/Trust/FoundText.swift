public import GitModel
internal import GitStore

/// The text of a policy, with the way to the files beside it.
public struct FoundText {
  /// Where a policy may lie in a tree, first come first served.
  public static let places = [".policy.yml", ".github/policy.yml", "policies/policy.yml"]

  /// The content's id as a blob.
  public let blob: ObjectID
  /// The file's content: a policy that is known by its blob is not read again.
  public let text: () throws(GitError) -> [UInt8]
  /// The file's path, as problems are told.
  public let name: String
  /// The place, for people.
  public let source: String
  /// The content of another file in the same place; `nil` where there is none.
  public let neighbour: (_ path: String) throws(GitError) -> [UInt8]?

  /// A text that can be read, with its place.
  public init(
    _ blob: ObjectID, _ text: @escaping () throws(GitError) -> [UInt8], name: String,
    source: String, neighbour: @escaping (_ path: String) throws(GitError) -> [UInt8]?
  ) {
    (self.blob, self.text) = (blob, text)
    (self.name, self.source, self.neighbour) = (name, source, neighbour)
  }

  /// A text that was read, with its place.
  public init(
    _ text: [UInt8], name: String, source: String,
    neighbour: @escaping (_ path: String) throws(GitError) -> [UInt8]?
  ) throws(GitError) {
    self.init(
      try Repository.blobID(of: text), { () throws(GitError) in text }, name: name, source: source,
      neighbour: neighbour)
  }
}

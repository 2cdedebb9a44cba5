public import GitModel

/// The text of a policy, with the way to the files beside it.
public struct FoundText {
  /// Where a policy may lie in a tree, first come first served.
  public static let places = [".policy.yml", ".github/policy.yml", "policies/policy.yml"]

  /// The file's content.
  public let text: [UInt8]
  /// The file's path, as problems are told.
  public let name: String
  /// The place, for people.
  public let source: String
  /// The content of another file in the same place; `nil` where there is none.
  public let neighbour: (_ path: String) throws(GitError) -> [UInt8]?

  /// A text with its place.
  public init(
    _ text: [UInt8], name: String, source: String,
    neighbour: @escaping (_ path: String) throws(GitError) -> [UInt8]?
  ) {
    (self.text, self.name, self.source, self.neighbour) = (text, name, source, neighbour)
  }
}

/// A branch's short name, such as `story-1`: what stands behind `refs/heads/`.
public struct BranchName: Hashable, Sendable {
  /// The name as Git stores it; not necessarily UTF-8.
  public let bytes: [UInt8]

  /// A branch name from its bytes; `nil` where `refs/heads/` plus them is not a ref name.
  public init?(bytes: [UInt8]) {
    guard RefName(bytes: Array("refs/heads/".utf8) + bytes) != nil else { return nil }
    self.bytes = bytes
  }

  /// A branch name from text; `nil` where `refs/heads/` plus it is not a ref name.
  public init?(_ text: String) { self.init(bytes: Array(text.utf8)) }

  init?(after prefix: String, in ref: RefName) {
    guard ref.hasPrefix(prefix) else { return nil }
    bytes = Array(ref.bytes.dropFirst(prefix.utf8.count))
  }

  /// The name as text, for people; bytes that are not UTF-8 are replaced.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension BranchName {
  /// What projects call their default branch. Where nothing says which one it is, the first that stands.
  public static let usualDefaults = ["main", "master", "trunk"].compactMap { BranchName($0) }
}

extension BranchName: Comparable {
  /// The order of the bytes.
  public static func < (left: BranchName, right: BranchName) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension BranchName: CustomStringConvertible {
  /// The name as text, for people.
  public var description: String { text }
}

/// A full ref name, such as `refs/heads/main`, as the bytes that Git stores.
///
/// It can only hold what git-check-ref-format(1) allows in a ref name, so a NUL, a newline or a
/// trailing `.lock` can never slip through to C or to a file name.
public struct RefName: Hashable, Sendable {
  /// The name as Git stores it; not necessarily UTF-8.
  public let bytes: [UInt8]

  /// A name from its bytes; `nil` where git-check-ref-format(1) would refuse it.
  public init?(bytes: [UInt8]) {
    guard Self.isWellFormed(bytes) else { return nil }
    self.bytes = bytes
  }

  /// A name from text; `nil` where git-check-ref-format(1) would refuse it.
  public init?(_ text: String) { self.init(bytes: Array(text.utf8)) }

  /// The ref of a branch; `nil` where the branch's name is not well formed.
  public init?(branch: BranchName) { self.init(bytes: Array("refs/heads/".utf8) + branch.bytes) }

  /// The name as text, for people; bytes that are not UTF-8 are replaced.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The branch that a name below `refs/heads/` is for.
  public var branch: BranchName? { BranchName(after: "refs/heads/", in: self) }

  /// The branch that a name below `refs/remotes/REMOTE/` tracks.
  public func branch(ofRemote remote: String) -> BranchName? {
    BranchName(after: "refs/remotes/\(remote)/", in: self)
  }

  /// The short name of the tag that a name below `refs/tags/` is for, as bytes.
  public var tag: [UInt8]? {
    hasPrefix("refs/tags/") ? Array(bytes.dropFirst("refs/tags/".utf8.count)) : nil
  }

  /// Whether the name begins with these characters.
  public func hasPrefix(_ prefix: String) -> Bool { bytes.starts(with: prefix.utf8) }

  /// The rules of git-check-ref-format(1), 1 to 10, without `--allow-onelevel`; in one pass, since
  /// a repository may have 100,000 refs.
  private static func isWellFormed(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { name in
      var (previous, slashes) = (UInt8(ascii: "/"), 0)
      for (place, byte) in name.enumerated() {
        switch byte {
        case 0...32, 127: return false
        case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: ":"), UInt8(ascii: "?"),
          UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "\\"):
          return false
        case UInt8(ascii: "."):
          guard previous != byte, previous != UInt8(ascii: "/") else { return false }
        case UInt8(ascii: "{"):
          guard previous != UInt8(ascii: "@") else { return false }
        case UInt8(ascii: "/"):
          guard previous != byte, !isLocked(name[..<place]) else { return false }
          slashes += 1
        default: break
        }
        previous = byte
      }
      return slashes > 0 && previous != UInt8(ascii: "/") && previous != UInt8(ascii: ".")
        && !isLocked(name[...])
    }
  }

  /// Whether a part of a name ends as lock files do.
  private static func isLocked(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    name.last == UInt8(ascii: "k") && name.count >= 5
      && name.suffix(5).elementsEqual(".lock".utf8)
  }
}

extension RefName: Comparable {
  /// The order of the bytes, as `git for-each-ref` sorts.
  public static func < (left: RefName, right: RefName) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension RefName: CustomStringConvertible {
  /// The name as text, for people.
  public var description: String { text }
}

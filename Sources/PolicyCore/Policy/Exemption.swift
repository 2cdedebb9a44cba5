/// Branches that the strategy leaves alone.
public struct Exemption: Sendable, Equatable {
  /// The pattern as the policy writes it.
  public let name: String
  /// Which branches.
  public let pattern: Glob
  /// Where they may land all the same: names of long-lived branches.
  public var into: [String]

  /// Branches that may land on these. A trailing `/**` means everything below, as bots name their
  /// branches; for fnmatch it would end at the next slash.
  public init(_ pattern: String, into: [String] = []) throws(GlobError) {
    name = pattern
    self.pattern = try Glob(pattern.hasSuffix("/**") ? pattern + "/*" : pattern)
    self.into = into
  }
}

/// A demand of the policy that a forge does not make of a branch, as a source tells it.
public struct ProtectionGap: Hashable, Sendable {
  /// The policy's key: `required_reviews`.
  public var key: String
  /// What the forge demands, in the words of the key.
  public var live: String
  /// What the policy demands.
  public var wanted: String

  /// A gap from its parts.
  public init(_ key: String, live: String, wanted: String) {
    (self.key, self.live, self.wanted) = (key, live, wanted)
  }
}

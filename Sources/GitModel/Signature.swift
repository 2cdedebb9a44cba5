/// Who made a commit and when: the author or committer line.
public struct Signature: Hashable, Sendable {
  /// The name, as bytes: its encoding is the commit's.
  public let name: [UInt8]
  /// The address between `<` and `>`, as bytes.
  public let email: [UInt8]
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64
  /// The zone's distance from UTC in minutes.
  public let offset: Int

  /// A signature from its parts.
  public init(name: [UInt8], email: [UInt8], seconds: Int64, offset: Int) {
    (self.name, self.email, self.seconds, self.offset) = (name, email, seconds, offset)
  }
}

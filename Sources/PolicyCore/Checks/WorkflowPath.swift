/// The path of a workflow file from the top of its tree: bytes, as Git has them.
public struct WorkflowPath: Hashable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The bytes.
  public let bytes: [UInt8]

  /// A path of these bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A path that is text.
  public init(_ text: String) { bytes = Array(text.utf8) }

  /// A path that is text.
  public init(stringLiteral text: String) { self.init(text) }

  /// The path for people; what is no text in it does not tell it from others.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}

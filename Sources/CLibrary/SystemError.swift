/// What the system says of a call that failed: errno(3); or what is said of a file in its place.
public struct SystemError: Error, Equatable, Sendable {
  /// The error's number; 0 where the system found nothing wrong.
  public let number: Int32
  private let words: String?

  /// The error of the last call.
  public init() { self.init(number: errno) }

  /// An error by its number.
  public init(number: Int32) { (self.number, words) = (number, nil) }

  private init(_ words: String) { (number, self.words) = (0, words) }

  /// What is to be read is a pipe, a socket or a device.
  public static let notPlain = SystemError("it is a pipe, a socket or a device, not a file")
  /// A pipe through which nothing comes.
  public static let silentPipe = SystemError("it is a pipe, and nobody writes to it")

  /// The error in the system's words.
  public var reason: String { words ?? String(cString: strerror(number)) }

  /// Whether there is nothing at the path.
  public var isMissing: Bool { number == ENOENT || number == ENOTDIR }
}

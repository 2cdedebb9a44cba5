internal import PolicyFile

/// Spans of time on the command line, in the form that a policy file takes.
enum CommandSpan {
  /// The seconds: `4h`, `4h 30m`, `1d`.
  static func seconds(_ text: String) throws(Stop) -> Int64 {
    guard let seconds = PolicyFile.span(text), seconds > 0 else {
      throw .usage("'\(text)' is no span of time", help: "write 90s, 30m, '4h 30m', 1d or 1w")
    }
    return seconds
  }
}

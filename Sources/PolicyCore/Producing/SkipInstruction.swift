internal import GitModel

/// What a commit's message says where it shall start no workflow by a push or a pull request.
///
/// Source: docs.github.com, "Skipping workflow runs".
enum SkipInstruction {
  /// The events that do not start a workflow for such a commit, or for a pull request whose head it is.
  static let events: Set = ["push", "pull_request"]

  private static let marks = [
    "[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]",
  ]
  private static let trailers: Set = ["skip-checks:true", "skip-checks: true"]

  /// The instruction in a message; `nil` where there is none.
  static func found(in message: [UInt8]) -> String? {
    if let mark = marks.first(where: { message.contains(Array($0.utf8)) }) { return mark }
    // At the end, behind an empty line: a trailer among others.
    let lines = message.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self).trimmed }
    guard let last = lines.lastIndex(where: { !$0.isEmpty }),
      let blank = lines[..<last].lastIndex(where: \.isEmpty)
    else { return nil }
    return lines[blank...last].first(where: trailers.contains)
  }
}

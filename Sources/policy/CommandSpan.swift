/// Spans of time on the command line, in the form that a policy file takes.
enum CommandSpan {
  private static let units: [Character: Int64] = ["w": 604_800, "d": 86_400, "h": 3_600, "m": 60]

  /// The seconds: `4h`, `90m`, `1d`.
  static func seconds(_ text: String) throws(Stop) -> Int64 {
    guard let last = text.last, let unit = units[last], let number = Int64(text.dropLast()),
      (1...100_000).contains(number), text.dropLast().allSatisfy(\.isNumber)
    else {
      throw .usage("'\(text)' is no span of time", help: "write 30m, 2h, 1d or 1w")
    }
    return number * unit
  }
}

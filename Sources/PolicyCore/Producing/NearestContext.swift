/// The check that was probably meant by a context that nothing reports.
struct NearestContext {
  let context: String
  /// The checks whose names are known.
  let checks: [ProducedCheck]

  /// The check that differs for a known reason; `nil` where there is none.
  var sameByAnotherName: ProducedCheck? {
    // In another Unicode form, or as YAML writes the number again.
    first { $0 == context } ?? first { $0 == context.rounded }
      ?? first { $0.lowercased() == context.lowercased() } ?? checks.first { $0.job == context }
      // The name of the workflow is no part of a context, that of a caller is.
      ?? first { context.hasSuffix(" / " + $0) || $0.hasSuffix(" / " + context) }
  }

  /// The check of a job of that name, or whose name is part of the context's, or has it as a part, or
  /// differs in few letters; `nil` where none does.
  var similar: ProducedCheck? {
    ofSameJob
      ?? first { $0.hasPrefix(context + " (") || context.hasPrefix($0 + " (") }
      ?? first { context.hasPrefix($0 + " / ") || $0.hasPrefix(context + " / ") }
      ?? nearest(among: checks)
  }

  /// Of the checks of a job that is called as the context's, by name or id and whatever the case, the
  /// one that shares most values of the matrix with it.
  private var ofSameJob: ProducedCheck? {
    let sought = JobWords(context)
    let found = checks.filter { check in
      [check.name.known, check.job].contains { $0.map(JobWords.init)?.job == sought.job }
    }
    let shared = found.map { check in
      let values = check.leg.map { $0.replacing(" / ", with: ", ").split(separator: ", ") } ?? []
      return values.count { sought.values.contains($0) }
    }
    guard let most = shared.max() else { return nil }
    let best = zip(found, shared).filter { $0.1 == most }.map(\.0)
    return nearest(among: best) ?? best.first
  }

  private func nearest(among checks: [ProducedCheck]) -> ProducedCheck? {
    let name = Nearest.name(to: context, among: checks.compactMap(\.name.known))
    return name.flatMap { name in checks.first { $0.name.known == name } }
  }

  /// Whether the check differs only in a number whose last zeros YAML does not keep: 3.10 is 3.1.
  func isRounded(_ check: ProducedCheck) -> Bool {
    check.name.known == context.rounded && check.name.known != context
  }

  private func first(where isMeant: (String) -> Bool) -> ProducedCheck? {
    checks.first { $0.name.known.map(isMeant) ?? false }
  }
}

/// What a context says of its job, its callers left aside: `build / Test (3.10, linux)`.
private struct JobWords {
  /// The job's name or id, in lower case: `test`.
  let job: String
  /// The values of its matrix: `3.10` and `linux`.
  let values: [Substring]

  init(_ context: String) {
    let last = context.ranges(of: " / ").last.map { context[$0.upperBound...] } ?? context[...]
    let start = last.firstRange(of: " (")
    job = (start.map { last[..<$0.lowerBound] } ?? last).lowercased()
    let rest = start.map { last[$0.upperBound...] } ?? ""
    values = rest.last == ")" ? rest.dropLast().split(separator: ", ") : []
  }
}

extension String {
  /// The text with each decimal number as a YAML float is written again: `3.10` is `3.1`, `2.0` is
  /// `2`. A version of three parts is no number.
  fileprivate var rounded: String {
    var result = ""
    var rest = self[...]
    while let start = rest.firstIndex(where: \.isDigitOrDot) {
      result += rest[..<start]
      let number = rest[start...].prefix(while: \.isDigitOrDot)
      result += Self.withoutLastZeros(number)
      rest = rest[number.endIndex...]
    }
    return result + rest
  }

  private static func withoutLastZeros(_ number: Substring) -> Substring {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return number }
    let fraction = parts[1].reversed().drop { $0 == "0" }.count
    return fraction == 0 ? parts[0] : number.dropLast(parts[1].count - fraction)
  }
}

extension Character {
  fileprivate var isDigitOrDot: Bool { self == "." || ("0"..."9").contains(self) }
}

internal import GitModel
public import PolicyCore

/// The file of violations that stood before the policy came: one line each, sorted, and it may only
/// shrink.
///
/// A line is `RULE REF COMMIT`, with `-` where a finding names no commit; `#` begins a comment.
public enum KnownViolations {
  /// The violations that a file lists.
  public static func parse(
    _ text: [UInt8], name: String
  ) throws(PolicyFileError) -> [KnownViolation] {
    var problems: [PolicyFileError.Problem] = []
    var known: [KnownViolation] = []
    for (index, line) in lines(of: text).enumerated() {
      let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
      let place = Place(file: name, line: index + 1)
      switch violation(words) {
      case .success(let violation): known.append(violation)
      case .failure(let fault): problems.append(.init(fault.message, at: place, help: fault.help))
      }
    }
    guard problems.isEmpty else { throw PolicyFileError(problems) }
    return Array(Set(known)).sorted(by: precedes)
  }

  /// The text of a file that lists these violations.
  public static func render(_ known: some Sequence<KnownViolation>) -> String {
    """
    # Violations that stood before the policy came. This file may only shrink: 'policy baseline'
    # takes out what is gone, and never adds.
    # RULE REF COMMIT

    """ + Array(Set(known)).sorted(by: precedes).map { line($0) + "\n" }.joined()
  }

  /// What remains of the known violations: those that are still present. It never adds.
  public static func shrink(
    _ existing: some Sequence<KnownViolation>, to present: Set<KnownViolation>
  ) -> [KnownViolation] {
    Array(Set(existing.filter(present.contains))).sorted(by: precedes)
  }

  private static func line(_ violation: KnownViolation) -> String {
    "\(violation.rule) \(violation.ref) \(violation.commit?.hex ?? "-")"
  }

  private static func precedes(_ left: KnownViolation, _ right: KnownViolation) -> Bool {
    line(left) < line(right)
  }

  private struct Fault: Error {
    let message: String
    let help: String
  }

  private static func violation(_ words: [ArraySlice<UInt8>]) -> Result<KnownViolation, Fault> {
    guard words.count == 3 else {
      return .failure(
        Fault(
          message:
            "expected a rule, a ref and a commit, found \(words.count) \(words.count == 1 ? "word" : "words")",
          help: "write RULE REF COMMIT, with - for no commit"))
    }
    let (rule, ref) = (text(words[0]), text(words[1]))
    let ids = RuleCatalog.all.map { $0.guide.id }
    guard ids.contains(rule) else {
      return .failure(
        Fault(
          message: "unknown rule \(quoted(rule))",
          help: didYouMean(rule, among: ids) ?? "remove the line"))
    }
    guard RefName(ref) != nil else {
      return .failure(
        Fault(message: "\(quoted(ref)) is no ref", help: "write a full name: refs/heads/main"))
    }
    if words[2].elementsEqual("-".utf8) {
      return .success(KnownViolation(rule: rule, ref: ref, commit: nil))
    }
    guard let commit = ObjectID(hexBytes: Array(words[2])) else {
      return .failure(
        Fault(
          message: "\(quoted(text(words[2]))) is no commit's id",
          help: "write 40 or 64 hexadecimal digits, or -"))
    }
    return .success(KnownViolation(rule: rule, ref: ref, commit: commit))
  }

  private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }
  }

  private static func text(_ word: ArraySlice<UInt8>) -> String {
    String(decoding: word, as: UTF8.self)
  }
}

internal import GitModel
internal import PolicyCore
internal import Reports

/// The rules that the person at the keyboard lets pass once: `POLICY_SKIP='RULE:REASON'`, several
/// with `;` between them. Only a client's hooks look at it.
struct Skips {
  /// The variable's name.
  static let variable = "POLICY_SKIP"

  /// One rule, and why it does not count this time.
  struct Skip: Equatable {
    let rule: String
    let reason: String
  }

  /// The rules and reasons, in the order in which they were written.
  let all: [Skip]

  /// What a variable says. Throws where it names no rule, or gives no reason.
  init(_ text: String?) throws(HookFailure) {
    var skips: [Skip] = []
    for part in (text ?? "").split(separator: ";") {
      let colon = part.firstIndex(of: ":")
      let rule = Self.trimmed(part[..<(colon ?? part.endIndex)])
      guard RuleCatalog.guide(rule) != nil else {
        throw Self.failure("'\(rule)', in \(Self.variable), is no rule", "see policy rules")
      }
      let reason = colon.map { Self.trimmed(part[part.index(after: $0)...]) } ?? ""
      guard !reason.isEmpty else {
        throw Self.failure(
          "\(Self.variable) gives no reason", "say why: \(Self.variable)='\(rule):REASON'")
      }
      skips.append(Skip(rule: rule, reason: reason))
    }
    all = skips
  }

  /// The report without what is skipped, and the skips that were needed.
  func applied(to report: Report) -> (report: Report, used: [Skip]) {
    guard !all.isEmpty else { return (report, []) }
    var report = report
    var used: [Skip] = []
    report.judgements = report.judgements.filter { judgement in
      guard judgement.blocks, let skip = all.first(where: { $0.rule == judgement.rule }) else {
        return true
      }
      if !used.contains(skip) { used.append(skip) }
      return false
    }
    return (report, used)
  }

  private static func trimmed(_ text: Substring) -> String {
    // One line, whatever stands in it: it becomes a line of a commit's message.
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func failure(_ message: String, _ help: String) -> HookFailure {
    HookFailure(.usage, ["error: \(message)", "help: \(help)"])
  }
}

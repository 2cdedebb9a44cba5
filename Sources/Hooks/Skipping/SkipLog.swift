internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// What was pushed, or done to a branch, without a rule, in a file of the clone: no message carries it.
///
/// `policy/skips.jsonl` below the common git directory, one JSON object a line.
public enum SkipLog {
  /// The file's path below the common git directory.
  public static let path = "policy/skips.jsonl"
}

extension HookCall {
  /// Notes what is skipped; where it cannot be noted, nothing is skipped.
  func record(
    _ skips: [Skips.Skip], of report: Report, in place: Workplace
  ) throws(HookFailure) {
    guard [.prePush, .referenceTransaction, .preRebase].contains(name), !skips.isEmpty else {
      return
    }
    var lines: [UInt8] = []
    for skip in skips {
      for judgement in report.judgements where judgement.blocks && judgement.rule == skip.rule {
        let update = judgement.update
        let line: JSONValue = [
          "time": .int(Int(place.now)), "rule": .string(skip.rule), "reason": .string(skip.reason),
          "ref": .string(Escaped.utf8(update.ref.bytes)), "old": .optional(update.old?.hex),
          "new": .optional(update.new?.hex), "hook": .string(name.rawValue),
        ]
        lines += line.line
      }
    }
    try ask { () throws(GitError) in
      try PlainFile.append(lines, to: place.repository.commonDirectory + SkipLog.path)
    }
  }
}

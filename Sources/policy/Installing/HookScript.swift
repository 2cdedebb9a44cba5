internal import Hooks

/// The shell script that git runs: `hooks/NAME`, with the path of the program that installs it.
///
/// `Sources/policy/Installing/Scripts` is a link to that folder: SwiftPM embeds files of a target
/// only.
struct HookScript: Equatable {
  let name: HookName
  /// The path of the program, as one word of the shell.
  private let program: [UInt8]
  /// Whether it ends at once where nothing is to be judged: a foreign hook wants every call.
  let leavesEarly: Bool

  /// The script for a program.
  init(_ name: HookName, program: String, leavesEarly: Bool) {
    (self.name, self.program) = (name, Array(ShellWord.quoted(program).utf8))
    self.leavesEarly = leavesEarly || !Self.canLeaveEarly(name)
  }

  /// The script in a file, where it is just what somebody installed.
  init?(_ bytes: [UInt8]) {
    for name in HookName.allCases {
      for leavesEarly in Self.canLeaveEarly(name) ? [true, false] : [true] {
        let (head, tail) = Self.parts(of: name, leavesEarly: leavesEarly)
        guard bytes.starts(with: head), bytes.count >= head.count + tail.count,
          bytes.suffix(tail.count) == tail[...]
        else { continue }
        let program = Array(bytes.dropFirst(head.count).dropLast(tail.count))
        guard program.isEmpty || Self.isQuoted(program) else { continue }
        (self.name, self.program, self.leavesEarly) = (name, program, leavesEarly)
        return
      }
    }
    return nil
  }

  /// The file's bytes.
  var bytes: [UInt8] {
    let (head, tail) = Self.parts(of: name, leavesEarly: leavesEarly)
    return head + program + tail
  }

  /// The path of the program that installed it; `nil` in a script that was copied by hand.
  var programPath: String? {
    guard program.count >= 2 else { return nil }
    return String(decoding: program.dropFirst().dropLast(), as: UTF8.self)
      .replacing(ShellWord.quotationMark, with: "'")
  }

  // MARK: The parts

  private static func isQuoted(_ word: [UInt8]) -> Bool {
    guard word.count >= 2, let text = String(validating: word, as: UTF8.self) else { return false }
    let path = String(text.dropFirst().dropLast()).replacing(ShellWord.quotationMark, with: "'")
    return ShellWord.quoted(path) == text
  }

  /// What is before and behind the program's path.
  private static func parts(of name: HookName, leavesEarly: Bool) -> ([UInt8], [UInt8]) {
    var lines = source(of: name).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if !leavesEarly, let line = earlyLines[name] {
      lines.removeAll { $0.starts(with: line.utf8) }
    }
    guard let place = lines.firstIndex(where: { $0.starts(with: assignment.utf8) }) else {
      return (source(of: name), [])
    }
    let newline = [UInt8(ascii: "\n")]
    let head = lines[..<place].flatMap { $0 + newline } + assignment.utf8
    let rest = [lines[place].dropFirst(assignment.utf8.count)] + lines[(place + 1)...]
    return (head, Array(rest.joined(separator: newline)))
  }

  private static let assignment = "policy="
  /// The lines by which scripts end before a program is started that would have nothing to judge.
  private static let earlyLines: [HookName: String] = [
    .postCheckout: #"[ "$3" = 1 ] || exit 0"#,
    .referenceTransaction: #"[ "$1" = prepared ] || exit 0"#,
  ]

  private static func canLeaveEarly(_ name: HookName) -> Bool { earlyLines[name] != nil }

  private static func source(of name: HookName) -> [UInt8] {
    switch name {
    case .preCommit: PackageResources.pre_commit
    case .commitMessage: PackageResources.commit_msg
    case .preMergeCommit: PackageResources.pre_merge_commit
    case .preRebase: PackageResources.pre_rebase
    case .prePush: PackageResources.pre_push
    case .postCheckout: PackageResources.post_checkout
    case .referenceTransaction: PackageResources.reference_transaction
    case .preReceive: PackageResources.pre_receive
    case .postReceive: PackageResources.post_receive
    }
  }
}

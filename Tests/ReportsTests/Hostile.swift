import GitModel
import PolicyCore

/// Words that somebody chose to do harm with.
enum Hostile {
  static let words = [
    "\u{1b}[31mred\u{1b}]0;title\u{7}", "two\nlines", "\r\n::error::injected", "\n  ::add-mask::x",
    "##[add-mask]secret", "###[error]x", "\u{202e}gnp.exe\u{2066}", "zero\u{200b}width\u{feff}",
    "\u{85}\u{9b}31m", "\u{7f}\u{0}\u{8}", "<script>alert(1)</script>", "]]><x a='\"'>&amp;",
    "a | b `c` \\| d", "@everyone see #1 and owner/repo#2", "[click](https://evil.example)",
    "%0A::warning::x%25", "\u{fffe}\u{ffff}", "\u{2028}\u{2029}", "\u{e0041}\u{ad}", "\\\"",
    "</details>\n\n# big", "::notice::x", "e\u{301} and é", "=cmd|' /C calc'!A0", "",
  ]

  /// What Git allows in a ref's name of all this: no ASCII controls, no space, none of `~^:?*[\`.
  static let ref: [UInt8] =
    Array("refs/heads/\u{9b}31m|<b>`%0A,;'\"\u{202e}@everyone#1\u{200b}".utf8) + [0xff, 0xc3]
  static let path: [UInt8] =
    words.flatMap { Array($0.utf8) } + [0xef, 0xb7, 0x90, 0xfe, 0xe2, 0x80]

  static let report: Report = {
    let head = BranchName(bytes: Array(ref.dropFirst("refs/heads/".utf8.count)))
    let update = RefUpdate(
      .pullRequest, of: Samples.ref(ref), from: nil, to: Samples.first,
      head: head.map { RefUpdate.Head(branch: $0) })
    let findings = words.enumerated().map { offset, word in
      Finding(
        "x" + word, at: Samples.id(offset), base: RefName(bytes: ref)?.branch, path: path,
        help: "try " + word)
    }
    let waived = findings.map { Judgement.Waived(finding: $0, reason: $0.message, until: .max) }
    var report = Samples.report(
      [
        Judgement(
          rule: "linear-history", level: .error, update: update, verdict: .broken(findings),
          waived: waived),
        Judgement(
          rule: "branch-age", level: .warning, update: update, verdict: .broken(findings)),
      ]
        + words.map { word in
          Judgement(
            rule: "branch-point", level: .error, update: update,
            verdict: .unknown(GitError(.failed, "read " + word, word, help: word)))
        })
    report.policy.source = words.joined()
    report.repository = words.joined()
    report.notes = words
    report.off = words.map { Report.Off(rule: "required-checks", why: $0) }
    report.seconds = .nan
    return report
  }()

  /// The characters that act on a terminal or cannot be seen; a newline is the report's own.
  static func harm(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0a: false
      case ..<0x20, 0x7f...0x9f, 0xad, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff,
        0xfdd0...0xfdef, 0xfffe...0xffff, 0xe0000...0xe0fff:
        true
      default: false
      }
    }
  }
}

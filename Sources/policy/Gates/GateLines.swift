internal import Gates
internal import PolicyCore
internal import Reports

/// What a run of gates looks like to people.
struct GateLines {
  /// How many lines of output are shown of a gate that did not pass.
  static let shown = 30
  /// No line of output is shown beyond this.
  private static let longest = 400

  var colour = false

  /// One gate's lines.
  func lines(_ run: GateRun) -> String {
    let word = paint(run.verdict.word, run.verdict)
    let time = " (\(Self.seconds(run.seconds)) s)"
    var text = "\(word)[\(Escaped.text(run.gate.name))]"
    switch run.verdict.reason {
    case nil: text += (run.value.map { ": " + Number.text($0) } ?? "") + time + "\n"
    case let reason?:
      text += ": \(Escaped.text(reason.message))\(time)\n  help: \(Escaped.text(reason.help))\n"
      text += output(run)
    }
    if run.leftProcesses { text += "  note: it left processes behind, which were ended\n" }
    return text
  }

  private func output(_ run: GateRun) -> String {
    let (lines, isCut) = run.output.lastLines(Self.shown)
    var text = isCut && !lines.isEmpty ? "  | … (earlier lines are left out)\n" : ""
    for line in lines {
      // A carriage return shows what stands behind it, as a terminal would.
      let line = (line.last == 0x0d ? line.dropLast() : line[...]).split(separator: 0x0d).last ?? []
      let shown = line.prefix(Self.longest)
      text += "  | \(Escaped.text(shown))\(line.count > shown.count ? " …" : "")\n"
    }
    return text
  }

  /// What all of them add up to.
  static func summary(_ runs: [GateRun], source: String, seconds: Double) -> String {
    let failed = runs.count { $0.verdict.word == "failed" }
    let unknown = runs.count { $0.verdict.word == "unknown" }
    let word = failed > 0 ? "broken" : unknown > 0 ? "unknown" : "kept"
    var facts = [
      "\(runs.count - failed - unknown) of \(runs.count) \(runs.count == 1 ? "gate" : "gates") passed"
    ]
    if failed > 0 { facts.append("\(failed) failed") }
    if unknown > 0 { facts.append("\(unknown) unknown") }
    return "\(word): \(facts.joined(separator: ", ")), policy \(Escaped.text(source)) "
      + "(\(self.seconds(seconds)) s)\n"
  }

  /// Seconds with two digits after the point.
  static func seconds(_ seconds: Double) -> String {
    let hundredths = Int(exactly: (max(0, seconds) * 100).rounded()) ?? 0
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The colour of a verdict: ECMA-48, 8.3.117.
  private func paint(_ text: String, _ verdict: GateVerdict) -> String {
    guard colour else { return text }
    let code =
      switch verdict {
      case .passed: "1;32"
      case .failed: "1;31"
      case .unknown: "1;35"
      }
    return "\u{1b}[\(code)m\(text)\u{1b}[0m"
  }
}

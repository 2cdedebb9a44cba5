internal import Gates
internal import GitModel
internal import PolicyCore
internal import Reports

/// A run of gates as JSON: `schemas/gates-1.json`.
struct GatesJSON {
  let runs: [GateRun]
  let source: Report.PolicySource
  let tree: ObjectID?
  let recording: GateRecording

  /// The document.
  var text: String {
    var isRefused: String?
    if case .refused(let why) = recording { isRefused = why }
    return JSONValue.object([
      ("schema", "gates-1"),
      (
        "policy",
        ["source": .string(source.source), "digest": .string(source.digest)]
      ),
      ("tree", .optional(tree?.hex)), ("recorded", .bool(isRefused == nil)),
      ("why", .optional(isRefused)),
      ("gates", .array(runs.map(gate))),
    ]).text
  }

  private func gate(_ run: GateRun) -> JSONValue {
    [
      "name": .string(run.gate.name), "verdict": .string(run.verdict.word),
      "value": run.value.map { .number($0) } ?? .null,
      "seconds": .number((run.seconds * 1000).rounded() / 1000),
      "message": .optional(run.verdict.reason?.message),
      "help": .optional(run.verdict.reason?.help),
      "output": .array(
        run.verdict == .passed
          ? []
          : run.output.lastLines(GateLines.shown).lines.map { .string(Escaped.utf8($0)) }),
    ]
  }
}

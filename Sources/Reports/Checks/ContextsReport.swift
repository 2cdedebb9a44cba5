internal import GitModel
public import PolicyCore

/// Who reports the contexts that branches require, before anybody words or draws it.
public struct ContextsReport: Sendable {
  /// One answer for each required context and branch, in the order of the policy.
  public var answers: [ContextAnswer]
  /// What the reader should know besides, a sentence each.
  public var notes: [String]

  /// A report of these answers.
  public init(_ answers: [ContextAnswer], notes: [String] = []) {
    (self.answers, self.notes) = (answers, notes)
  }

  /// The exit status: what is missing outranks what cannot be known.
  public var status: ExitStatus {
    let verdicts = Set(answers.map(\.verdict))
    if !verdicts.isDisjoint(with: [.renamed, .conditional, .never]) { return .broken }
    return verdicts.contains(.unknown) ? .unknown : .kept
  }

  /// The report for programs, as `schemas/checks-1.json` describes it.
  public var json: String {
    let contexts = answers.map { answer -> JSONValue in
      [
        "context": .string(answer.required.context), "app": .optional(answer.required.app),
        "ref": .string(Escaped.utf8(answer.ref.bytes)),
        "verdict": .string(answer.verdict.rawValue),
        "producers": .array(
          answer.producers.map { producer in
            [
              "path": .string(Escaped.utf8(producer.path.bytes)), "line": .int(producer.line),
              "job": .string(producer.job), "leg": .optional(producer.leg),
            ]
          }),
        "message": .string(answer.message),
        "help": .string(answer.help),
      ]
    }
    return JSONValue.object([("contexts", .array(contexts))]).text
  }

  /// The report for people: a table, and below it what is wrong with a context.
  public func text(_ style: TextStyle = .plain) -> String {
    guard !answers.isEmpty else {
      return "no branch that stands here requires a check; policy checks --suggest shows what is "
        + "reported\n" + remarks
    }
    let blocks = answers.filter { $0.verdict != .produced || $0.producers.isEmpty }
      .map { block($0, style) }
    return ([ContextsTable(answers, style).text] + blocks).joined(separator: "\n\n") + "\n\n"
      + remarks + summary(style) + "\n"
  }

  private func block(_ answer: ContextAnswer, _ style: TextStyle) -> String {
    let context = Escaped.text(answer.required.context)
    let message = style.labelled(
      "\(answer.verdict)[\(context)]:", answer.verdict.voice, Escaped.text(answer.message))
    let file = answer.place.map { ", path '\(Escaped.text($0.path.bytes)):\($0.line)'" } ?? ""
    var lines = [message, "  --> \(Escaped.text(answer.ref.bytes))\(file)"]
    if !answer.help.isEmpty {
      lines.append(style.labelled("help:", .help, Escaped.text(answer.help), indent: 2))
    }
    return lines.joined(separator: "\n")
  }

  private var remarks: String { notes.map { "note: \(Escaped.text($0))\n" }.joined() }

  private func summary(_ style: TextStyle) -> String {
    let counts = ContextAnswer.Verdict.allCases.compactMap { verdict -> String? in
      let count = answers.count { $0.verdict == verdict }
      return count == 0 ? nil : "\(grouped(count)) \(verdict)"
    }
    let branches = Set(answers.map(\.ref)).count
    return "\(counted(answers.count, "context")) on \(counted(branches, "ref")): "
      + counts.joined(separator: ", ")
  }
}

extension ContextAnswer.Verdict {
  /// How it is said.
  var voice: TextStyle.Voice {
    switch self {
    case .produced: .good
    case .unknown: .doubtful
    case .renamed, .conditional, .never: .bad
    }
  }
}

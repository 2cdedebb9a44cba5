internal import GitModel
public import GitStore
public import PolicyCore
public import Reports

/// How a hook ends: its exit status, and what it says on standard error.
public struct HookEnd: Equatable, Sendable {
  /// Git takes all but 0 for no.
  public let status: ExitStatus
  /// The lines to say.
  public let lines: [String]

  /// Nothing to say, nothing against it.
  static let silent = HookEnd(status: .kept, lines: [])
}

/// Who checks the signatures in a repository, in the environment of a hook. `policy-hook`, which starts
/// no gpg, leaves it to `policy`.
public typealias SignatureAsker = (Repository, [String: String]) throws(HookFailure) ->
  any CommitSignatures

extension HookCall {
  /// Runs the hook; `gates` runs quality gates where the policy has some for it, and `signatures` tells
  /// who checks signatures where it asks for some.
  public func run(
    _ parse: @escaping PolicyParser, gates: GateAsker, signatures: SignatureAsker
  ) -> HookEnd {
    do throws(HookFailure) {
      guard let step = try ask({ () throws(GitError) in try name.step(for: self) }) else {
        return .silent
      }
      let place = try ask { () throws(GitError) in try Workplace(environment) }
      place.repository.provenFiles = GraphProofs(
        commonDirectory: place.repository.commonDirectory, reader: reader)
      guard try ask({ () throws(GitError) in try place.isEnabled() }) else { return .silent }
      return followed(answer(step, in: place, parse, gates, signatures), in: place)
    } catch {
      return name.end(of: error)
    }
  }

  private func answer(
    _ step: HookName.Step, in place: Workplace, _ parse: @escaping PolicyParser,
    _ gates: GateAsker, _ signatures: SignatureAsker
  ) -> HookEnd {
    do throws(HookFailure) {
      guard let question = try ask({ () throws(GitError) in try step(self, place) }) else {
        return .silent
      }
      return try end(of: question, in: place, parse, gates, signatures)
    } catch {
      return name.end(of: error)
    }
  }

  /// Sees to it that what a push moves is logged, whatever becomes of it.
  private func followed(_ end: HookEnd, in place: Workplace) -> HookEnd {
    do throws(GitError) {
      switch name {
      case .preReceive where end.status == .kept:
        try OpenPushes.begin(
          try input.read(), by: try Pusher.name(in: place), in: place)
      case .referenceTransaction where end.status != .kept: try OpenPushes.breakOff(in: place)
      default: break
      }
      return end
    } catch {
      let line =
        "policy may not log this push: \(Escaped.text(HookFailure(error).lines.first ?? ""))"
      return HookEnd(status: end.status, lines: end.lines + TextStyle.remote.fitted(line))
    }
  }

  private func end(
    of question: Question, in place: Workplace, _ parse: @escaping PolicyParser,
    _ gates: GateAsker, _ signatures: SignatureAsker
  ) throws(HookFailure) -> HookEnd {
    let cache = PolicyCache(
      commonDirectory: place.repository.commonDirectory, reader: reader)
    let finder = PolicyFinder(
      repository: place.repository, side: question.side, parse: cache.sparing(parse))
    let arriving: Policy?
    if let tree = question.arrivingPolicy {
      arriving = try finder.arriving(in: tree)
    } else {
      arriving = nil
    }
    let policy = try finder.policy(in: question.policy)
    var question = question
    if let complete = question.completed {
      question.updates = try ask { () throws(GitError) in try complete(policy.policy) }
      guard !question.updates.isEmpty else { return .silent }
    }
    let asked = question
    let isSigned = asked.updates.contains {
      policy.policy.demandsSignatures(in: $0) || policy.policy.demandsTagSignature(in: $0)
    }
    let checked = isSigned ? try signatures(place.repository, place.environment) : nil
    var whole = try ask { () throws(GitError) in
      try asked.report(by: policy, in: place, signatures: checked)
    }
    let skips = try Skips(question.side == .client ? environment[Skips.variable] : nil)
    let request = GateRequest(
      self, question, policy.policy,
      isSkipped: skips.all.contains { $0.rule == GateRequest.rule }, now: place.now)
    // What is refused anyway is told at once.
    if let request, skips.applied(to: whole).report.outcome == .kept {
      whole.judgements += try gates(request)
    }
    let (report, used) = skips.applied(to: whole)
    try record(used, of: whole, in: place)
    let isAdvice =
      name.onlyAdvises || report.mode == .evaluate
      || (question.side == .client && !policy.isWritten)
    let stops = !isAdvice && report.outcome != .kept
    if name == .commitMessage, !stops { try CommitMessage.note(used, of: self, in: place) }
    guard stops || !question.wasAsked else { return .silent }
    let title = stops ? "policy refuses \(name.what)" : "policy advises on \(name.what)"
    let advice = Advice(by: policy.policy, arriving: arriving, stops: stops)
    let cure = stops ? cures(of: question, report).map { "help: \(Escaped.text($0))" } : []
    return HookEnd(
      status: stops ? ExitStatus(for: report) : .kept,
      lines: Refusal(report, title: title, more: cure + advice.lines).lines)
  }

  private func cures(of question: Question, _ report: Report) -> [String] {
    let isGate = report.judgements.contains { $0.rule == GateRequest.rule && $0.blocks }
    // Git leaves a merge that a hook has stopped as it is, to be committed or given up.
    let merge = name == .preMergeCommit && isGate ? "give the merge up: git merge --abort" : nil
    return [question.cure, merge].compactMap { $0 }
  }
}

extension HookName {
  /// What a hook does: finds out what there is to ask, if anything.
  typealias Step = (HookCall, Workplace) throws(GitError) -> Question?

  /// The work of a hook; `nil` where the call alone says that there is none.
  func step(for call: HookCall) throws(GitError) -> Step? {
    switch self {
    case .preCommit:
      return { _, place throws(GitError) in
        try PreCommit.question(in: place, others: try PreCommit.mergeHeads(in: place))
      }
    case .preMergeCommit:
      return { _, place throws(GitError) in
        try PreCommit.question(in: place, others: PreCommit.announcedHeads(in: place))
      }
    case .commitMessage:
      return { call, place throws(GitError) in try CommitMessage.question(call, in: place) }
    case .preRebase:
      return { call, place throws(GitError) in try PreRebase.question(call, in: place) }
    case .prePush:
      return { call, place throws(GitError) in try PrePush.question(call, in: place) }
    case .postCheckout:
      guard PostCheckout.isSwitch(call) else { return nil }
      return { _, place throws(GitError) in try PostCheckout.question(in: place) }
    case .referenceTransaction:
      guard let transaction = try ReferenceTransaction(call) else { return nil }
      return { _, place throws(GitError) in try transaction.question(in: place) }
    case .preReceive:
      return { call, place throws(GitError) in try PreReceive.question(call, in: place) }
    case .postReceive:
      return { call, place throws(GitError) in
        try PostReceive.log(call, in: place)
        return nil
      }
    }
  }

  /// Whether Git pays no heed to the hook's answer.
  var onlyAdvises: Bool { self == .postCheckout || self == .postReceive }

  /// How a hook ends that could not judge: what was stopped comes first.
  fileprivate func end(of failure: HookFailure) -> HookEnd {
    let lines = failure.lines.map { Escaped.text($0) }
    let fitted = lines.flatMap(TextStyle.remote.fitted)
    return switch self {
    case .postReceive:
      // The push has happened: one line is enough to say what the log lacks.
      HookEnd(
        status: .kept, lines: ["policy did not log this push: \(lines.first ?? "no reason given")"])
    case _ where onlyAdvises:
      HookEnd(status: .kept, lines: ["policy cannot advise on \(what)"] + fitted)
    default: HookEnd(status: failure.status, lines: ["policy stops \(what)"] + fitted)
    }
  }

  /// What the hook can stop, in words.
  var what: String {
    switch self {
    case .preCommit, .commitMessage: "this commit"
    case .preMergeCommit: "this merge"
    case .preRebase: "this rebase"
    case .prePush, .preReceive, .postReceive: "this push"
    case .postCheckout: "this branch"
    case .referenceTransaction: "this change of refs"
    }
  }
}

internal import CLibrary
internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// `commit-msg`: the commit that is about to be made, with its message. Argument: the file that holds
/// the message.
///
/// What is asked of commits one by one is asked here, once the message is written; all else was asked
/// before. Where a rule is skipped, that is asked again, and the message tells of it.
enum CommitMessage {
  static func question(_ call: HookCall, in place: Workplace) throws(GitError) -> Question? {
    guard let ref = place.head, ref.branch != nil else { return nil }
    let isSkipping = call.environment[Skips.variable]?.isEmpty == false
    var question = try ClientView(place).question([])
    question.rules = isSkipping ? RuleCatalog.all : RuleCatalog.ofCommits
    question.completed = { policy throws(GitError) in
      guard isSkipping || policy.asksOfEachCommit else { return [] }
      let merged = try PreCommit.mergeHeads(in: place)
      let others = merged.isEmpty ? PreCommit.announcedHeads(in: place) : merged
      let written = try WrittenCommit(call)
      return [try PreCommit.update(of: ref, in: place, others: others, as: written)]
    }
    return question
  }

  /// Adds a trailer for each rule that was skipped.
  static func note(
    _ skips: [Skips.Skip], of call: HookCall, in place: Workplace
  ) throws(HookFailure) {
    guard !skips.isEmpty, let file = call.arguments.first else { return }
    // A trailer would make a commit of what git takes for given up.
    let isUnwritten = try ask { () throws(GitError) in
      try WrittenCommit(call).isUnwritten(in: place)
    }
    guard !isUnwritten else { throw untold("it is empty, or a template that nobody has filled in") }
    // Whatever the user's settings make of trailers: git-interpret-trailers(1), `trailer.*`.
    var arguments = [
      "-c", "trailer.separators=:", "interpret-trailers", "--in-place", "--where", "end",
      "--if-exists", "addIfDifferent", "--if-missing", "add",
    ]
    for skip in skips { arguments += ["--trailer", "\(SkipTrailer.key): \(text(skip))"] }
    // Git puts its own programs first on the PATH of a hook: git(1), `--exec-path`.
    let git = try ask { () throws(GitError) in try GitProgram.path(call.environment) }
    // Git would take a trailer for the second line of a title that no line end closes: a merge's.
    try ask { () throws(GitError) in try PlainFile.append([], to: file) }
    let status: Int32
    do throws(SystemError) {
      let process = ChildProcess(
        program: git, arguments: (arguments + [file]).map { Array($0.utf8) })
      status = try process.run()
    } catch {
      throw untold(error.reason)
    }
    guard status == 0 else { throw untold("git interpret-trailers ends with \(status)") }
    // A setting may still give the trailer another name, or the value of a command.
    let message = try ask { () throws(GitError) in try WrittenCommit(call).message }
    let told = Set(SkipTrailer.all(in: message).map(\.text))
    guard skips.allSatisfy({ told.contains(Array(text($0).utf8)) }) else {
      throw untold("git writes no '\(SkipTrailer.key):' by the settings 'trailer.*'")
    }
  }

  private static func text(_ skip: Skips.Skip) -> String { "\(skip.rule): \(skip.reason)" }

  private static func untold(_ reason: String) -> HookFailure {
    HookFailure(
      .unknown,
      [
        "unknown: the message cannot tell what is skipped: \(reason)",
        "help: commit without \(Skips.variable)",
      ])
  }
}

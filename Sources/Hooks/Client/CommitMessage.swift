internal import CLibrary
internal import GitModel
internal import GitStore
internal import PolicyCore
internal import Reports

/// `commit-msg`: the commit that is about to be made, with its message. Argument: the file that holds
/// the message.
///
/// What is asked of commits was asked before the message was written; no rule of this version asks
/// more of the message. Where a rule is skipped, it is asked again, and the message tells of it.
enum CommitMessage {
  /// Whether there may be something to tell.
  static func isNeeded(_ call: HookCall) -> Bool {
    call.environment[Skips.variable]?.isEmpty == false
  }

  static func question(in place: Workplace) throws(GitError) -> Question? {
    let merged = try PreCommit.mergeHeads(in: place)
    return try PreCommit.question(
      in: place, others: merged.isEmpty ? PreCommit.announcedHeads(in: place) : merged)
  }

  /// Adds a trailer for each rule that was skipped.
  static func end(
    _ call: HookCall, _ skips: [Skips.Skip], in place: Workplace
  ) throws(HookFailure) -> HookEnd {
    guard !skips.isEmpty, let file = call.arguments.first else { return .silent }
    var arguments = ["interpret-trailers", "--in-place", "--if-exists", "addIfDifferent"]
    for skip in skips {
      arguments += ["--trailer", "\(SkipTrailer.key): \(skip.rule): \(skip.reason)"]
    }
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
    return .silent
  }

  private static func untold(_ reason: String) -> HookFailure {
    HookFailure(
      .unknown,
      [
        "unknown: the message cannot tell what is skipped: \(reason)",
        "help: commit without \(Skips.variable)",
      ])
  }
}

/// The git that runs the hook.
enum GitProgram {
  /// The first on PATH; a folder that is not absolute is not searched.
  static func path(_ environment: [String: String]) throws(GitError) -> [UInt8] {
    for folder in (environment["PATH"] ?? "").split(separator: ":") where folder.hasPrefix("/") {
      let path = Array("\(folder)/git".utf8)
      if FilePath.isProgram(path) { return path }
    }
    throw GitError(.failed, "find git", "git is not on PATH", help: "put git on PATH")
  }
}

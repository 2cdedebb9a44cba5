internal import ArgumentParser
internal import GitHub
internal import Reports

/// `policy github apply`: makes the calls of the plan and looks whether they did what they say.
struct GitHubApply: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Make the calls of the plan, and read back what they did.",
    discussion: """
      What strengthens comes first. No call is made again after it failed: run it again, and what is \
      left is planned anew.
      Exit status: 0 it is as the policy wants, 1 something is not, 2 unknown, 69 GitHub or gh is \
      missing.
      """)

  @OptionGroup(title: "Source") var source: SourceOptions
  @OptionGroup(title: "Subject") var subject: ProtectionOptions

  func run() throws {
    let planning = try ProtectionPlanning(source, subject)
    let before = planning.report()
    let failure = try make(before.calls, planning)
    // A 200 is no proof, and neither is a failure: what was asked for is read again.
    let after = before.calls.isEmpty ? before : planning.report()
    if failure == nil || !after.branches.isEmpty { try Stream.output.write(after.text) }
    if let failure { throw Stop(failure) }
    throw planning.end(
      after, isBroken: !after.isInDoubt && !after.isKept(exact: subject.exact),
      isUnknown: after.isInDoubt || after.isUnknown)
  }

  /// Makes the calls up to the first that fails, and tells which that is.
  private func make(
    _ calls: [GitHubCall], _ planning: ProtectionPlanning
  ) throws -> GitHubFailure? {
    for (number, call) in calls.enumerated() {
      do throws(GitHubFailure) {
        _ = try planning.connection.client.send(call)
      } catch {
        let doubt = error.mayBeDone ? "one more may have been made" : "one was refused"
        Stream.complain([
          "\(number) of \(calls.count) calls were made, \(doubt), and "
            + "\(calls.count - number - 1) were not tried"
        ])
        return error
      }
      try Stream.output.write("done: \(Escaped.text(call.why))\n")
    }
    return nil
  }
}

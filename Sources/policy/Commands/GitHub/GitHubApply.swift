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
    let planning = try ProtectionPlanning(source, branches: subject.branch, exact: subject.exact)
    let before = try planning.report()
    for (number, call) in before.calls.enumerated() {
      do throws(GitHubFailure) {
        _ = try planning.connection.client.send(call)
      } catch {
        let left = before.calls.count - number - 1
        Stream.complain([
          "\(number) of \(before.calls.count) calls were made, and \(left) were not tried"
        ])
        throw Stop(error)
      }
      try Stream.output.write("done: \(Escaped.text(call.why))\n")
    }
    // A 200 is no proof: what was asked for is read again.
    let after = before.calls.isEmpty ? before : try planning.report()
    try Stream.output.write(after.text)
    let status = after.isKept(exact: subject.exact) ? ExitStatus.kept : .broken
    throw ExitCode(status.rawValue)
  }
}

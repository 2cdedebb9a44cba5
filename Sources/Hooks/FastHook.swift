internal import CLibrary
internal import GitModel
internal import PolicyCore
internal import Reports

/// A hook in a program that knows neither YAML nor Foundation, and so starts sooner: `policy-hook`.
///
/// What it cannot do (read a policy that is not kept, run a hook that stood there before) it leaves to
/// `policy`, which lies beside it and takes the process over.
public enum FastHook {
  /// Runs the hook that the process's arguments name, and says how it ended; does not come back where
  /// `policy` takes over.
  public static func run() -> HookEnd {
    let arguments = ProcessEnvironment.arguments().map { String(decoding: $0, as: UTF8.self) }
    do throws(HookFailure) {
      guard let name = arguments.first.flatMap({ HookName(rawValue: $0) }) else {
        throw HookFailure(.usage, ["error: policy-hook NAME: no hook is named"])
      }
      let policy = try neighbour()
      let input = StandardInput()
      let own = ProcessEnvironment.value(
        ForeignHook.ownVariable, in: ProcessEnvironment.entries())
      if let own, KeptHooks(of: own) != nil {
        try handOver(to: policy, input)
      }
      let call = HookCall(
        name, Array(arguments.dropFirst()), environment: ProcessEnvironment.variables(),
        input: input,
        reader: policy)
      return call.run(
        { _ throws(HookFailure) in try handOver(to: policy, input) },
        gates: { _ throws(HookFailure) in try handOver(to: policy, input) },
        signatures: { _, _ throws(HookFailure) in try handOver(to: policy, input) })
    } catch {
      return HookEnd(status: error.status, lines: error.lines.map { Escaped.text($0) })
    }
  }

  /// The program `policy` in the folder of this one.
  private static func neighbour() throws(HookFailure) -> String {
    if let own = ProgramIdentity.path, let slash = own.lastIndex(of: UInt8(ascii: "/")),
      let path = String(validating: own[...slash] + Array("policy".utf8), as: UTF8.self)
    {
      return path
    }
    throw HookFailure(
      .unavailable, ["error: nobody can tell where policy-hook is", "help: \(reinstall)"])
  }

  private static let reinstall = "install policy as its README says, then run: policy install"

  /// Becomes `policy hook …`, with the input as it was.
  private static func handOver(
    to policy: String, _ input: StandardInput
  ) throws(HookFailure) -> Never {
    if let bytes = input.bytes {
      try ask { () throws(GitError) in try ReplayedInput.put(bytes, at: 0) }
    }
    let program = Array(policy.utf8)
    let failure = ChildProcess(
      program: program, arguments: [Array("hook".utf8)] + ProcessEnvironment.arguments()
    ).takeOver()
    throw HookFailure(
      .unavailable,
      ["error: '\(policy)' does not start: \(failure.reason)", "help: \(reinstall)"])
  }
}

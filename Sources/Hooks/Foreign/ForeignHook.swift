public import GitModel

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The hook that stood there before ours.
public enum ForeignHook {
  /// The variable by which our scripts say where they stand.
  static let ownVariable = "POLICY_HOOK"
  /// The kept hook that is running: it does not run within itself.
  static let runningVariable = "POLICY_FOREIGN_HOOK"

  /// Runs it with the same arguments and the same standard input, and waits for its end.
  ///
  /// `input` gives what git wrote to standard input, where git writes to this hook; it is asked only
  /// where there is somebody to read it. Returns the status that ends our hook, or `nil` where the
  /// judgement goes on: there is no such hook, git would not have run it, or it let things go. Where
  /// ours is not in force, its status counts alone.
  public static func run(
    _ name: HookName, arguments: [[UInt8]],
    environment: [[UInt8]] = ProcessEnvironment.entries(),
    input: () throws(GitError) -> [UInt8]
  ) throws(GitError) -> Int32? {
    guard let own = ProcessEnvironment.value(ownVariable, in: environment),
      let kept = KeptHooks(of: own)
    else { return nil }
    let hook = kept.hook(name)
    let isPending = kept.isPending(name)
    guard FilePath.isProgram(hook), !isCalled(by: hook, name, own, environment) else {
      return isPending ? 0 : nil
    }
    var process = ChildProcess(program: hook)
    process.arguments = arguments
    process.environment =
      ProcessEnvironment.without([ownVariable, runningVariable], in: environment)
      + [Array("\(runningVariable)=".utf8) + hook]
    let status = try run(process, input: name.readsInput ? try input() : nil)
    return status == 0 && !isPending ? nil : status
  }

  /// Whether what we keep is what calls us: a manager that came again has moved ours to another name,
  /// and runs it from there.
  private static func isCalled(
    by hook: [UInt8], _ name: HookName, _ own: [UInt8], _ environment: [[UInt8]]
  ) -> Bool {
    if ProcessEnvironment.value(runningVariable, in: environment) == hook { return true }
    let ownName = own.split(separator: UInt8(ascii: "/")).last ?? []
    let usual = Array(own.dropLast(ownName.count)) + Array(name.rawValue.utf8)
    return own != usual && GeneratedHook.isSame(usual, hook)
  }

  private static func run(_ process: ChildProcess, input: [UInt8]?) throws(GitError) -> Int32 {
    var process = process
    if let input { process.input = try ReplayedInput.open(input) }
    defer { if let input = process.input { close(input) } }
    do throws(ChildProcess.Failure) {
      return try process.run()
    } catch {
      throw GitError(
        .failed, "run the hook that stood here before",
        "'\(String(decoding: process.program, as: UTF8.self))' does not start: \(error.reason)",
        help: "mend it, or take its executable bit away")
    }
  }
}

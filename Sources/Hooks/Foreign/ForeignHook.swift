internal import CLibrary
public import GitModel

/// The hook that stood there before ours.
public enum ForeignHook {
  /// The variable by which our scripts say where they stand.
  static let ownVariable = "POLICY_HOOK"
  /// How many kept hooks run around this one. It only ever stops: whoever pushes may set it, and must
  /// not be able to skip a hook by it.
  static let depthVariable = "POLICY_KEPT_DEPTH"
  /// A hook that changes refs runs within itself, as under git; one that goes on for ever is stopped.
  static let mostDepth = 16

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
    guard FilePath.isProgram(hook), !isCalled(by: hook, name, own) else {
      return isPending ? 0 : nil
    }
    let depth = try depth(of: hook, own, environment)
    var process = ChildProcess(program: hook)
    process.arguments = arguments
    process.environment =
      ProcessEnvironment.without([ownVariable, depthVariable], in: environment)
      + [Array("\(depthVariable)=\(depth)".utf8)]
    let status = try run(process, input: name.readsInput ? try input() : nil)
    return status == 0 && !isPending ? nil : status
  }

  /// Whether what we keep is what calls us, or has run already: a manager has moved ours to another
  /// name, and runs it from there. Where ours stands at the usual name again, that one runs what we
  /// keep, and what we keep runs the moved one.
  private static func isCalled(by hook: [UInt8], _ name: HookName, _ own: [UInt8]) -> Bool {
    let ownName = own.split(separator: UInt8(ascii: "/")).last ?? []
    let usual = Array(own.dropLast(ownName.count)) + Array(name.rawValue.utf8)
    guard own != usual else { return false }
    return GeneratedHook.isSame(usual, hook)
      || (FilePath.isProgram(usual) && GeneratedHook.isOurs(at: usual))
  }

  /// How deep the hook will run. Throws where it goes round in a circle.
  private static func depth(
    of hook: [UInt8], _ own: [UInt8], _ environment: [[UInt8]]
  ) throws(GitError) -> Int {
    let text = ProcessEnvironment.value(depthVariable, in: environment) ?? []
    let around = Int(String(decoding: text, as: UTF8.self)).map { max(0, $0) } ?? 0
    guard around < mostDepth else {
      let (hook, own) = (
        String(decoding: hook, as: UTF8.self), String(decoding: own, as: UTF8.self)
      )
      throw GitError(
        .failed, "run the hook that stood here before",
        "'\(hook)' runs within itself \(mostDepth) times",
        help: "let it not call '\(own)', which runs it, nor git without end")
    }
    return around + 1
  }

  private static func run(_ process: ChildProcess, input: [UInt8]?) throws(GitError) -> Int32 {
    var process = process
    if let input { process.input = try ReplayedInput.open(input) }
    defer { if let input = process.input { close(input) } }
    do throws(SystemError) {
      return try process.run()
    } catch {
      throw GitError(
        .failed, "run the hook that stood here before",
        "'\(String(decoding: process.program, as: UTF8.self))' does not start: \(error.reason)",
        help: "mend it, or take its executable bit away")
    }
  }
}

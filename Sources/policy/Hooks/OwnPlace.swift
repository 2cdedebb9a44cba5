internal import CLibrary
internal import Hooks
internal import Reports

/// Where the running script stands, so that it can return there.
///
/// lefthook installs its hooks anew whenever its configuration has changed, at the next hook that it
/// runs: it moves ours to `NAME.old`, which nobody runs. As it was ours that called it, ours return.
struct OwnPlace {
  private let script: String
  private let device: dev_t
  private let file: ino_t

  /// The place that the script tells; `nil` where no script runs.
  init?() {
    var facts = stat()
    guard let script = ProcessEnvironment.text("POLICY_HOOK"),
      lstat(script, &facts) == 0
    else { return nil }
    (self.script, device, file) = (script, facts.st_dev, facts.st_ino)
  }

  /// Puts the scripts back that were moved meanwhile, and tells of it; silent where none was.
  func restored() -> [String] {
    var facts = stat()
    if lstat(script, &facts) == 0, facts.st_dev == device, facts.st_ino == file { return [] }
    let slash = script.lastIndex(of: "/") ?? script.startIndex
    let folder = HooksFolder(path: slash == script.startIndex ? "." : String(script[..<slash]))
    do throws(Stop) {
      let lock = try HooksLock(folder)
      let state = try HooksState.read(folder)
      let moved = HookName.allCases.filter { name in
        state.stray(name) != nil && state.standing[name] == .foreign && !state.isInForce(name)
      }
      guard let program = moved.lazy.compactMap({ state.stray($0)?.programPath }).first else {
        return []
      }
      try HooksPlan.install(moved, program: program, into: state).perform()
      _ = consume lock
      let names = moved.map(\.rawValue).joined(separator: ", ")
      return ["note: another hook had put its own over policy's; they are back: \(names)"]
    } catch {
      return error.lines.map { Escaped.text($0) }
        + ["help: another hook has put its own over policy's; run: policy install"]
    }
  }
}

internal import CLibrary
internal import Hooks
internal import Reports

/// What people are told of a change.
struct HooksReport {
  let folder: HooksFolder
  let plan: HooksPlan
  let isDry: Bool

  /// `tracked` is the folder in which git tracks the hooks that run first.
  func tellInstall(tracked: HooksFolder?) throws(Stop) {
    var lines = [
      plan.changed.isEmpty && plan.steps.isEmpty && tracked == nil
        ? "nothing to do: the hooks are installed in \(shown(folder.path))"
        : "\(isDry ? "would install" : "installed") in \(shown(folder.path)): \(names)"
    ]
    if let tracked {
      lines.append("stays as it is, since git tracks files there: \(shown(tracked.path))")
    }
    for name in HookName.allCases {
      guard let path = tracked.map({ $0.hook(name.rawValue) }) ?? kept(name),
        tracked == nil || File.exists(path)
      else { continue }
      lines.append(
        access(path, X_OK) == 0
          ? "runs first, as before: \(name.rawValue)\(owner(path))"
          : "switched off, as before, for it is no executable file: \(name.rawValue)")
    }
    try tell(lines)
  }

  func tellUninstall() throws(Stop) {
    try tell([
      plan.steps.isEmpty
        ? "nothing to do: no hooks are installed in \(shown(folder.path))"
        : "\(isDry ? "would remove" : "removed") from \(shown(folder.path)): \(names)"
    ])
  }

  private func tell(_ lines: [String]) throws(Stop) {
    try Stream.output.write(lines.map { $0 + "\n" }.joined())
    Stream.complain(plan.notes.map { "note: \(ShellWord.shortened($0))" })
  }

  private var names: String {
    plan.changed.isEmpty
      ? "what was out of date" : plan.changed.map(\.rawValue).joined(separator: ", ")
  }

  /// The hook that was found before ours; `nil` where there was none.
  private func kept(_ name: HookName) -> String? {
    plan.steps.lazy.compactMap { step -> String? in
      guard case .keep(let hook, let place) = step, place == folder.keptHook(name.rawValue) else {
        return nil
      }
      return isDry ? hook : place
    }.first
  }

  /// Whose a hook is, where it is a manager's.
  private func owner(_ path: String) -> String {
    do throws(File.Failure) {
      return try HookManager(ofHook: path).map { " (\($0.rawValue))" } ?? ""
    } catch {
      return " (nobody can tell whose it is: \(error.reason))"
    }
  }

  /// The path as people would write it where they are.
  private func shown(_ path: String) -> String {
    let here = File.resolved(".").map { $0 + "/" } ?? "/"
    return Escaped.text(path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path)
  }
}

extension HooksState {
  /// The state of a folder, for a command.
  static func read(_ folder: HooksFolder) throws(Stop) -> HooksState {
    do throws(File.Failure) {
      return try HooksState(of: folder)
    } catch {
      throw .unavailable(
        "'\(error.path)' cannot be read: \(error.reason)", help: "make it readable")
    }
  }
}

internal import Hooks
internal import Reports

/// What people are told of a change.
struct HooksReport {
  let folder: HooksFolder
  let plan: HooksPlan
  let isDry: Bool

  func tellInstall(before state: HooksState) throws(Stop) {
    var lines = [
      plan.changed.isEmpty && plan.steps.isEmpty
        ? "nothing to do: the hooks are installed in \(shown(folder.path))"
        : "\(isDry ? "would install" : "installed") in \(shown(folder.path)): \(names)"
    ]
    for name in HookName.allCases {
      guard let kept = kept(name, state) else { continue }
      lines.append("runs first, as before: \(name.rawValue)\(kept)")
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

  /// Whose hook was found before ours; `nil` where there was none.
  private func kept(_ name: HookName, _ state: HooksState) -> String? {
    let path = plan.steps.lazy.compactMap { step -> String? in
      guard case .keep(let hook, let place) = step, place == folder.keptHook(name.rawValue) else {
        return nil
      }
      return File.exists(place) ? place : hook
    }.first
    guard let path else { return nil }
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

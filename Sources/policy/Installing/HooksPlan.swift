internal import Hooks
internal import Reports

/// The changes of a hooks folder, in order, and what people should know of them.
///
/// Behind every step, git behaves as before all of them or as after: the list of the hooks that are
/// not in force switches between the two at once.
struct HooksPlan {
  var steps: [FolderStep] = []
  var notes: [String] = []
  /// The hooks that come into force, or leave it.
  var changed: [HookName] = []

  /// Lists these hooks as not in force, in one step.
  mutating func suspend(_ names: Set<HookName>, in state: HooksState) {
    guard !names.isEmpty, names != state.pending else { return }
    let list = HookName.allCases.filter(names.contains).map { "\($0.rawValue)\n" }.joined()
    replace(state.folder.pending, with: Array(list.utf8), mode: 0o644, in: state)
  }

  /// Puts a file in place, whole.
  mutating func replace(_ path: String, with bytes: [UInt8], mode: UInt32, in state: HooksState) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    steps.append(.write(state.folder.draft(name), bytes, mode: mode))
    steps.append(.move(state.folder.draft(name), to: path))
  }

  /// Removes what does not belong into the folder of kept hooks, and the folder once it is empty.
  mutating func tidy(_ state: HooksState, keeping kept: Set<String>) {
    let folder = state.folder
    if state.keptFiles.contains(KeptHooks.pendingFile) || steps.contains(where: \.isSuspension) {
      steps.append(.remove(folder.pending))
    }
    for file in state.keptFiles where file.hasPrefix(".draft.") || file.hasSuffix(".copy") {
      steps.append(.remove(folder.keptHook(file)))
    }
    guard kept.isEmpty else { return }
    for file in state.keptFiles where file == ".gitignore" || folder.isMirror(file) {
      steps.append(.remove(folder.keptHook(file)))
    }
    if state.hasKeptFolder || !steps.isEmpty { steps.append(.removeFolder(folder.kept)) }
  }

  /// Does it all. Where a step fails, nothing is in force that was not, and nothing is lost.
  func perform() throws(Stop) {
    var done: [FolderStep] = []
    do throws(File.Failure) {
      for step in steps {
        done.append(step)
        try step.perform()
      }
    } catch {
      Self.clear(done)
      throw .folder(error)
    }
  }

  /// Takes away what nobody looks at, where that can be: a full disk stays full otherwise.
  private static func clear(_ done: [FolderStep]) {
    for step in done.reversed() {
      do throws(File.Failure) {
        switch step {
        case .write(let path, _, _), .link(let path, _): try FolderStep.remove(path).perform()
        case .makeFolder(let path): try FolderStep.removeFolder(path).perform()
        case .keep, .move, .remove, .removeFolder: break
        }
      } catch {}
    }
  }
}

extension FolderStep {
  /// Whether it puts the list of the hooks that are not in force in place.
  fileprivate var isSuspension: Bool {
    guard case .move(_, let place) = self else { return false }
    return place.hasSuffix("/" + KeptHooks.pendingFile)
  }
}

extension HooksFolder {
  /// Whether a file in the folder of kept hooks leads to its neighbour in the hooks folder.
  func isMirror(_ file: String) -> Bool { File.target(keptHook(file)) == mirrored(file) }
}

extension Stop {
  /// A hooks folder that cannot be read or changed.
  static func folder(_ failure: File.Failure) -> Stop {
    .unavailable(
      ShellWord.shortened("'\(failure.path)' cannot be changed: \(failure.reason)"),
      help: "mend that, and call again: what was begun is then completed")
  }
}

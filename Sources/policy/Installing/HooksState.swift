internal import CLibrary
internal import GitStore
internal import Hooks

/// What a hooks folder and its folder of kept hooks hold.
struct HooksState {
  let folder: HooksFolder
  /// What stands where git looks.
  private(set) var standing: [HookName: HookFile] = [:]
  /// Scripts of ours under other names: a manager that came later has moved them there.
  private(set) var strays: [(file: String, script: HookScript)] = []
  /// Every file beside the hooks, sorted.
  private(set) var neighbours: [String] = []
  /// What lies in the folder of kept hooks, sorted.
  private(set) var keptFiles: [String] = []
  /// Ours that are not in force.
  private(set) var pending: Set<HookName> = []
  /// The managers that run ours as the hook that stood there before their own: pre-commit and prek
  /// call `NAME.legacy` with the arguments and the input.
  private var callers: [HookName: HookManager] = [:]
  let isThere: Bool
  let hasKeptFolder: Bool

  init(of folder: HooksFolder) throws(File.Failure) {
    self.folder = folder
    isThere = File.exists(folder.path)
    hasKeptFolder = File.exists(folder.kept)
    for name in HookName.allCases {
      standing[name] = try HookFile(folder.hook(name.rawValue))
    }
    keptFiles = try Self.names(in: folder.kept)
    if keptFiles.contains(KeptHooks.pendingFile) {
      let text = String(decoding: try File.read(folder.pending, limit: 4096), as: UTF8.self)
      pending = Set(text.split(separator: "\n").compactMap { HookName(rawValue: String($0)) })
    }
    for file in try Self.names(in: folder.path) where !file.hasSuffix(".sample") {
      guard HookName(rawValue: file) == nil else { continue }
      if case .ours(let script, _) = try HookFile(folder.hook(file)) {
        strays.append((file, script))
      } else {
        neighbours.append(file)
      }
    }
    for (file, script) in strays
    where file == script.name.rawValue + ".legacy" && standing[script.name] == .foreign {
      let manager = try HookManager(ofHook: folder.hook(script.name.rawValue))
      if let manager, manager.runsLegacy { callers[script.name] = manager }
    }
  }

  /// The script of ours that git would run for a name, in force or not.
  func own(_ name: HookName) -> HookScript? {
    guard case .ours(let script, isProgram: true) = standing[name] else { return nil }
    return script
  }

  /// What lies in the folder of kept hooks for people: all but what policy itself has put there.
  var keptForPeople: Set<String> {
    Set(
      keptFiles.filter {
        !$0.hasPrefix(".draft.") && !$0.hasSuffix(".copy") && $0 != ".gitignore"
          && $0 != KeptHooks.pendingFile && !folder.isMirror($0)
      })
  }

  func isKept(_ name: HookName) -> Bool { keptFiles.contains(name.rawValue) }

  /// The manager that runs ours.
  func caller(of name: HookName) -> HookManager? { callers[name] }

  /// Whether git reaches ours, and ours judges.
  func isInForce(_ name: HookName) -> Bool {
    !pending.contains(name) && (own(name) != nil || caller(of: name) != nil)
  }

  private static func names(in path: String) throws(File.Failure) -> [String] {
    guard File.exists(path) else { return [] }
    do throws(SystemError) {
      return try FolderEntry.all(in: Array(path.utf8))
        .map { String(decoding: $0.name, as: UTF8.self) }
        .filter { $0 != "." && $0 != ".." }.sorted()
    } catch {
      throw File.Failure(path, error)
    }
  }
}

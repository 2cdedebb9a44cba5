internal import Hooks

extension HooksPlan {
  /// What takes all of ours away, and puts back what stood there before.
  static func uninstall(from state: HooksState) throws(Stop) -> HooksPlan {
    do throws(File.Failure) {
      var draft = UninstallDraft(state: state)
      for name in HookName.allCases { try draft.add(name) }
      return draft.plan()
    } catch {
      throw .folder(error)
    }
  }
}

private struct UninstallDraft {
  let state: HooksState
  private var moves: [FolderStep] = []
  private var links: [FolderStep] = []
  private var returned: [FolderStep] = []
  private var own: Set<HookName> = []
  /// What stays in the folder of kept hooks.
  private var stays: Set<String>
  private var outcome = HooksPlan()

  init(state: HooksState) {
    self.state = state
    stays = state.keptForPeople
  }

  private var folder: HooksFolder { state.folder }

  mutating func add(_ name: HookName) throws(File.Failure) {
    let path = folder.hook(name.rawValue)
    let strays = state.strays.filter { $0.script.name == name }.map { folder.hook($0.file) }
    let standing = state.standing[name] ?? .absent
    switch standing {
    case .ours, .edited:
      if standing.isEdited { try keepEdited(name) }
      putBack(name, to: path)
    case .foreign where strays.isEmpty, .other where strays.isEmpty:
      try forget(name)
    case .absent where strays.isEmpty:
      try forget(name, unlessDiffering: true)
      if stays.contains(name.rawValue) { putBack(name, to: path) }
    case .foreign, .other, .absent:
      try forget(name, unlessDiffering: true)
      putBack(name, to: strays[0])
    }
    for stray in strays where !(moves + links).contains(where: { $0.target == stray }) {
      moves.append(.remove(stray))
    }
    if standing.isOwn || !strays.isEmpty { own.insert(name) }
    if state.isInForce(name) || standing.isEdited { outcome.changed.append(name) }
  }

  private mutating func putBack(_ name: HookName, to path: String) {
    guard stays.remove(name.rawValue) != nil else {
      moves.append(.remove(path))
      return
    }
    let (kept, draft) = (folder.keptHook(name.rawValue), folder.draft(name.rawValue))
    let steps: [FolderStep] = [.remove(draft), .keep(kept, as: draft), .move(draft, to: path)]
    // A link goes after the hook that it leads to, which stays kept for as long.
    if File.target(kept) != nil { links += steps } else { moves += steps }
    returned.append(.remove(kept))
  }

  /// Drops what is kept where the same stands in its place again, or where a manager had moved ours.
  private mutating func forget(_ name: HookName, unlessDiffering: Bool = false) throws(File.Failure)
  {
    guard stays.contains(name.rawValue) else { return }
    let place = folder.keptHook(name.rawValue)
    var isBack = false
    for file in [name.rawValue] + state.neighbours where !isBack {
      let path = folder.hook(file)
      isBack =
        try HookFile.isSame(path, place)
        || GeneratedHook.isSame(Array(path.utf8), Array(place.utf8))
    }
    if isBack {
      stays.remove(name.rawValue)
      moves.append(.remove(place))
    } else if !unlessDiffering {
      outcome.notes.append(
        "another hook stands in its place, so it stays where it was kept: '\(place)'")
    }
  }

  private mutating func keepEdited(_ name: HookName) throws(File.Failure) {
    let path = folder.hook(name.rawValue)
    let aside = state.unused(name.rawValue + ".edited")
    var same: String?
    for file in state.keptFiles where file.hasPrefix("\(name.rawValue).edited.") {
      if try HookFile.isSame(path, folder.keptHook(file)) { same = file }
    }
    if same == nil { moves.append(.keep(path, as: folder.keptHook(aside))) }
    stays.insert(same ?? aside)
    outcome.notes.append(
      "'\(path)' was changed after it was installed; it is kept: "
        + "'\(folder.keptHook(same ?? aside))'")
  }

  func plan() -> HooksPlan {
    var plan = outcome
    let moves = moves + links + returned
    if moves.isEmpty, !state.hasKeptFolder { return plan }
    if !moves.isEmpty {
      plan.steps.append(.makeFolder(folder.kept))
      plan.suspend(own.union(state.pending), in: state)
    }
    plan.steps += moves
    plan.tidy(state, keeping: stays)
    return plan
  }
}

extension HookFile {
  /// Whether it was installed by policy.
  var isOwn: Bool {
    switch self {
    case .ours, .edited: true
    case .absent, .foreign, .other: false
    }
  }
}

extension FolderStep {
  /// The file that it replaces or removes.
  fileprivate var target: String? {
    switch self {
    case .move(_, let place): place
    case .remove(let path): path
    default: nil
    }
  }
}

internal import Hooks

extension HooksPlan {
  /// What installs these hooks, and completes what was begun.
  static func install(
    _ wanted: [HookName], program: String, into state: HooksState
  ) throws(Stop) -> HooksPlan {
    for name in wanted where state.standing[name] == .other {
      let path = state.folder.hook(name.rawValue)
      throw .unavailable(
        ShellWord.shortened("'\(path)' is no file, and cannot be kept as a hook"),
        help: ShellWord.shortened("move it away: mv \(ShellWord.quoted(path)) ELSEWHERE"))
    }
    do throws(File.Failure) {
      var draft = InstallDraft(state: state, program: program)
      for name in HookName.allCases where wanted.contains(name) || state.pending.contains(name) {
        try draft.add(name)
      }
      return draft.plan()
    } catch {
      throw .folder(error)
    }
  }
}

/// A plan in the making: its parts come in another order than the hooks.
private struct InstallDraft {
  let state: HooksState
  let program: String
  private var drafts: [FolderStep] = []
  /// What was kept and is not what stands there now.
  private var returns: [FolderStep] = []
  /// All before the first of ours: what is kept may be a link to another that is.
  private var keeps: [FolderStep] = []
  private var switches: [FolderStep] = []
  private var leftovers: [FolderStep] = []
  private var kept: Set<String>
  /// What lies beside them and no hook runs: what was edited, or kept before.
  private var apart: Set<String>
  private var neighbours: [String]
  private var outcome = HooksPlan()

  init(state: HooksState, program: String) {
    (self.state, self.program) = (state, program)
    neighbours = state.neighbours
    kept = Set(HookName.allCases.filter(state.isKept).map(\.rawValue))
    apart = state.keptForPeople.subtracting(kept)
  }

  private var folder: HooksFolder { state.folder }

  mutating func add(_ name: HookName) throws(File.Failure) {
    let path = folder.hook(name.rawValue)
    switch state.standing[name] ?? .absent {
    case .other: return
    case .edited:
      outcome.notes.append(
        "'\(path)' was changed after it was installed, and stays as it is; "
          + "to have it as it was: rm \(ShellWord.quoted(path)) && policy install")
      return
    case .ours(let present, let isProgram):
      let whole = script(for: name)
      if present != whole || !isProgram { place(whole) }
    case .foreign where state.caller(of: name) != nil: break
    case .foreign:
      try keep(name)
      place(script(for: name))
    case .absent:
      if kept.contains(name.rawValue) { returnKept(name) }
      place(script(for: name))
    }
    if !state.isInForce(name) { outcome.changed.append(name) }
  }

  private func script(for name: HookName) -> HookScript {
    HookScript(name, program: program, leavesEarly: !kept.contains(name.rawValue))
  }

  private mutating func place(_ script: HookScript) {
    let name = script.name.rawValue
    drafts.append(.write(folder.draft(name), script.bytes, mode: 0o755))
    // A link goes before the hook that it leads to: through it, ours would have the wrong name.
    let isLink = File.target(folder.hook(name)) != nil
    switches.insert(
      .move(folder.draft(name), to: folder.hook(name)), at: isLink ? 0 : switches.count)
  }

  /// Keeps what stands there; what was kept before it goes back to where its successor was moved.
  private mutating func keep(_ name: HookName) throws(File.Failure) {
    let (hook, place) = (folder.hook(name.rawValue), folder.keptHook(name.rawValue))
    let isThere = kept.contains(name.rawValue)
    let isSame = isThere ? try HookFile.isSame(hook, place) : false
    if isThere, !isSame { returnKept(name) }
    if !isSame {
      kept.insert(name.rawValue)
      keeps.append(.keep(hook, as: place))
    }
    for stray in state.strays where stray.script.name == name {
      let path = folder.hook(stray.file)
      if !returns.contains(where: { $0.place == path }) { leftovers.append(.remove(path)) }
    }
  }

  private mutating func returnKept(_ name: HookName) {
    let place = folder.keptHook(name.rawValue)
    kept.remove(name.rawValue)
    if let stray = state.strays.first(where: { $0.script.name == name }) {
      returns.append(.move(place, to: folder.hook(stray.file)))
      neighbours.append(stray.file)
      return
    }
    let aside = state.unused(name.rawValue)
    returns.append(.move(place, to: folder.keptHook(aside)))
    apart.insert(aside)
    outcome.notes.append(
      "the hook that was kept before is no longer run, and lies in '\(folder.keptHook(aside))'")
  }

  /// The parts, in the order that keeps every moment whole.
  func plan() -> HooksPlan {
    var plan = outcome
    let isWhole = (drafts + returns + keeps + switches + leftovers).isEmpty
    let mirrors = kept.isEmpty ? [] : missingMirrors()
    let stays = kept.union(apart)
    let isTidy =
      state.pending.isEmpty && !state.hasDrafts && !(stays.isEmpty && state.hasKeptFolder)
    if isWhole && mirrors.isEmpty && isTidy { return plan }
    if !state.isThere { plan.steps.append(.makeFolder(folder.path)) }
    plan.steps.append(.makeFolder(folder.kept))
    if !stays.isEmpty, !state.keptFiles.contains(".gitignore") {
      // The hooks folder may lie in the work tree.
      plan.replace(
        folder.keptHook(".gitignore"), with: Array("*\n".utf8), mode: 0o644, in: state)
    }
    plan.steps += drafts + mirrors + returns
    plan.suspend(Set(plan.changed).union(state.pending), in: state)
    plan.steps += keeps + switches
    plan.tidy(state, keeping: stays)
    // Last, as the folder may be gone: these lie elsewhere.
    plan.steps += leftovers
    return plan
  }

  private func missingMirrors() -> [FolderStep] {
    neighbours.filter { !state.keptFiles.contains($0) && $0 != ".gitignore" }.map {
      .link(folder.keptHook($0), to: folder.mirrored($0))
    }
  }
}

extension HooksState {
  /// A name that is free in the folder of kept hooks.
  func unused(_ name: String) -> String {
    var number = 1
    while keptFiles.contains("\(name).\(number)") { number += 1 }
    return "\(name).\(number)"
  }

  /// Whether something that was begun has left files behind.
  var hasDrafts: Bool { keptFiles.contains { $0.hasPrefix(".draft.") || $0.hasSuffix(".copy") } }
}

extension FolderStep {
  /// Where a move ends.
  fileprivate var place: String? {
    guard case .move(_, let place) = self else { return nil }
    return place
  }
}

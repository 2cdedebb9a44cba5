internal import CLibrary
internal import Hooks

/// What keeps git from running the hooks, as the files and the configuration tell.
struct HooksExamination {
  let git: GitCommand
  let side: HookName.Side
  let folder: HooksFolder
  let state: HooksState
  /// The literal command that installs the hooks of this side.
  let install: String
  private let reach: HooksReach

  init(
    _ git: GitCommand, _ side: HookName.Side, environment: [String: String]
  ) throws(Stop) {
    (self.git, self.side) = (git, side)
    folder = try HooksFolder.inUse(git)
    try folder.check(git)
    state = try HooksState.read(folder)
    reach = HooksReach(git: git, folder: folder, side: side, environment: environment)
    install = git.place.policy(side == .server ? "install --server" : "install")
  }

  /// `ST_NOEXEC` of statvfs(3), which Swift does not see.
  private static let noExecution: UInt = 8

  /// The scripts that stand where git finds them, whole.
  var scripts: [HookScript] {
    HookName.allCases.compactMap { name in
      state.own(name) ?? (state.caller(of: name) == nil ? nil : state.stray(name))
    }
  }

  func tell(in lines: inout Examination) throws(Stop) {
    let isReadable = try tellFolder(in: &lines)
    try tellConfigured(in: &lines)
    let names = HookName.installed(on: side)
    let absent = names.filter { state.standing[$0] == .absent }.map(\.rawValue)
    // Nothing is installed where the repository cannot be read.
    if isReadable, !absent.isEmpty {
      lines.wrong("not installed: \(absent.joined(separator: ", "))", help: install)
    }
    for name in names { tell(name, in: &lines) }
    tellPrograms(in: &lines)
    for name in HookName.allCases where state.isKept(name) {
      guard let hook = try folder.priorHook(name, git) else { continue }
      let place = hook == folder.keptHook(name.rawValue) ? "" : " in '\(hook)'"
      lines.note(
        "\(name.rawValue): \(owner(hook))\(place) "
          + (access(hook, X_OK) == 0
            ? "runs first" : "is a disabled hook: no executable file, so nobody runs it"))
    }
  }

  /// Whether policy can read the repository.
  private func tellFolder(in lines: inout Examination) throws(Stop) -> Bool {
    let scope =
      HooksFolder.scope(try HooksFolder.setting(git)).map { " (core.hooksPath, \($0))" } ?? ""
    guard state.isThere else {
      lines.wrong("'\(folder.path)'\(scope), where git looks for hooks, is missing", help: install)
      return true
    }
    do throws(Stop) { try folder.requireNeighbours(git.place) } catch { lines.wrong(error) }
    if try TrackedHooks(folder, git) != nil, state.standing.values.contains(where: \.isOwn) {
      lines.wrong(
        "policy's own scripts stand in '\(folder.path)', where git tracks files: a commit would "
          + "publish them", help: install)
    }
    lines.ok("git runs the hooks in '\(folder.path)'\(scope)")
    do throws(Stop) {
      for gap in try reach.gaps() {
        if gap.isWrong {
          lines.wrong(gap.what, help: gap.help)
        } else {
          lines.note("\(gap.what): \(gap.help)")
        }
      }
      return true
    } catch {
      lines.wrong(error)
      return false
    }
  }

  /// git 2.54 and newer run what the configuration names too: git-hook(1).
  private func tellConfigured(in lines: inout Examination) throws(Stop) {
    let answer = try git.run(["config", "--get-regexp", #"^hook\..*\.event$"#])
    // 1 where there is none: git-config(1).
    guard answer.status != 1 else { return }
    guard answer.status == 0 else {
      throw .unavailable(
        "git cannot read its configuration: \(answer.errors)",
        help: "\(git.place.git) config --list")
    }
    for line in String(decoding: answer.output, as: UTF8.self).split(separator: "\n") {
      lines.note(
        "the configuration names another hook, which git 2.54 and newer run first: \(line)")
    }
  }

  private func tell(_ name: HookName, in lines: inout Examination) {
    let path = folder.hook(name.rawValue)
    if state.pending.contains(name) {
      lines.wrong("\(name.rawValue): a change of the hooks was interrupted", help: install)
      return
    }
    switch state.standing[name] ?? .absent {
    case .ours(let script, isProgram: true): tell(script, in: &lines)
    case .ours(_, isProgram: false): tellDisabled(path, in: &lines)
    case .edited(let isCRLF):
      lines.wrong(
        isCRLF
          ? "\(name.rawValue): '\(path)' has CRLF line ends, which no shell reads"
          : "\(name.rawValue): '\(path)' was changed after it was installed",
        help: "rm \(ShellWord.quoted(path)) && \(install)")
    case .foreign where state.caller(of: name) != nil:
      lines.ok("\(name.rawValue): runs under \(owner(path))")
    case .foreign:
      lines.wrong(
        "\(name.rawValue): '\(path)' is \(owner(path)) and does not run policy", help: install)
    case .absent: return
    case .other:
      lines.wrong(
        "\(name.rawValue): '\(path)' is no file",
        help: "mv \(ShellWord.quoted(path)) ELSEWHERE && \(install)")
    }
  }

  private func tell(_ script: HookScript, in lines: inout Examination) {
    guard let program = script.programPath, access(program, X_OK) != 0 else { return }
    lines.wrong("\(script.name.rawValue): '\(program)', which it calls, is missing", help: install)
  }

  /// The programs that the scripts call: whether they start, without a hook to run.
  private func tellPrograms(in lines: inout Examination) {
    for program in Set(scripts.compactMap(\.programPath)).sorted() {
      for part in [program, program + "-hook"] where access(part, X_OK) == 0 {
        let why = OwnProgram.isDamaged(part) ? "is damaged" : OwnProgram.whyItDoesNotStart(part)
        guard let why else { continue }
        lines.wrong("'\(part)', which the hooks call, \(why)", help: cureOfProgram)
      }
    }
  }

  /// What mends a program that does not do what the one does that runs.
  var cureOfProgram: String { "install policy anew, as its README says; then: \(install)" }

  private func tellDisabled(_ path: String, in lines: inout Examination) {
    var system = statvfs()
    let isBlocked =
      statvfs(path, &system) == 0 && system.f_flag & Self.noExecution != 0
    lines.wrong(
      isBlocked
        ? "'\(path)' lies on a file system that runs no programs (noexec)"
        : "'\(path)' is switched off: it is not executable",
      help: isBlocked
        ? "\(git.place.git) config core.hooksPath FOLDER && \(install), with a folder that lies elsewhere"
        : "chmod +x \(ShellWord.quoted(path))")
  }

  private func owner(_ path: String) -> String { HookManager.owner(ofHook: path) }
}

extension HooksState {
  /// Ours, where a manager has moved it.
  func stray(_ name: HookName) -> HookScript? { strays.first { $0.script.name == name }?.script }
}

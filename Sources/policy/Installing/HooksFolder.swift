internal import CLibrary
internal import Hooks
internal import Reports

/// The folder from which git runs the hooks of a repository.
struct HooksFolder: Equatable {
  /// The absolute path, behind links where the folder is there.
  let path: String

  init(path: String) { self.path = File.resolved(path) ?? path }

  /// Asks git, which alone knows every file, scope and shorthand of `core.hooksPath`.
  static func inUse(_ git: GitCommand) throws(Stop) -> HooksFolder {
    let setting = try Self.setting(git)
    if setting.status == 0, let scope = scope(setting), setting.line == scope + "\t" {
      throw .unavailable(
        "core.hooksPath is empty: git runs no hooks", help: clearing(scope, git.place))
    }
    do throws(Stop) {
      return HooksFolder(
        path: try git.line(["rev-parse", "--path-format=absolute", "--git-path", "hooks"]))
    } catch {
      // git ends over a path below a file.
      guard error.status == .unknown, setting.status == 0, let scope = scope(setting),
        try git.run(["rev-parse", "--git-dir"]).status == 0
      else { throw error }
      throw .unavailable(
        "core.hooksPath leads nowhere: git runs no hooks", help: clearing(scope, git.place))
    }
  }

  /// The folder that git would use without `core.hooksPath`.
  static func usual(_ git: GitCommand) throws(Stop) -> HooksFolder {
    let common = try git.line(["rev-parse", "--path-format=absolute", "--git-common-dir"])
    return HooksFolder(path: common + "/hooks")
  }

  /// Refuses a folder that cannot be one, with the cure.
  func check(_ git: GitCommand) throws(Stop) {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT != S_IFDIR else { return }
    let setting = try Self.setting(git)
    throw .unavailable(
      "'\(path)' is no folder: git runs no hooks",
      help: Self.scope(setting).map { Self.clearing($0, git.place) }
        ?? "remove it: rm \(ShellWord.quoted(path))")
  }

  /// Refuses a folder that a file system of its own is mounted on. What is made whole beside it cannot
  /// be moved into it then: a change would be a copy, and could be cut short.
  func requireNeighbours(_ place: CommandPlace) throws(Stop) {
    guard File.exists(path) else { return }
    let name = "/.policy-\(getpid())-is-not-here"
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    // Linux looks at the two places before it looks for the file (rename(2), EXDEV).
    guard rename(parent + name, path + name) != 0, errno == EXDEV else { return }
    throw .unavailable(
      "'\(path)' is a file system of its own: hooks cannot be moved into it",
      help:
        "use a folder in it: \(place.git) config core.hooksPath \(ShellWord.quoted(path + "/policy"))"
    )
  }

  /// What git says of `core.hooksPath`: the scope, a tab and the value.
  static func setting(_ git: GitCommand) throws(Stop) -> GitCommand.Answer {
    try git.run(["config", "--show-scope", "--get", "core.hooksPath"])
  }

  /// The scope of a setting: what stands before the tab that `--show-scope` writes.
  static func scope(_ setting: GitCommand.Answer) -> String? {
    setting.line.flatMap { line in line.firstIndex(of: "\t").map { String(line[..<$0]) } }
  }

  private static func clearing(_ scope: String, _ place: CommandPlace) -> String {
    scope == "command"
      ? "call it without -c core.hooksPath, and without GIT_CONFIG_COUNT"
      : "\(place.git) config --\(scope) --unset-all core.hooksPath"
  }

  /// Where the hooks are kept that stood here before.
  var kept: String { path + KeptHooks.suffix }
  /// The list of the hooks that are not in force.
  var pending: String { "\(kept)/\(KeptHooks.pendingFile)" }

  func hook(_ name: String) -> String { "\(path)/\(name)" }
  func keptHook(_ name: String) -> String { "\(kept)/\(name)" }
  /// Where a file waits until it is whole.
  func draft(_ name: String) -> String { "\(kept)/.draft.\(name)" }

  /// What the links in the folder of kept hooks lead to: the neighbour in this folder.
  func mirrored(_ name: String) -> String {
    "../\(path.split(separator: "/").last ?? "")/\(name)"
  }
}

/// Nobody else may change the folder meanwhile. A process that is killed lets go.
struct HooksLock: ~Copyable {
  private let descriptor: Int32

  /// Locks a folder. A folder that is missing or cannot be locked is found out when it is changed.
  init(_ folder: HooksFolder) throws(Stop) {
    descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else {
      return
    }
    close(descriptor)
    throw .unavailable(
      "another policy is changing '\(folder.path)'", help: "wait for it, and call again")
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}

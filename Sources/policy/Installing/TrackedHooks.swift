internal import CLibrary
internal import Hooks

/// Hooks that a repository brings with it: `core.hooksPath` leads to a folder with files that git
/// tracks, such as `.githooks`.
///
/// What is changed there the next commit publishes, so nothing is. Ours go into the repository's own
/// folder, which git looks into where `core.hooksPath` says nothing, and with them a script for every
/// hook that runs the tracked one. What the setting was is kept in `policy.hooksPath`.
struct TrackedHooks {
  /// The folder that git tracks.
  let folder: HooksFolder
  /// The repository's own.
  let own: HooksFolder
  private let git: GitCommand
  /// The setting as somebody wrote it.
  private let written: String
  /// What it means to git: a path that may be relative to where hooks are run.
  private let path: String
  private let scope: String
  /// Whether the repository's own configuration file says it.
  private let isOwn: Bool

  private static let key = "core.hooksPath"
  private static let keptKey = "policy.hooksPath"

  /// What is tracked where git looks for hooks; `nil` where nothing is.
  init?(_ folder: HooksFolder, _ git: GitCommand) throws(Stop) {
    own = try HooksFolder.usual(git)
    let setting = try HooksFolder.setting(git)
    guard folder != own, File.exists(folder.path), setting.status == 0, let line = setting.line,
      let scope = HooksFolder.scope(setting)
    else { return nil }
    // Of another repository, a superproject say, nothing is known here.
    let common = try git.run(
      ["-C", folder.path, "rev-parse", "--path-format=absolute", "--git-common-dir"])
    guard common.status == 0, HooksFolder(path: (common.line ?? "") + "/hooks") == own else {
      return nil
    }
    let files = try git.run(["-C", folder.path, "ls-files"])
    guard files.status == 0, !files.output.isEmpty else { return nil }
    (self.folder, self.git, self.scope) = (folder, git, scope)
    written = String(line.dropFirst(scope.count + 1))
    path = try git.line(["config", "--type=path", "--get", Self.key])
    isOwn = try Self.said(Self.key, git) == written
  }

  /// What the repository's own file says; `nil` where it says nothing.
  private static func said(_ key: String, _ git: GitCommand) throws(Stop) -> String? {
    let answer = try git.run(["config", "--local", "--no-includes", "--get", key])
    return answer.status == 0 ? answer.line : nil
  }

  // MARK: Installing

  /// Refuses what cannot be done, before anything is changed.
  func requireRoom() throws(Stop) {
    let install = git.place.policy("install")
    let anew = "\(git.place.git) config \(Self.key) \(ShellWord.quoted(written)) && \(install)"
    let what = "core.hooksPath leads to '\(folder.path)', where git tracks files"
    switch scope {
    case "command":
      throw .unavailable(
        "\(what), and this call alone says so",
        help: "call it without -c core.hooksPath, and without GIT_CONFIG_COUNT")
    case "worktree":
      throw .unavailable(
        "\(what), and this work tree's own configuration alone says so",
        help: "say it for all: \(git.place.git) config --worktree --unset-all \(Self.key) "
          + "&& \(anew)")
    case "local" where !isOwn:
      let origin = try git.line(["config", "--show-origin", "--get", Self.key])
      let file = origin.prefix { $0 != "\t" }.trimmingPrefix("file:")
      throw .unavailable(
        "\(what), and '\(file)' says so, which the repository's configuration includes",
        help: "say it there itself: \(git.place.git) config --file "
          + "\(ShellWord.quoted(String(file))) --unset-all \(Self.key) && \(anew)")
    default: break
    }
    let strangers = try strangers()
    guard strangers.isEmpty else {
      let isKept = File.exists(own.kept)
      throw .unavailable(
        "\(what), and '\(own.path)' holds hooks that git does not run now, and would: "
          + strangers.joined(separator: ", "),
        help: (isKept ? "\(git.place.policy("uninstall")) && " : "") + "mv "
          + "\(ShellWord.quoted(own.path)) \(ShellWord.quoted(own.path + ".unused")) && \(install)")
    }
  }

  /// The hooks in the repository's own folder that git does not run while the setting stands.
  private func strangers() throws(Stop) -> [String] {
    do throws(File.Failure) {
      var found: [String] = []
      for name in Self.names + Self.telling {
        let isStrange =
          switch try HookFile(own.hook(name)) {
          case .absent, .ours, .edited: false
          case .other: true
          case .foreign: try ForwardingHook(at: own.hook(name)) == nil
          }
        let kept = own.keptHook(name)
        let isKept = File.exists(kept) && !own.isMirror(name)
        let isOurs = try ForwardingHook(at: kept) != nil
        if isStrange || (isKept && !isOurs) { found.append(name) }
      }
      return found
    } catch {
      throw .folder(error)
    }
  }

  /// Puts the scripts in place that run the tracked hooks. Nobody looks at them yet.
  func prepare() throws(Stop) {
    do throws(File.Failure) {
      for path in [own.path, own.kept] { try FolderStep.makeFolder(path).perform() }
      let present = Self.telling.filter { File.exists(folder.hook($0)) }
      for name in Self.names + (path.hasPrefix("/") ? present : []) {
        let script = ForwardingHook(name, to: path)
        let place =
          switch try HookFile(own.hook(name)) {
          case .ours, .edited: own.keptHook(name)
          case .absent, .foreign, .other: own.hook(name)
          }
        guard try ForwardingHook(at: place) != script else { continue }
        try FolderStep.write(own.draft(name), script.bytes, mode: 0o755).perform()
        try FolderStep.move(own.draft(name), to: place).perform()
      }
    } catch {
      throw .folder(error)
    }
  }

  /// Has git look into the repository's own folder.
  func divert() throws(Stop) {
    if isOwn {
      _ = try git.line(["config", "--local", Self.keptKey, written])
      _ = try git.line(["config", "--local", "--unset-all", Self.key])
    }
    // Where the user's or the system's configuration says it for all repositories.
    if try HooksFolder.inUse(git) != own {
      _ = try git.line(["config", "--local", Self.key, own.path])
    }
  }

  // MARK: Uninstalling

  /// Has git look where it looked before, and takes the scripts away; says whether there was any.
  static func takeBack(_ git: GitCommand) throws(Stop) -> Bool {
    let folder = try HooksFolder.usual(git)
    var scripts: [FolderStep] = []
    do throws(File.Failure) {
      for name in names + telling where try ForwardingHook(at: folder.hook(name)) != nil {
        scripts.append(.remove(folder.hook(name)))
      }
    } catch {
      throw .folder(error)
    }
    let (kept, present) = (try said(keptKey, git), try said(key, git))
    if let kept {
      if present == nil || present == folder.path {
        _ = try git.line(["config", "--local", key, kept])
      }
      _ = try git.line(["config", "--local", "--unset-all", keptKey])
    } else if !scripts.isEmpty, present == folder.path {
      _ = try git.line(["config", "--local", "--unset-all", key])
    }
    // Only now: until then git runs the tracked hooks by them.
    do throws(File.Failure) { for step in scripts { try step.perform() } } catch {
      throw .folder(error)
    }
    return kept != nil || !scripts.isEmpty
  }

  /// Every hook of githooks(5) that a work tree may bring, but for those that must not be there in vain.
  private static let names = [
    "applypatch-msg", "pre-applypatch", "post-applypatch", "pre-commit", "pre-merge-commit",
    "prepare-commit-msg", "commit-msg", "post-commit", "pre-rebase", "post-checkout", "post-merge",
    "pre-push", "reference-transaction", "pre-auto-gc", "post-rewrite", "sendemail-validate",
    "p4-changelist", "p4-prepare-changelist", "p4-post-changelist", "p4-pre-submit",
    "post-index-change",
  ]
  /// Those of a repository that is pushed to, for which a relative path leads into its git folder. That
  /// one of them is there tells git, or policy, to do something else.
  private static let telling = [
    "pre-receive", "update", "proc-receive", "post-receive", "post-update", "push-to-checkout",
  ]
}

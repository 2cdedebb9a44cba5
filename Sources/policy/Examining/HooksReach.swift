internal import GitModel
internal import GitStore
internal import Hooks

/// Where hooks do not act, or know no policy, though they are installed.
struct HooksReach {
  /// One such place.
  struct Gap: Equatable {
    let what: String
    /// The literal command that mends it.
    let help: String
    /// Whether something is wrong now; else something may be later.
    var isWrong = true
  }

  let git: GitCommand
  let folder: HooksFolder
  let side: HookName.Side
  let environment: [String: String]

  /// All of them.
  func gaps() throws(Stop) -> [Gap] {
    let here: [Gap]
    do throws(GitError) {
      let repository = try Repository.open(at: nil, environment: environment)
      here = try shared(repository) + (side == .server ? server(repository) : later(repository))
    } catch {
      throw Stop(error)
    }
    // Pushes arrive in the one folder that all work trees share.
    return here + (side == .client ? try LinkedWorkTrees(git: git, folder: folder).gaps() : [])
  }

  private func shared(_ repository: Repository) throws(GitError) -> [Gap] {
    switch try repository.flag("policy.enabled") {
    case true: return []
    case false:
      return [
        Gap(
          what: "policy.enabled is false: the hooks let everything go",
          help: "\(git.place.git) config --unset policy.enabled")
      ]
    case nil where try repository.owns(hooksIn: folder.path): return []
    case nil:
      return [
        Gap(
          what: "these hooks are shared with other repositories, and act only where "
            + "policy.enabled is true",
          help: "\(git.place.git) config policy.enabled true")
      ]
    }
  }

  /// What will come: another manager over these hooks, a work tree that is not there yet, a push.
  private func later(_ repository: Repository) throws(GitError) -> [Gap] {
    let server = HookName.preReceive.rawValue
    if repository.isBare, !File.exists(folder.hook(server)) {
      return [
        Gap(
          what: "this repository is bare, and pushes into it are not judged",
          help: git.place.policy("install --server"), isWrong: false)
      ]
    }
    let anew = repository.workTree.map { HuskyAnew(git: git, folder: $0).gaps() } ?? []
    guard let path = try relativePath(repository) else { return anew }
    return anew + [
      Gap(
        what: "core.hooksPath is relative: a work tree that is added later looks for hooks in a "
          + "'\(path)' of its own",
        help: "policy install -C PATH, once it is there", isWrong: false)
    ]
  }

  private func relativePath(_ repository: Repository) throws(GitError) -> String? {
    guard !repository.isBare, let path = try repository.config("core.hooksPath"),
      !["/", "~"].contains(path.prefix(1))
    else { return nil }
    return path
  }

  private func server(_ repository: Repository) throws(GitError) -> [Gap] {
    try pushesElsewhere(repository)
      + ServerHead(
        repository, git.place, environment: environment
      ).gaps()
  }

  /// A push runs its hooks in the git folder, whatever work tree there is: githooks(5).
  private func pushesElsewhere(_ repository: Repository) throws(GitError) -> [Gap] {
    guard let path = try relativePath(repository) else { return [] }
    return [
      Gap(
        what: "core.hooksPath is relative, and a push takes it from the git folder, not from here",
        help: "\(git.place.git) config core.hooksPath "
          + "\"$(\(git.place.git) rev-parse --show-toplevel)\"/\(ShellWord.quoted(path))")
    ]
  }
}

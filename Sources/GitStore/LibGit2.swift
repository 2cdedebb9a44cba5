internal import CLibgit2
internal import GitModel

/// libgit2's process-wide state, started once and never stopped.
enum LibGit2 {
  private static let code: CInt = {
    let code = git_libgit2_init()
    if code > 0 { setOptions() }
    return code
  }()

  /// Starts libgit2; only the first call does anything. Nothing of libgit2's may be called before:
  /// even `git_error_clear` crashes.
  static func start() throws(GitError) {
    guard code > 0 else { throw GitError(.failed, "start libgit2", "libgit2 cannot start") }
  }

  /// Options hold for the whole process and are no thread's own: they are set once, here.
  private static func setOptions() {
    // Histories are read once. Each object is held against its id all the same: an enforcer must not
    // believe what git-fsck(1) would not.
    _ = policy_enable_caching(0)
    // Packs are mapped piece by piece, as git does where addresses are short (git-config(1),
    // `core.packedGitWindowSize`): what was read of a pack of gigabytes does not stay.
    _ = policy_set_pack_windows(8 << 20, 128 << 20)
    // Both are worked out as git does, and by the environment of each repository: libgit2 1.5 knows
    // neither `safe.directory = *` nor GIT_CONFIG_GLOBAL. See Configuration and Ownership.
    _ = policy_set_owner_validation(0)
    let levels = [
      GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
      GIT_CONFIG_LEVEL_GLOBAL,
    ]
    for level in levels { _ = policy_set_search_path(level.rawValue, "") }
    allowExtensions()
  }

  /// The extensions that change nothing about reading objects and refs (git-config(1),
  /// `extensions.*`), and the two whose values tell whether they do: see RepositoryFormat. libgit2
  /// compares them in lower case.
  private static func allowExtensions() {
    let names: [StaticString] = [
      "noop", "noop-v1", "partialclone", "worktreeconfig", "preciousobjects", "relativeworktrees",
      "objectformat", "refstorage",
    ]
    var pointers = names.map { name in
      UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self) as UnsafePointer<CChar>?
    }
    _ = policy_set_extensions(&pointers, pointers.count)
  }
}

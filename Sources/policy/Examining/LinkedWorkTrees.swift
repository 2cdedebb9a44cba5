internal import Hooks

/// The other work trees of a repository: where `core.hooksPath` is relative, git looks for hooks in a
/// folder of its own in each of them (git-config(1), `core.hooksPath`).
struct LinkedWorkTrees {
  let git: GitCommand
  /// The folder of the work tree that policy runs in.
  let folder: HooksFolder

  /// The work trees in which hooks are missing.
  func gaps() throws(Stop) -> [HooksReach.Gap] {
    var gaps: [HooksReach.Gap] = []
    for path in try paths() {
      // Paths of work trees that were removed by hand stay listed: git-worktree(1), "prune".
      guard File.exists(path) else { continue }
      let theirs = HooksFolder(
        path: try git.line(
          ["-C", path, "rev-parse", "--path-format=absolute", "--git-path", "hooks"]))
      guard theirs != folder else { continue }
      let state = try HooksState.read(theirs)
      let missing = HookName.installed(on: .client).filter { !state.isInForce($0) }
      guard !missing.isEmpty else { continue }
      gaps.append(
        HooksReach.Gap(
          what: "the work tree '\(path)' looks for hooks in '\(theirs.path)', and lacks: "
            + missing.map(\.rawValue).joined(separator: ", "),
          help: "policy install -C \(ShellWord.quoted(path))"))
    }
    return gaps
  }

  /// The top of each work tree: git-worktree(1), "Porcelain Format".
  private func paths() throws(Stop) -> [String] {
    var answer = try git.run(["worktree", "list", "--porcelain", "-z"])
    var end = UInt8(0)
    if answer.status != 0 {
      // git before 2.36 knows no -z.
      answer = try git.run(["worktree", "list", "--porcelain"])
      end = UInt8(ascii: "\n")
    }
    guard answer.status == 0 else {
      throw .unavailable("git does not list the work trees", help: "git worktree list --porcelain")
    }
    var paths: [String] = []
    for field in answer.output.split(separator: end, omittingEmptySubsequences: false) {
      if field.elementsEqual("bare".utf8) { _ = paths.popLast() }
      guard field.starts(with: "worktree ".utf8) else { continue }
      guard let path = String(validating: field.dropFirst("worktree ".utf8.count), as: UTF8.self)
      else {
        throw .unavailable("a work tree's path is no UTF-8 text", help: "rename the folder")
      }
      paths.append(path)
    }
    return paths
  }
}

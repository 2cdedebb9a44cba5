internal import CLibrary
internal import FoundationEssentials
internal import Hooks

/// A repository in a temporary folder with nothing but the installed scripts as its hooks: what git
/// does there proves that they fire. Hooks of others are not run, for they may do anything.
final class ScratchRepository {
  let path: String
  private let hooks: [String]
  private let git: GitCommand
  private let bare: GitCommand

  init(environment: [String: String], _ scripts: [HookScript]) throws(Stop) {
    hooks = scripts.map { "hooks/\($0.name.rawValue)" }
    path = FileManager.default.temporaryDirectory.path + "/policy-doctor-\(UUID().uuidString)"
    var variables = environment.filter { !$0.key.hasPrefix("GIT_") && !$0.key.hasPrefix("POLICY_") }
    for (key, value) in [
      "HOME": path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_NAME": "policy", "GIT_AUTHOR_EMAIL": "policy@localhost",
      "GIT_COMMITTER_NAME": "policy", "GIT_COMMITTER_EMAIL": "policy@localhost",
      "GIT_EDITOR": "true",
    ] { variables[key] = value }
    bare = try GitCommand(environment: variables)
    variables["GIT_TRACE2_EVENT"] = path + "/trace"
    git = try GitCommand(environment: variables)
    do throws(File.Failure) {
      for folder in ["hooks", "server", "clone"] {
        try FolderStep.makeFolder("\(path)/\(folder)").perform()
      }
      try File.create(
        path + "/clone/.policy.yml", Array("version: 1\nextends: story-flow\n".utf8), mode: 0o644)
      for script in scripts {
        for side in ["hooks", "server"] {
          try FolderStep.write("\(path)/\(side)/\(script.name.rawValue)", script.bytes, mode: 0o755)
            .perform()
        }
      }
    } catch {
      throw .unavailable(
        "there is no room for a scratch repository: \(error.path): \(error.reason)",
        help: "name a folder with room: TMPDIR=PATH policy doctor")
    }
    try fill()
  }

  // What cannot be removed lies in a folder for temporary files, and no answer rests on it.
  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Whether programs may run where temporary files lie. Throws where nobody can tell.
  func runsPrograms() throws(Stop) -> Bool {
    for hook in hooks where access("\(path)/\(hook)", X_OK) != 0 {
      // access(2): the file itself is there for all to run, so its file system is not.
      if errno == EACCES { return false }
      throw .unavailable(
        "the scratch repository cannot be looked at: \(String(cString: strerror(errno)))",
        help: "name a folder that nobody else clears: TMPDIR=PATH policy doctor")
    }
    return true
  }

  /// A history that the preset finds nothing wrong with.
  private func fill() throws(Stop) {
    for step in [
      ["init", "-q", "-b", "main", "clone"],
      ["-C", "clone", "add", ".policy.yml"],
      ["-C", "clone", "commit", "-q", "-m", "Begin"],
      ["-C", "clone", "branch", "develop"],
      ["clone", "-q", "--bare", "clone", "store"],
      ["-C", "clone", "remote", "add", "origin", path + "/store"],
      ["-C", "clone", "fetch", "-q", "origin"],
      ["-C", "clone", "config", "core.hooksPath", path + "/hooks"],
      ["-C", "clone", "config", "policy.enabled", "true"],
      ["-C", "store", "config", "core.hooksPath", path + "/server"],
      ["-C", "store", "config", "policy.enabled", "true"],
    ] { _ = try bare.line(["-C", path] + step) }
  }

  /// Does what makes every hook fire, and breaks nothing; returns what ran.
  func fire() throws(Stop) -> [HookTrace.Run] {
    try runs(of: [
      ["switch", "-q", "-c", "story-1", "develop"],
      ["commit", "-q", "--allow-empty", "-m", "One"],
      ["switch", "-q", "-c", "story-2", "develop"],
      ["commit", "-q", "--allow-empty", "-m", "Two"],
      ["merge", "-q", "--no-ff", "-m", "Three", "story-1"],
      ["rebase", "-q", "--force-rebase", "develop", "story-1"],
      ["push", "-q", "origin", "story-1"],
    ])
  }

  /// Commits and pushes to the main branch; returns what ran.
  func sin() throws(Stop) -> [HookTrace.Run] {
    try runs(of: [
      ["switch", "-q", "main"], ["commit", "-q", "--allow-empty", "-m", "Four"],
      ["-c", "core.hooksPath=/dev/null", "push", "-q", "origin", "story-1:main"],
    ])
  }

  private func runs(of steps: [[String]]) throws(Stop) -> [HookTrace.Run] {
    unlink(path + "/trace")
    for step in steps { _ = try git.run(["-C", path + "/clone"] + step) }
    return try runs()
  }

  /// The hooks in git's own trace.
  private func runs() throws(Stop) -> [HookTrace.Run] {
    let trace: [UInt8]
    do throws(File.Failure) {
      trace = try File.read(path + "/trace", limit: 64 << 20)
    } catch {
      throw .unavailable("git tells nothing of its hooks: \(error.reason)", help: "git --version")
    }
    return try HookTrace(trace).runs
  }
}

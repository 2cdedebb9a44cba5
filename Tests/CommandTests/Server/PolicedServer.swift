import TestSupport
import Testing

/// A bare repository with the server's hooks, and a clone beside it that has none.
///
/// The policy stands on main: `restrict_pushes: {users: [merge-bot]}` there, everything else as in
/// `story-flow`.
struct PolicedServer {
  static let policy = """
    version: 1
    extends: story-flow
    branches: {main: {restrict_pushes: {users: [merge-bot]}}}

    """

  let folder: TemporaryFolder
  /// The server.
  var path: String { folder.path + "/server.git" }
  /// The clone.
  var work: String { folder.path + "/work" }

  /// A server with main and develop on one commit, which holds the policy; or an empty one.
  init(policy: String = Self.policy, isEmpty: Bool = false) async throws {
    folder = try TemporaryFolder()
    try folder.write(policy.utf8, to: "work/.policy.yml")
    for arguments in [
      ["init", "--quiet", "--bare", "--initial-branch=main", path],
      ["init", "--quiet", "--initial-branch=main", work],
      ["-C", work, "remote", "add", "origin", path],
      ["-C", work, "add", "."], ["-C", work, "commit", "--quiet", "-m", "Begin"],
    ] {
      try await Git.run(arguments, in: folder.path)
    }
    if !isEmpty { try await run("push", "--quiet", "origin", "main", "main:develop") }
    for hook in ["pre-receive", "post-receive"] { try install(hook) }
  }

  /// Installs a hook as plainly as can be; what `policy install` writes has its own tests.
  func install(_ hook: String) throws {
    let file = "server.git/hooks/\(hook)"
    try folder.write("#!/bin/sh\nexec policy hook \(hook) \"$@\"\n".utf8, to: file)
    try folder.makeExecutable(file)
  }

  /// Runs git in the clone; `user` is who pushes.
  func git(
    _ arguments: [String], by user: String? = nil, changing changes: [String: String?] = [:]
  ) async throws -> ProgramOutput {
    try await Program.run(
      "git", arguments, in: work,
      changing: ["PATH": try PolicyProgram.path(), "REMOTE_USER": user].merging(changes) { $1 })
  }

  /// Pushes from the clone.
  func push(
    _ arguments: String..., by user: String? = nil, changing changes: [String: String?] = [:]
  ) async throws -> ProgramOutput {
    try await git(["push", "origin"] + arguments, by: user, changing: changes)
  }

  /// Runs git in the clone, where it must end well; the first line that it prints.
  @discardableResult
  func run(_ arguments: String...) async throws -> String {
    let answer = try await git(arguments)
    try #require(answer.status == 0, "git \(arguments): \(answer.errors)")
    return answer.lines.first ?? ""
  }

  /// Makes a commit on top of another; its id. Nothing is checked out.
  func commit(
    _ message: String, on parents: String..., files: [String: String] = [:]
  ) async throws -> String {
    var tree = try await run("rev-parse", "\(parents.first ?? "main")^{tree}")
    if !files.isEmpty {
      var entries = try await git(["ls-tree", tree]).lines.filter { line in
        !files.keys.contains { line.hasSuffix("\t" + $0) }
      }
      for (name, text) in files.sorted(by: { $0.key < $1.key }) {
        let blob = try await Git.run(
          ["hash-object", "-w", "--stdin"], in: work, input: Array(text.utf8)
        ).lines[0]
        entries.append("100644 blob \(blob)\t\(name)")
      }
      let text = entries.map { $0 + "\n" }.joined()
      tree = try await Git.run(["mktree"], in: work, input: Array(text.utf8)).lines[0]
    }
    let sides = parents.flatMap { ["-p", $0] }
    return try await Git.run(["commit-tree", tree, "-m", message] + sides, in: work).lines[0]
  }

  /// Where a ref of the server stands; `nil` where it does not.
  func tip(_ ref: String) async throws -> String? {
    let answer = try await Program.run(
      "git", ["rev-parse", "--quiet", "--verify", ref], in: path)
    return answer.status == 0 ? answer.lines.first : nil
  }

  /// Every ref of the server with where it stands.
  func refs() async throws -> [String: String] {
    let lines = try await Git.run(
      ["for-each-ref", "--format=%(refname) %(objectname)"], in: path
    ).lines
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let parts = line.split(separator: " ")
        return (String(parts[0]), String(parts[1]))
      })
  }

  /// The lines of the server's log of landings.
  func landings() -> [String] {
    String(decoding: folder.read("server.git/policy/landings.jsonl") ?? [], as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  /// Runs a hook on the server without git.
  func hook(
    _ name: String, _ input: String, changing changes: [String: String?] = [:]
  ) async throws -> ProgramOutput {
    try await hook(name, Array(input.utf8), changing: changes)
  }

  /// Runs a hook on the server without git.
  func hook(
    _ name: String, _ input: [UInt8], changing changes: [String: String?] = [:]
  ) async throws -> ProgramOutput {
    try await PolicyProgram.run(
      ["hook", name], in: path, input: input, changing: ["GIT_DIR": "."].merging(changes) { $1 })
  }
}

import GitModel
import Hooks
import PolicyCore
import TestSupport

@testable import PolicyScenario

/// An example's repository with its policy, asked by the real program.
struct PolicedRepository {
  private let example: AgreementTests.Case
  private let stored: StoredScenario
  private var path: String { stored.repository.path }

  init(_ example: AgreementTests.Case) async throws {
    self.example = example
    stored = try await StoredScenario(example.scenario)
    let policy = "\(example.example.example.policy)\nversion: 1\nextends: story-flow\n"
    try stored.repository.replace("example.yml", with: policy.utf8)
    try stored.repository.configure("[policy]\n\tfile = \(path)/example.yml\n")
    if let actor = example.scenario.update.actor {
      try stored.repository.configure("[policy]\n\tuser = \(actor)\n")
    }
  }

  /// Lets the repository be its own remote, whose branches it has seen.
  func trackItself() async throws {
    try nameRemote()
    for branch in example.scenario.branches {
      guard let tip = branch.tip else { continue }
      let file = "refs/remotes/origin/\(branch.name.text)"
      try stored.repository.replace(file, with: "\(tip.hex)\n".utf8)
    }
  }

  /// What a hook says of the update.
  func hook(_ name: HookName) async throws -> ProgramOutput {
    let update = example.scenario.update
    let (old, new) = (update.old.text, update.new.text)
    let line =
      name == .prePush
      ? "refs/heads/local \(new) \(update.ref.text) \(old)\n"
      : "\(old) \(new) \(update.ref.text)\n"
    return try await PolicyProgram.run(
      ["hook", name.rawValue] + (name == .prePush ? ["origin", "."] : []), in: path,
      input: Array(line.utf8), changing: ["REMOTE_USER": update.actor, "GIT_DIR": "."])
  }

  /// Lets the refs of a remote be a remote's, of which every branch is here.
  func nameRemote() throws {
    guard !example.scenario.drawing.isSingleBranch else { return }
    try stored.repository.configure(
      """
      [policy]
      \tcomplete = true
      [remote "origin"]
      \turl = .
      \tfetch = +refs/heads/*:refs/remotes/origin/*

      """)
  }

  /// Installs a hook.
  func install(_ hook: HookName, in folder: String = "hooks") throws {
    let file = "\(folder)/\(hook.rawValue)"
    try stored.repository.replace(
      file, with: "#!/bin/sh\nexec policy hook \(hook.rawValue) \"$@\"\n".utf8)
    try stored.repository.makeExecutable(file)
  }

  /// Lets another repository be the remote, and fetches from it.
  func track(_ server: PolicedRepository) async throws {
    try stored.repository.configure(
      "[remote \"origin\"]\n\turl = \(server.path)\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n"
    )
    try await Git.run(["fetch", "--quiet", "origin"], in: path)
  }

  /// Pushes the update.
  func push(_ arguments: [String]) async throws -> ProgramOutput {
    let update = example.scenario.update
    let refspec = update.new.map { "+\($0.hex):\(update.ref.text)" } ?? ":\(update.ref.text)"
    return try await git(["push"] + arguments + ["origin", refspec])
  }

  /// Whether the update has happened.
  func hasMoved() async throws -> Bool {
    let update = example.scenario.update
    let answer = try await git(["rev-parse", "--quiet", "--verify", update.ref.text])
    return answer.lines.first == update.new?.hex
  }

  /// Makes the commit that the update tells of, in a work tree.
  func commit() async throws -> ProgramOutput {
    let update = example.scenario.update
    try await Git.run(["symbolic-ref", "HEAD", update.ref.text], in: path)
    try stored.makeWorkTree()
    if update.old != nil { try await Git.run(["reset", "--quiet", "--hard"], in: path) }
    for hook in [HookName.preCommit, .preMergeCommit, .commitMessage] { try install(hook) }
    let drawn = try example.scenario.history().commit(update.new ?? .zero)
    let others = drawn.parents.dropFirst().map(\.hex)
    try stored.repository.replace("message", with: drawn.message)
    var people: [String: String?] = [:]
    for (role, person) in [("AUTHOR", drawn.author), ("COMMITTER", drawn.committer)] {
      people["GIT_\(role)_NAME"] = String(decoding: person.name, as: UTF8.self)
      people["GIT_\(role)_EMAIL"] = String(decoding: person.email, as: UTF8.self)
      people["GIT_\(role)_DATE"] = "@\(person.seconds) +0000"
    }
    // What is drawn is what is staged; a merge stages for itself.
    if let new = update.new, others.isEmpty {
      try await Git.run(["read-tree", new.hex], in: path)
    }
    let verb =
      others.isEmpty
      ? ["commit", "--allow-empty", "--allow-empty-message"] : ["merge", "--no-ff"]
    return try await git(verb + ["-F", "\(path)/message"] + others, changing: people)
  }

  /// Moves the ref, in a clone where every branch is published, or on the server.
  func move(onServer isServer: Bool) async throws -> ProgramOutput {
    let update = example.scenario.update
    if !isServer {
      try await trackItself()
      try stored.makeWorkTree()
    }
    return try await git(
      ["update-ref"] + (update.new.map { [update.ref.text, $0.hex] } ?? ["-d", update.ref.text]))
  }

  private func git(
    _ arguments: [String], changing changes: [String: String?] = [:]
  ) async throws -> ProgramOutput {
    try await Program.run(
      "git", ["--git-dir=\(path)"] + arguments, in: path,
      changing: [
        "REMOTE_USER": example.scenario.update.actor, "PATH": try PolicyProgram.path(),
      ].merging(changes) { $1 })
  }

  /// What an audit says of the update where a forge tells that it has happened.
  func auditAsPushed() async throws -> ProgramOutput {
    let update = example.scenario.update
    let sender = update.actor.map { ", \"sender\": {\"login\": \"\($0)\"}" } ?? ""
    let pushed = """
      {"ref": "\(update.ref.text)", "before": "\(update.old.text)",
       "after": "\(update.new.text)"\(sender)}
      """
    // Of all landings, only a merge queue's has a head.
    let queued = """
      {"merge_group": {"base_ref": "\(update.ref.text)", "base_sha": "\(update.old.text)",
       "head_sha": "\(update.new.text)"}}
      """
    try stored.repository.replace(
      "event.json", with: (update.head == nil ? pushed : queued).utf8)
    return try await PolicyProgram.run(
      ["audit", "--now", "\(example.scenario.now)", "--format", "text"], in: path,
      changing: [
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": update.head == nil ? "push" : "merge_group",
        "GITHUB_EVENT_PATH": path + "/event.json",
      ])
  }

  /// What an audit says.
  func audit(_ arguments: [String]) async throws -> ProgramOutput {
    let actor = example.scenario.update.actor.map { ["--actor", $0] } ?? []
    return try await PolicyProgram.run(
      ["audit", "--now", "\(example.scenario.now)"] + arguments + actor, in: path)
  }
}

extension ObjectID? {
  /// The id as git writes it; zeros where there is none.
  var text: String { self?.hex ?? String(repeating: "0", count: 40) }
}

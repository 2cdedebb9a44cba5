import GitModel
import Hooks
import PolicyCore
import TestSupport
import Testing

@testable import PolicyScenario

/// The same policy gives the same verdict in a client's hook, in a server's and in an audit, with
/// the real program.
@Suite struct AgreementTests {
  /// An example with what all rules together say of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let example: RuleExample
    let scenario: Scenario
    var testDescription: String { example.testDescription }

    /// What every rule says over the drawing, by the judge that all places share.
    var judgements: [Judgement] {
      Judge().judge([scenario.update], in: scenario.scene(in: scenario.history()))
    }

    /// The rules that stop the update.
    var stopping: Set<String> { Set(judgements.filter(\.blocks).map(\.rule)) }

    /// The exit status that it ends with.
    var status: Int {
      judgements.contains { $0.blocks && $0.verdict.isBroken }
        ? 1 : judgements.contains(where: \.blocks) ? 2 : 0
    }

    /// Whether the update names a commit whose object is not there.
    var isUntold: Bool {
      let ends = [scenario.update.old, scenario.update.new].compactMap { $0 }
      return scenario.drawing.missing.contains { ends.contains(scenario.id(of: $0) ?? .zero) }
    }

    static func all(at moments: Moment...) throws -> [Case] {
      try RuleExample.all.compactMap { example in
        let scenario = try example.scenario()
        return moments.contains(scenario.update.moment)
          ? Case(example: example, scenario: scenario) : nil
      }
    }
  }

  @Test("A server's hook says what the drawing says", arguments: try Case.all(at: .push))
  func server(_ example: Case) async throws {
    // A server has no remote whose branches could stand for its own.
    guard !example.scenario.drawing.text.contains("origin/") else { return }
    let stored = try await PolicedRepository(example)
    let answer = try await stored.hook(.preReceive)
    expect(answer, example)
  }

  @Test("A client's hook says what the drawing says", arguments: try Case.all(at: .push))
  func client(_ example: Case) async throws {
    let stored = try await PolicedRepository(example)
    try await stored.trackItself()
    let answer = try await stored.hook(.prePush)
    expect(answer, example)
  }

  @Test("An audit says what the drawing says", arguments: try Case.all(at: .push))
  func audit(_ example: Case) async throws {
    let stored = try await PolicedRepository(example)
    let update = example.scenario.update
    let answer = try await stored.audit([
      "--ref", update.ref.text, "--range", "\(update.old.text)..\(update.new.text)",
    ])
    if example.isUntold {
      // A range without its ends is no range: nothing is judged.
      #expect(answer.status == 2, "\(answer.errors)", sourceLocation: example.example.location)
    } else {
      expect(answer, example)
    }
  }

  @Test(
    "An audit of what stands, asks to land or landed says what the drawing says",
    arguments: try Case.all(at: .standing, .pullRequest, .landing))
  func audits(_ example: Case) async throws {
    let stored = try await PolicedRepository(example)
    let update = example.scenario.update
    let branch = update.branch?.text ?? ""
    switch update.moment {
    case .standing:
      if update.ref.hasPrefix("refs/remotes/") { try stored.nameRemote() }
      expect(try await stored.audit(["--branch", branch]), example)
    case .pullRequest:
      let head = try #require(update.head)
      let sides = [
        "--base", "\(branch):\(update.old.text)", "--head", "\(head.branch):\(update.new.text)",
      ]
      expect(try await stored.audit(sides + (head.isFork ? ["--fork"] : [])), example)
    default: expect(try await stored.auditAsPushed(), example)
    }
  }

  @Test("Git commits what the drawing says may be committed", arguments: try Case.all(at: .commit))
  func commits(_ example: Case) async throws {
    let stored = try await PolicedRepository(example)
    let answer = try await stored.commit()
    #expect((answer.status == 0) == (example.status == 0), "\(answer.errors)")
    for rule in example.stopping { #expect(answer.errors.contains("[\(rule)]: ")) }
  }

  @Test("Git moves what the drawing says may be moved", arguments: try Case.all(at: .refChange))
  func moves(_ example: Case) async throws {
    for isServer in [false, true] {
      // A server has been asked by the push whether the branch may be made.
      if isServer, example.stopping == ["creation"] { continue }
      let stored = try await PolicedRepository(example)
      try stored.install(.referenceTransaction)
      let answer = try await stored.move(onServer: isServer)
      #expect((answer.status == 0) == (example.status == 0), "\(answer.errors)")
      #expect(try await stored.hasMoved() == (example.status == 0), "\(answer.errors)")
      for rule in example.stopping { #expect(answer.errors.contains("[\(rule)]: ")) }
    }
  }

  @Test("Git pushes what the drawing says may be pushed", arguments: try Case.all(at: .push))
  func pushes(_ example: Case) async throws {
    let drawing = example.scenario.drawing
    // What git cannot push: there is nothing to send.
    guard drawing.missing.isEmpty, drawing.shallow.isEmpty, !drawing.isSingleBranch,
      !drawing.text.contains("origin/")
    else { return }
    let server = try await PolicedRepository(example)
    try server.install(.preReceive)
    let client = try await PolicedRepository(example)
    try client.install(.prePush)
    try await client.track(server)
    for (side, arguments) in [("client", []), ("server", ["--no-verify"])] {
      let answer = try await client.push(arguments)
      #expect((answer.status == 0) == (example.status == 0), "\(side): \(answer.errors)")
      #expect(
        try await server.hasMoved() == (example.status == 0), "\(side): \(answer.errors)")
      // What a client let through has moved: there is nothing left to push.
      guard example.status != 0 else { break }
      let shown = example.stopping.filter { answer.errors.contains("[\($0)]: ") }
      #expect(shown.count == min(example.stopping.count, 3), "\(side): \(answer.errors)")
    }
  }

  private func expect(_ answer: ProgramOutput, _ example: Case) {
    #expect(
      answer.status == example.status, "\(answer.errors)", sourceLocation: example.example.location)
    let told = Set(
      (answer.errors + answer.text).split(separator: "\n").compactMap { line -> String? in
        guard line.hasPrefix("error[") || line.hasPrefix("unknown[") else { return nil }
        return line.split(separator: "[").dropFirst().first.flatMap {
          $0.split(separator: "]").first.map(String.init)
        }
      })
    let stopping = example.stopping
    // A hook tells the first three.
    let isWhole = stopping.count <= 3 || !answer.text.isEmpty
    #expect(
      isWhole ? told == stopping : told.count == 3 && told.isSubset(of: stopping),
      "\(stopping), \(answer.errors)\(answer.text)", sourceLocation: example.example.location)
  }
}

/// An example's repository with its policy, asked by the real program.
private struct PolicedRepository {
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
    if !example.scenario.drawing.isSingleBranch {
      try stored.repository.configure(
        "[remote \"origin\"]\n\turl = .\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n")
    }
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

  /// Lets the refs of a remote be a remote's.
  func nameRemote() throws {
    guard !example.scenario.drawing.isSingleBranch else { return }
    try stored.repository.configure(
      "[remote \"origin\"]\n\turl = .\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n")
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
    try makeWorkTree()
    if update.old != nil { try await Git.run(["reset", "--quiet", "--hard"], in: path) }
    for hook in [HookName.preCommit, .preMergeCommit] { try install(hook) }
    let parents = try update.new.map { try example.scenario.history().commit($0).parents } ?? []
    let others = parents.dropFirst().map(\.hex)
    return try await git(
      others.isEmpty
        ? ["commit", "--allow-empty", "-m", "Sell"] : ["merge", "--no-ff", "-m", "Sell"] + others)
  }

  /// Lets the repository be one that people work in.
  private func makeWorkTree() throws {
    try stored.repository.replace("tree/.keep", with: [])
    try stored.repository.configure("[core]\n\tbare = false\n\tworktree = \(path)/tree\n")
  }

  /// Moves the ref, in a clone where every branch is published, or on the server.
  func move(onServer isServer: Bool) async throws -> ProgramOutput {
    let update = example.scenario.update
    if !isServer {
      try await trackItself()
      try makeWorkTree()
    }
    return try await git(
      ["update-ref"] + (update.new.map { [update.ref.text, $0.hex] } ?? ["-d", update.ref.text]))
  }

  private func git(_ arguments: [String]) async throws -> ProgramOutput {
    try await Program.run(
      "git", ["--git-dir=\(path)"] + arguments, in: path,
      changing: ["REMOTE_USER": example.scenario.update.actor, "PATH": try PolicyProgram.path()])
  }

  /// What an audit says of the update where a forge tells that it has happened.
  func auditAsPushed() async throws -> ProgramOutput {
    let update = example.scenario.update
    let sender = update.actor.map { ", \"sender\": {\"login\": \"\($0)\"}" } ?? ""
    try stored.repository.replace(
      "event.json",
      with: """
        {"ref": "\(update.ref.text)", "before": "\(update.old.text)",
         "after": "\(update.new.text)"\(sender)}
        """.utf8)
    return try await PolicyProgram.run(
      ["audit", "--now", "\(example.scenario.now)", "--format", "text"], in: path,
      changing: [
        "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push",
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

extension Verdict {
  fileprivate var isBroken: Bool { if case .broken = self { true } else { false } }
}

extension ObjectID? {
  fileprivate var text: String { self?.hex ?? String(repeating: "0", count: 40) }
}

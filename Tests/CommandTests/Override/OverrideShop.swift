import TestSupport
import Testing

/// A clone of `acme/shop`, a server that git pushes to, and an emulated GitHub that protects main.
struct OverrideShop {
  /// Tuesday 2026-01-06T12:00:00Z.
  static let now: Int64 = 1_767_700_800
  static let issue = "https://github.com/acme/shop/issues/7"

  let folder: TemporaryFolder
  let server: GitHubServer
  var work: String { folder.path + "/work" }

  /// What protects main.
  static var rule: ClassicRule {
    var rule = ClassicRule("main")
    rule.enforceAdmins = true
    rule.signatures = true
    rule.checks = .init(strict: true, [.init("build", 15_368), .init("lint")])
    rule.reviews = .init()
    rule.reviews?.count = 2
    // An empty list and none are the same to GitHub.
    rule.reviews?.bypass = .init()
    rule.flags = ["required_linear_history", "block_creations"]
    return rule
  }

  /// The same for develop, where that is protected.
  static var ruleOfDevelop: ClassicRule {
    var rule = rule
    rule.pattern = "develop"
    return rule
  }

  init(
    _ repository: GitHubWorld.Repository = .init(),
    policy: String = "override: {approvers: [bob], max_duration: 4h, remediation_within: 7d}\n",
    fault: @escaping @Sendable (HTTPRequest, Int) -> GitHubServer.Fault? = { _, _ in nil }
  ) async throws {
    folder = try TemporaryFolder()
    var world = repository
    if world.rules.isEmpty { world.rules = [Self.rule] }
    world.issues = [7: []]
    server = try GitHubServer(GitHubWorld([world]), fault: fault)
    try folder.write(
      "version: 1\nbranches: {main: {required_reviews: 0}}\n\(policy)".utf8, to: "work/.policy.yml")
    try await shell(
      """
      git init -q --bare -b main ../server.git && git init -q -b main
      git add . && git commit -q -m Begin
      git remote add origin https://alice:ghp_inTheAddress@github.com/acme/shop.git
      git config url."$HOME/server.git".insteadOf https://alice:ghp_inTheAddress@github.com/acme/shop.git
      git push -q origin main && git fetch -q && git remote set-head origin main
      """)
  }

  /// Another one that stands where this one stands.
  init(
    like other: OverrideShop,
    fault: @escaping @Sendable (HTTPRequest, Int) -> GitHubServer.Fault? = { _, _ in nil }
  ) async throws {
    folder = try TemporaryFolder()
    server = try GitHubServer(other.server.world, fault: fault)
    // The address of the server's repository is in the clone's configuration.
    try await shell(
      """
      cp -a \(other.folder.path)/. .
      sed -i 's,\(other.folder.path)/,\(folder.path)/,' work/.git/config
      """, in: ".")
  }

  /// The variables under which everything runs.
  var variables: [String: String?] {
    server.variables.merging(["HOME": folder.path, "PATH": try? PolicyProgram.path()]) { $1 }
  }

  @discardableResult
  func shell(_ lines: String, in place: String = "work") async throws -> ProgramOutput {
    let result = try await Program.run(
      "sh", ["-ec", lines], in: folder.path + "/" + place, changing: variables)
    try #require(result.status == 0, "\(lines)\n\(result.text)\(result.errors)")
    return result
  }

  /// Makes a second clone, `other`, beside the first.
  func makeOtherClone() async throws {
    try await shell(
      """
      git clone -q server.git other && cd other
      git remote set-url origin https://github.com/acme/shop.git
      git config url."$HOME/server.git".insteadOf https://github.com/acme/shop.git
      """, in: ".")
  }

  /// Runs policy; no token is ever shown.
  func policy(
    _ arguments: [String], at now: Int64 = Self.now, in place: String = "work"
  ) async throws -> ProgramOutput {
    let result = try await PolicyProgram.run(
      arguments + ["--now", String(now)], in: folder.path + "/" + place, changing: variables)
    #expect(!(result.text + result.errors).contains("ghp_"), "a token is shown")
    return result
  }

  /// The arguments that ask for an override.
  func begin(_ relax: String..., apply: Bool = true) -> [String] {
    ["override", "begin", "--branch", "main"] + relax.flatMap { ["--relax", $0] }
      + [
        "--issue", Self.issue, "--reason", "the site is down", "--approver", "bob", "--for", "2h",
        "--remediate-by", "2026-01-10",
      ] + (apply ? ["--apply"] : [])
  }

  /// Lets bob approve what was shown.
  func approve(_ shown: ProgramOutput, by login: String = "bob") throws -> String {
    let line = try #require(shown.lines.first { $0.hasPrefix("digest: ") }, "\(shown.errors)")
    let digest = String(line.dropFirst("digest: ".count))
    server.change {
      $0.repositories[0].issues[7, default: []].append(
        StoredComment(by: login, "approve \(digest)"))
    }
    return digest
  }

  /// The scripts that were printed, each to be run by a shell.
  static func scripts(in shown: ProgramOutput) -> [String] {
    var scripts: [String] = []
    var script: String?
    for line in shown.lines {
      if line == "(" { script = "" }
      script? += line + "\n"
      if line == ")", let whole = script {
        scripts.append(whole)
        script = nil
      }
    }
    return scripts
  }

  /// What protects a branch now.
  func rule(_ branch: String = "main") -> ClassicRule? {
    server.world.repositories.first?.rules.first { $0.pattern == branch }
  }
}

extension GitHubWorld.Repository {
  /// One whose develop is protected as its main is.
  static var withDevelop: Self {
    var repository = Self()
    repository.rules = [OverrideShop.rule, OverrideShop.ruleOfDevelop]
    return repository
  }
}

import CLibrary
import FoundationEssentials
import TestSupport
import Testing

/// The process is killed, without a word, before and after each of its requests and pushes.
@Suite struct OverrideKillTests {
  /// Kills the process whose number stands in `pid`, at its request of this number.
  struct Killer: Sendable {
    let request: Int
    let isAfter: Bool
    let folder: String

    func fault() -> GitHubServer.Fault? {
      let files = FileManager.default
      guard let text = files.contents(atPath: folder + "/pid"),
        let pid = Int32(String(decoding: text, as: UTF8.self).filter(\.isNumber)), pid > 1
      else { return nil }
      let seen = files.contents(atPath: folder + "/seen")?.count ?? 0
      _ = files.createFile(
        atPath: folder + "/seen", contents: Data(repeating: 0x2e, count: seen + 1))
      guard seen == request else { return nil }
      kill(pid, SIGKILL)
      return isAfter ? .done : .hangUp
    }
  }

  /// Runs policy as the process whose number is written down.
  private func run(
    _ shop: OverrideShop, _ arguments: [String], path: String? = nil
  ) async throws -> ProgramOutput {
    var variables = shop.variables
    if let path { variables["PATH"] = path }
    let words = (arguments + ["--now", String(OverrideShop.now)]).map { "'\($0)'" }
    return try await Program.run(
      "sh", ["-c", "echo $$ >../pid; exec policy \(words.joined(separator: " "))"],
      in: shop.work, changing: variables)
  }

  @Test("Killed at each request of the beginning, it can be restored", arguments: [false, true])
  func requests(after: Bool) async throws {
    let prepared = try await OverrideShop()
    let shown = try await prepared.policy(
      prepared.begin("enforce-admins", "signatures", "check=lint", apply: false))
    try #require(shown.status == 0, "\(shown.errors)")
    _ = try prepared.approve(shown)
    var killed = 0
    for request in 0..<60 {
      let pids = try TemporaryFolder()
      let killer = Killer(request: request, isAfter: after, folder: pids.path)
      let shop = try await OverrideShop(like: prepared) { _, _ in killer.fault() }
      try await shop.shell("ln -s \(pids.path)/pid ../pid")
      let begun = try await run(shop, shop.begin("enforce-admins", "signatures", "check=lint"))
      if begun.status == 0 { break }
      killed += 1
      #expect(begun.status == 137, "\(request): \(begun.text)\(begun.errors)")
      try pids.remove("pid")
      let restored = try await shop.policy(["override", "restore", "--apply"])
      #expect(restored.status == 0, "\(request): \(restored.text)\(restored.errors)")
      #expect(shop.rule() == OverrideShop.rule, "\(request)")
    }
    #expect(killed > 10)
  }

  @Test("Killed at each request of the end, it can be restored again", arguments: [false, true])
  func ends(after: Bool) async throws {
    let prepared = try await OverrideShop()
    try await begin(prepared)
    var killed = 0
    for request in 0..<60 {
      let pids = try TemporaryFolder()
      let killer = Killer(request: request, isAfter: after, folder: pids.path)
      let shop = try await OverrideShop(like: prepared) { _, _ in killer.fault() }
      try await shop.shell("ln -s \(pids.path)/pid ../pid")
      let ended = try await run(shop, ["override", "restore", "--apply"])
      if ended.status == 0 { break }
      killed += 1
      #expect(ended.status == 137, "\(request): \(ended.text)\(ended.errors)")
      try pids.remove("pid")
      try await expectRestored(shop, "\(request)")
    }
    #expect(killed > 10)
  }

  /// Every write of the ledger lies between a request or a run of git and the next one: who is killed
  /// on both sides of each has been killed before and after every write.
  @Test(
    "Killed before and after each run of git, it can be restored", arguments: [false, true],
    [false, true])
  func git(atEnd: Bool, after: Bool) async throws {
    let prepared = try await OverrideShop()
    if atEnd {
      try await begin(prepared)
    } else {
      let shown = try await prepared.policy(prepared.begin(Self.relaxed, apply: false))
      _ = try prepared.approve(shown)
    }
    var killed = 0
    for number in 1..<60 {
      let shop = try await OverrideShop(like: prepared)
      try killGit(number, isAfter: after, in: shop)
      let usual = try PolicyProgram.path()
      let path = shop.folder.path + "/bin:" + usual
      let result = try await run(
        shop, atEnd ? ["override", "restore", "--apply"] : shop.begin(Self.relaxed), path: path)
      if result.status == 0 { break }
      killed += 1
      #expect(result.status == 137, "\(number): \(result.text)\(result.errors)")
      try await expectRestored(shop, "\(number)")
    }
    #expect(killed > 3)
  }

  private static let relaxed = "enforce-admins"

  private func begin(_ shop: OverrideShop) async throws {
    let words = ["enforce-admins", "signatures", "check=lint"]
    func arguments(_ apply: Bool) -> [String] {
      shop.begin(words[0], words[1], words[2], apply: apply)
    }
    _ = try shop.approve(try await shop.policy(arguments(false)))
    let begun = try await shop.policy(arguments(true))
    try #require(begun.status == 0, "\(begun.text)\(begun.errors)")
  }

  private func expectRestored(_ shop: OverrideShop, _ place: String) async throws {
    let restored = try await shop.policy(["override", "restore", "--apply"])
    #expect(restored.status == 0, "\(place): \(restored.text)\(restored.errors)")
    #expect(shop.rule() == OverrideShop.rule, "\(place)")
    let verified = try await shop.policy(["override", "verify"])
    #expect(verified.status == 0, "\(place): \(verified.text)\(verified.errors)")
  }

  /// A git that kills who runs it, at its run of this number.
  private func killGit(_ number: Int, isAfter: Bool, in shop: OverrideShop) throws {
    let kill = #"kill -9 "$(cat "$HOME/pid")""#
    let (before, after) = isAfter ? (":", kill) : ("{ \(kill); exit 1; }", ":")
    try shop.folder.write(
      """
      #!/bin/sh
      PATH=${PATH#*:}
      echo x >>"$HOME/runs"
      if [ "$(wc -l <"$HOME/runs")" -ne \(number) ]; then exec git "$@"; fi
      \(before)
      git "$@"
      \(after)

      """.utf8, to: "bin/git")
    try shop.folder.makeExecutable("bin/git")
  }

  @Test(
    "Killed at each push, it can be restored, and a freeze be thawed",
    arguments: ["pre-receive", "post-receive"], [false, true])
  func pushes(hook: String, isFreeze: Bool) async throws {
    for push in 1...3 {
      let shop = try await OverrideShop()
      let begin =
        isFreeze
        ? ["freeze", "--reason", "broken", "--apply"] : shop.begin("enforce-admins", "signatures")
      if !isFreeze {
        let shown = try await shop.policy(shop.begin("enforce-admins", "signatures", apply: false))
        _ = try shop.approve(shown)
      }
      try shop.folder.write(
        """
        #!/bin/sh
        echo x >>"$HOME/pushes"
        if [ "$(wc -l <"$HOME/pushes")" -eq \(push) ]; then kill -9 "$(cat "$HOME/pid")"; fi

        """.utf8, to: "server.git/hooks/\(hook)")
      try shop.folder.makeExecutable("server.git/hooks/\(hook)")
      let begun = try await run(shop, begin)
      if push > 2 {
        #expect(begun.status == 0, "\(begun.errors)")
      } else {
        #expect(begun.status == 137, "\(push): \(begun.text)\(begun.errors)")
      }
      try shop.folder.remove("server.git/hooks/\(hook)")
      let restored = try await shop.policy(
        isFreeze ? ["thaw", "--apply"] : ["override", "restore", "--apply"])
      #expect(restored.status == 0, "\(push): \(restored.text)\(restored.errors)")
      #expect(shop.rule() == OverrideShop.rule, "\(push)")
    }
  }
}

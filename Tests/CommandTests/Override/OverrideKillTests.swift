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
  private func run(_ shop: OverrideShop, _ arguments: [String]) async throws -> ProgramOutput {
    let words = (arguments + ["--now", String(OverrideShop.now)]).map { "'\($0)'" }
    return try await Program.run(
      "sh", ["-c", "echo $$ >../pid; exec policy \(words.joined(separator: " "))"],
      in: shop.work, changing: shop.variables)
  }

  @Test("Killed at each request of the beginning, it can be restored", arguments: [false, true])
  func requests(after: Bool) async throws {
    var killed = 0
    for request in 0..<60 {
      let pids = try TemporaryFolder()
      let killer = Killer(request: request, isAfter: after, folder: pids.path)
      let shop = try await OverrideShop { _, _ in killer.fault() }
      let shown = try await shop.policy(
        shop.begin("enforce-admins", "signatures", "check=lint", apply: false))
      try #require(shown.status == 0, "\(shown.errors)")
      _ = try shop.approve(shown)
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

  @Test("Killed at each push, it can be restored", arguments: ["pre-receive", "post-receive"])
  func pushes(hook: String) async throws {
    for push in 1...3 {
      let shop = try await OverrideShop()
      let shown = try await shop.policy(shop.begin("enforce-admins", "signatures", apply: false))
      _ = try shop.approve(shown)
      try shop.folder.write(
        """
        #!/bin/sh
        echo x >>"$HOME/pushes"
        if [ "$(wc -l <"$HOME/pushes")" -eq \(push) ]; then kill -9 "$(cat "$HOME/pid")"; fi

        """.utf8, to: "server.git/hooks/\(hook)")
      try shop.folder.makeExecutable("server.git/hooks/\(hook)")
      let begun = try await run(shop, shop.begin("enforce-admins", "signatures"))
      if push > 2 {
        #expect(begun.status == 0, "\(begun.errors)")
      } else {
        #expect(begun.status == 137, "\(push): \(begun.text)\(begun.errors)")
      }
      try shop.folder.remove("server.git/hooks/\(hook)")
      let restored = try await shop.policy(["override", "restore", "--apply"])
      #expect(restored.status == 0, "\(push): \(restored.text)\(restored.errors)")
      #expect(shop.rule() == OverrideShop.rule, "\(push)")
    }
  }
}

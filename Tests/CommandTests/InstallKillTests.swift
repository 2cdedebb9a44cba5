import Hooks
import TestSupport
import Testing

@testable import policy

/// The real process, ended by a signal at moments that nobody chooses.
@Suite struct InstallKillTests {
  static let files: [HookFixture] = [
    .file("hooks/pre-commit", "#!/bin/sh\necho mine\n", mode: 0o711),
    .link("hooks/commit-msg", to: "pre-commit"),
    .file("hooks/pre-push", "#!/bin/sh\ncat\n"),
    .file("hooks/reference-transaction", "#!/bin/sh\n"),
  ]

  /// A repository that runs the hooks of a bench.
  private func bench() async throws -> HooksBench {
    let bench = try HooksBench(Self.files)
    try await Git.run(["init", "-q"], in: bench.folder.path)
    try await Git.run(["config", "core.hooksPath", "hooks"], in: bench.folder.path)
    return bench
  }

  /// What of the bench is not git's.
  private func content(_ bench: HooksBench) throws -> [String: String] {
    try bench.content().filter { !$0.key.hasPrefix(".git/") && $0.key != ".git" }
  }

  @Test(
    "Whenever it is ended, git behaves as before or as after, and the next call completes it",
    arguments: ["install", "uninstall"], ["KILL", "TERM"])
  func kill(_ command: String, _ signal: String) async throws {
    let bench = try await bench()
    let absent = (try bench.behaviour(), try content(bench))
    _ = try await PolicyProgram.run(["install"], in: bench.folder.path)
    let present = (try bench.behaviour(), try content(bench))
    #expect(absent.0 != present.0)
    let (start, end) = command == "install" ? (absent, present) : (present, absent)
    let undo = command == "install" ? "uninstall" : "install"
    var ended = 0
    for attempt in 0..<24 {
      _ = try await PolicyProgram.run([undo], in: bench.folder.path)
      #expect(try content(bench) == start.1)
      let program = try #require(PolicyProgram.folder) + "/policy"
      let result = try await Program.run(
        "timeout", ["-s", signal, "0.0\(String(10 + attempt * 2))", program, command],
        in: bench.folder.path)
      if result.status != 0 { ended += 1 }
      let now = try bench.behaviour()
      #expect(now == start.0 || now == end.0, "ended after \(10 + attempt * 2) ms")
      let again = try await PolicyProgram.run([command], in: bench.folder.path)
      #expect(again.status == 0)
      #expect(try content(bench) == end.1, "ended after \(10 + attempt * 2) ms")
    }
    #expect(ended > 0, "no process was ended in time")
  }

  @Test("Of many at once, none breaks what another does")
  func together() async throws {
    let bench = try await bench()
    let before = try content(bench)
    for command in ["install", "uninstall"] {
      let path = bench.folder.path
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<8 {
          group.addTask { try await PolicyProgram.run([command], in: path).status }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.contains(0))
      #expect(statuses.allSatisfy { $0 == 0 || $0 == 69 })
      #expect(try await PolicyProgram.run([command], in: path).text.hasPrefix("nothing to do"))
    }
    #expect(try content(bench) == before)
  }
}

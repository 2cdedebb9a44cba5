import GitModel
import TestSupport
import Testing

@testable import Hooks

/// The hook that stood there before runs first, as git would have run it.
@Suite struct ForeignHookTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a kept hook, and runs what ours runs.
  private func run(
    _ script: String?, mode: String = "+x", pending: String? = nil,
    arguments: [String] = [], input: [UInt8] = [], name: HookName = .prePush
  ) async throws -> Int32? {
    try folder.write([], to: "hooks/\(name.rawValue)")
    if let script {
      try folder.write(script.utf8, to: "hooks.before-policy/\(name.rawValue)")
      _ = try await Program.run(
        "chmod", [mode, "hooks.before-policy/\(name.rawValue)"], in: folder.path)
    }
    if let pending { try folder.write(pending.utf8, to: "hooks.before-policy/.pending") }
    return try ForeignHook.run(
      name, arguments: arguments.map { Array($0.utf8) },
      environment: [
        "POLICY_HOOK=\(folder.path)/hooks/\(name.rawValue)", "OUT=\(folder.path)/out", "KEPT=yes",
        "PATH=/usr/bin:/bin",
      ].map { Array($0.utf8) }, input: { input })
  }

  private var printed: String { String(decoding: folder.read("out") ?? [], as: UTF8.self) }

  @Test("It gets the same arguments, input and environment")
  func same() async throws {
    let script = """
      #!/bin/sh
      { printf '%s|' "$@"; cat; printf %s "$KEPT$POLICY_HOOK"; } > "$OUT"
      """
    let status = try await run(
      script, arguments: ["origin", "a b", ""], input: Array("x\n\0y".utf8))
    #expect(status == nil)
    #expect(printed == "origin|a b||x\n\0yyes")
  }

  @Test("Its name, its neighbours and its folder are the old ones")
  func place() async throws {
    #expect(try await run("#!/bin/sh\necho \"$(basename \"$0\")\" \"$0\" > \"$OUT\"\n") == nil)
    #expect(printed.hasPrefix("pre-push "))
    #expect(printed.hasSuffix("/hooks.before-policy/pre-push\n"))
  }

  @Test("Where git writes nothing, nothing is asked for")
  func noInput() async throws {
    #expect(try await run("#!/bin/sh\nexit 6\n", name: .preCommit) == 6)
    let status = try ForeignHook.run(
      .preCommit, arguments: [],
      environment: [Array("POLICY_HOOK=\(folder.path)/hooks/pre-commit".utf8)]
    ) { () throws(GitError) in throw GitError(.failed, "read standard input", "asked for") }
    #expect(status == 6)
  }

  @Test("Its failure is ours; its end by a signal too")
  func status() async throws {
    #expect(try await run("#!/bin/sh\nexit 3\n") == 3)
    #expect(try await run("#!/bin/sh\nkill -KILL $$\n") == 128 + 9)
  }

  @Test("A script without a first line for the system runs in a shell, as under git")
  func plain() async throws {
    #expect(try await run("exit 4\n") == 4)
  }

  @Test("What git would not run is not run")
  func notRun() async throws {
    #expect(try await run(nil) == nil)
    #expect(try await run("#!/bin/sh\nexit 3\n", mode: "-x") == nil)
    try folder.remove("hooks.before-policy/pre-push")
    try folder.write([], to: "hooks.before-policy/pre-push/file")
    #expect(try await run(nil) == nil)
  }

  @Test("Who reads nothing of a long input hangs nobody", arguments: [0, 4096, 4097, 3_000_000])
  func unread(_ count: Int) async throws {
    let input = [UInt8](repeating: 97, count: count)
    #expect(try await run("#!/bin/sh\nexit 0\n", input: input) == nil)
    #expect(try await run("#!/bin/sh\nwc -c > \"$OUT\"\n", input: input) == nil)
    #expect(printed.filter { $0 != " " } == "\(count)\n")
  }

  @Test("A hook whose program is missing is an error, not a pass")
  func noInterpreter() async throws {
    await #expect(throws: GitError.self) { try await run("#!/no/such/program\n") }
  }

  @Test("Ours that is not in force ends where the other does")
  func pending() async throws {
    #expect(try await run(nil, pending: "pre-commit\npre-push\n") == 0)
    #expect(try await run("#!/bin/sh\nexit 0\n", pending: "pre-push\n") == 0)
    #expect(try await run("#!/bin/sh\nexit 5\n", pending: "pre-push\n") == 5)
    #expect(try await run("#!/bin/sh\nexit 0\n", pending: "pre-commit\n") == nil)
  }

  /// Runs what ours runs from a name in the hooks folder, where the kept hook ends with 3.
  private func runKept(from name: String, _ variables: [String] = []) async throws -> Int32? {
    try folder.write("#!/bin/sh\nexit 3\n".utf8, to: "hooks.before-policy/pre-push")
    // By another program: one that a parallel test starts may still have the file open to write.
    _ = try await Program.run("chmod", ["+x", "hooks.before-policy/pre-push"], in: folder.path)
    return try ForeignHook.run(
      .prePush, arguments: [],
      environment: (["POLICY_HOOK=\(folder.path)/hooks/\(name)"] + variables).map {
        Array($0.utf8)
      },
      input: { [] })
  }

  @Test("Ours that was moved does not call again what ours in its place has called")
  func circle() async throws {
    let ours = "#!/bin/sh\n# Installed by policy: what follows does not matter here.\n"
    try folder.write(ours.utf8, to: "hooks/pre-push")
    // Not ours that git would run: nobody has called it.
    #expect(try await runKept(from: "pre-push.legacy") == 3)
    try folder.makeExecutable("hooks/pre-push")
    #expect(try await runKept(from: "pre-push.legacy") == nil)
    #expect(try await runKept(from: "pre-push") == 3)
  }

  @Test(
    "No variable skips it",
    arguments: ["POLICY_FOREIGN_HOOK", "POLICY_KEPT_DEPTH", "POLICY_SKIP"],
    ["", "-1", "3", "x", "99999999999999999999", "HOOK"])
  func forged(_ name: String, _ value: String) async throws {
    try folder.write([], to: "hooks/pre-push")
    let value = value == "HOOK" ? "\(folder.path)/hooks.before-policy/pre-push" : value
    #expect(try await runKept(from: "pre-push", ["\(name)=\(value)"]) == 3)
  }

  @Test("One that runs within itself without end is stopped")
  func endless() async throws {
    try folder.write([], to: "hooks/pre-push")
    #expect(try await runKept(from: "pre-push", ["POLICY_KEPT_DEPTH=15"]) == 3)
    await #expect(throws: GitError.self) {
      try await runKept(from: "pre-push", ["POLICY_KEPT_DEPTH=16"])
    }
    let script = "#!/bin/sh\necho \"$POLICY_KEPT_DEPTH\" > \"$OUT\"\n"
    #expect(try await run(script) == nil)
    #expect(printed == "1\n")
  }

  @Test("A manager that came again and calls ours is not called by ours")
  func caller() async throws {
    let generated = "#!/bin/sh\n# File generated by prek: https://example.com\n"
    try folder.write([], to: "hooks/pre-push.legacy")
    for (other, expected) in [(generated + "exit 4\n", nil), ("#!/bin/sh\n", 3 as Int32?)] {
      try folder.write(other.utf8, to: "hooks/pre-push")
      try folder.write((generated + "exit 3\n").utf8, to: "hooks.before-policy/pre-push")
      _ = try await Program.run(
        "chmod", ["+x", "hooks.before-policy/pre-push"], in: folder.path)
      let environment = Array("POLICY_HOOK=\(folder.path)/hooks/pre-push.legacy".utf8)
      let status = try ForeignHook.run(
        .prePush, arguments: [], environment: [environment], input: { [] })
      #expect(status == expected)
    }
  }

  @Test("A program that nobody's script started has nothing before it")
  func byHand() throws {
    #expect(try ForeignHook.run(.prePush, arguments: [], environment: [], input: { [] }) == nil)
  }
}

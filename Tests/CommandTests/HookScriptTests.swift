import Hooks
import TestSupport
import Testing

@testable import policy

/// The shell scripts that git runs.
@Suite struct HookScriptTests {
  @Test(
    "A script is short, parses in every shell, and ends in policy", arguments: HookName.allCases)
  func shape(_ name: HookName) async throws {
    let file = "hooks/\(name.rawValue)"
    let lines = try SourceTree.text(of: file).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 11, "ten lines, and what follows the last newline")
    #expect(lines.contains { $0.contains("\"$policy\" hook \(name.rawValue) \"$@\"") })
    for shell in ["sh", "dash", "bash"] {
      let result = try await Program.run(
        shell, ["-n", SourceTree.root + "/" + file], in: SourceTree.root)
      #expect(result.status == 0, "\(shell): \(result.errors)")
    }
  }

  @Test("There is a script for each hook, and they differ in what they must only")
  func alike() throws {
    #expect(try SourceTree.files(in: "hooks") == HookName.allCases.map(\.rawValue).sorted())
    let texts = try HookName.allCases.map { name in
      try SourceTree.text(of: "hooks/\(name.rawValue)").split(separator: "\n")
        // Calls that have nothing to judge are left at once; post-checkout never blocks.
        .filter { !$0.contains("|| exit 0 #") }.map { $0 + "\n" }.joined()
        .replacing("hook \(name.rawValue) ", with: "hook NAME ")
        .replacing("hook\" \(name.rawValue) ", with: "hook\" NAME ")
        .replacing("error: \(name.rawValue) needs", with: "error: NAME needs")
        .replacing("exit \(name == .postCheckout ? 0 : 69); }", with: "exit STATUS; }")
    }
    #expect(Set(texts).count == 1)
  }

  static let paths = [
    "/usr/bin/policy", "/a b/policy", "/it's/'policy'", "/$HOME/`id`/\"policy\"",
    "/a\nb\\/pol\ticy",
    "/-n/*?[x]/#!/policy", "/bücher/policy",
  ]

  @Test("The program's path survives, whatever it holds", arguments: paths)
  func path(_ path: String) throws {
    for name in HookName.allCases {
      for leavesEarly in [true, false] {
        let script = HookScript(name, program: path, leavesEarly: leavesEarly)
        let read = try #require(HookScript(script.bytes))
        #expect(read == script)
        #expect(read.programPath == path)
        #expect(GeneratedHook.isOurs(script.bytes))
        #expect(HookScript(script.bytes + [10]) == nil)
      }
    }
  }

  @Test("A script calls the program that installed it, with its arguments and its own place")
  func call() async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let program = folder.path + "/it's $HOME\n`x`/policy"
    try folder.write(
      "#!/bin/sh\nprintf '%s|' \"$POLICY_HOOK\" \"$@\"".utf8, to: "it's $HOME\n`x`/policy")
    try folder.write(
      HookScript(.preRebase, program: program, leavesEarly: true).bytes, to: "h/pre-rebase")
    _ = try await Program.run("chmod", ["+x", program, "h/pre-rebase"], in: folder.path)
    let result = try await Program.run("h/pre-rebase", ["a b", "", "*"], in: folder.path)
    #expect(result.text == "h/pre-rebase|hook|pre-rebase|a b||*|")
    // Beside it lies what starts sooner.
    let fast = program + "-hook"
    try folder.write("#!/bin/sh\nprintf '%s|' fast \"$@\"".utf8, to: "it's $HOME\n`x`/policy-hook")
    _ = try await Program.run("chmod", ["+x", fast], in: folder.path)
    let sooner = try await Program.run("h/pre-rebase", ["a b", "", "*"], in: folder.path)
    #expect(sooner.text == "fast|pre-rebase|a b||*|")
  }

  @Test("Without the program, a hook fails in one line; post-checkout says so and lets go")
  func missing() async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    for name in HookName.allCases {
      let script = HookScript(name, program: folder.path + "/gone", leavesEarly: true)
      try folder.write(script.bytes, to: name.rawValue)
      let result = try await Program.run(
        "sh", [name.rawValue] + (name == .postCheckout ? ["a", "b", "1"] : ["prepared"]),
        in: folder.path, changing: ["PATH": "/usr/bin:/bin", "POLICY_SKIP": "rule:reason"])
      #expect(result.status == (name == .postCheckout ? 0 : 69))
      #expect(
        result.errors == "error: \(name.rawValue) needs policy, which is missing or damaged: "
          + "install it as its README says, then run 'policy install'\n")
    }
  }

  /// What a full disk, a crash or an interrupted copy leaves of a program.
  static let remains: [(String, [UInt8])] = [
    ("empty", []), ("all zeros", Array(repeating: 0, count: 5000)),
    ("a comment", Array("# nothing\n\n".utf8)), ("text", Array("true\n".utf8)),
    ("cut off", Array("\u{7f}ELF\u{2}\u{1}\u{1}".utf8)),
  ]

  @Test("A damaged program lets nothing go, whichever of the two it is", arguments: remains)
  func damaged(_ what: String, _ bytes: [UInt8]) async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let (shells, sound) = (["dash", "bash"], Array("#!/bin/sh\necho sound\n".utf8))
    for (fast, slow) in [(nil, bytes), (bytes, sound)] {
      for (file, content) in [("policy", slow), ("policy-hook", fast)] {
        guard let content else { continue }
        try folder.write(content, to: file)
        try folder.makeExecutable(file)
      }
      try folder.write(
        HookScript(.prePush, program: folder.path + "/policy", leavesEarly: true).bytes, to: "h")
      for shell in shells {
        let result = try await Program.run(
          shell, ["h", "origin"], in: folder.path, changing: ["magic": "#!"])
        #expect(result.status > 0, "\(shell): \(result.text)\(result.errors)")
        #expect(result.text == "", "\(what)")
        guard what != "cut off" else { continue }
        #expect(result.status == 69)
        #expect(result.errors.contains("missing or damaged: install it"), "\(result.errors)")
      }
      for file in ["policy", "h"] { try folder.remove(file) }
    }
  }

  @Test("A program that a signal ends lets nothing go, here and on a server")
  func killed() async throws {
    let clone = try await PolicedClone()
    try await clone.shell(
      """
      mkdir ../p; printf '#!/bin/sh\\nkill -s $SIGNAL $$\\n' >../p/policy; chmod +x ../p/policy
      policy install --program "$HOME/p/policy"
      policy install --server --program "$HOME/p/policy" -C ../server.git
      """)
    let refs = "git for-each-ref; git -C ../server.git for-each-ref"
    let before = try await clone.run(refs).text
    for signal in ["SEGV", "KILL"] {
      for command in [
        "git commit -q --allow-empty -m X", "git branch story-9", "git push -q origin story-1",
        "git push -q --no-verify origin story-1",
      ] {
        let answer = try await clone.run("SIGNAL=\(signal) \(command)")
        #expect(answer.status != 0, "\(signal): \(command)")
        #expect(try await clone.run(refs).text == before, "\(signal): \(command)")
      }
    }
  }

  @Test("A program of another machine lets nothing go, and the line says how to get one")
  func foreign() async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    // An executable file of ELF for no machine: elf(5), `e_machine`.
    let header: [UInt8] =
      [0x7F] + Array("ELF\u{2}\u{1}\u{1}".utf8) + Array(repeating: 0, count: 99)
    try folder.write(header, to: "policy")
    try folder.makeExecutable("policy")
    try folder.write(
      HookScript(.prePush, program: folder.path + "/policy", leavesEarly: true).bytes, to: "h")
    for shell in ["dash", "bash"] {
      let result = try await Program.run(shell, ["h", "origin"], in: folder.path)
      #expect(result.status == 69, "\(shell)")
      #expect(result.errors.contains("missing or damaged: install it"), "\(result.errors)")
    }
  }

  @Test("Where the program that reads policies is damaged, no policy is called broken")
  func unread() async throws {
    let clone = try await PolicedClone()
    try await clone.shell(
      """
      mkdir ../p; cp "$(command -v policy-hook)" ../p; echo garbage >../p/policy; chmod +x ../p/*
      rm -rf .git/policy; policy install --program "$HOME/p/policy"
      """)
    let answer = try await clone.run("git commit -q --allow-empty -m X")
    #expect(answer.status == 1)
    let said = answer.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("/p/policy' does not start: "), "\(said)")
    #expect(answer.errors.contains("install policy as its README says"), "\(answer.errors)")
    #expect(!answer.errors.contains("is broken"), "\(answer.errors)")
  }

  @Test("A program that lies in the current folder is not run")
  func hostileFolder() async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write("#!/bin/sh\necho taken in\n".utf8, to: "policy")
    _ = try await Program.run("chmod", ["+x", "policy"], in: folder.path)
    for path in [".:/usr/bin:/bin", ":/usr/bin:/bin", "/usr/bin:/bin:"] {
      let result = try await Program.run(
        "sh", [SourceTree.root + "/hooks/pre-push"], in: folder.path, changing: ["PATH": path])
      #expect(result.status == 69)
      #expect(result.text == "")
    }
  }

  @Test(
    "A call that has nothing to judge is left at once, unless another waits for it",
    arguments: [
      (HookName.referenceTransaction, ["committed"]), (.postCheckout, ["a", "b", "0"]),
    ])
  func early(name: HookName, arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let whole = "hook \(name.rawValue) \(arguments.joined(separator: " "))\n"
    for (leavesEarly, expected) in [(true, ""), (false, whole)] {
      try folder.write(
        HookScript(name, program: "/bin/echo", leavesEarly: leavesEarly).bytes, to: "hook")
      let result = try await Program.run("sh", ["hook"] + arguments, in: folder.path)
      #expect(result.status == 0)
      #expect(result.text == expected)
    }
  }
}

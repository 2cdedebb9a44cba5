import TestSupport
import Testing

/// Which policy a server judges by, and how a broken one is mended.
@Suite struct ServerPolicyTests {
  static let lax = "version: 1\nbranches: {main: {}, '*': {from: main}}\n"
  static let broken = "version: 1\nbranchs: {}\n"

  @Test("A push that changes the policy is judged by the old one")
  func change() async throws {
    let server = try await PolicedServer()
    let lax = try await server.commit("Allow", on: "main", files: [".policy.yml": Self.lax])
    let together = try await server.push("\(lax):main", "\(lax):refs/heads/odd", by: "merge-bot")
    #expect(together.errors.contains("error[branch-name]: "), "\(together.errors)")
    let alice = try await server.push("\(lax):main", by: "alice")
    #expect(alice.errors.contains("error[restricted-push]: "), "\(alice.errors)")
    // A story cannot bring a policy into force either.
    try await server.run("push", "--quiet", "origin", "\(lax):refs/heads/story-1")
    let odd = try await server.push("\(lax):refs/heads/odd")
    #expect(odd.errors.contains("error[branch-name]: "), "\(odd.errors)")
    #expect(try await server.push("\(lax):main", by: "merge-bot").status == 0)
    #expect(try await server.push("\(lax):refs/heads/odd").status == 0)
  }

  @Test("A push whose policy does not parse is refused, in an empty repository too")
  func unreadable() async throws {
    for isEmpty in [false, true] {
      let server = try await PolicedServer(isEmpty: isEmpty)
      // The first push decides which branch policies come from, whatever HEAD says.
      if isEmpty {
        try await Git.run(["symbolic-ref", "HEAD", "refs/heads/trunk"], in: server.path)
      }
      let before = try await server.refs()
      let broken = try await server.commit(
        "Break", on: "main", files: [".policy.yml": Self.broken])
      let answer = try await server.push("\(broken):refs/heads/main", by: "merge-bot")
      #expect(answer.errors.contains("the push brings a broken policy"), "\(answer.errors)")
      #expect(answer.errors.contains("branchs"), "\(answer.errors)")
      #expect(try await server.refs() == before)
    }
  }

  @Test("A broken policy that stands refuses everything, until the server's own mends it")
  func repair() async throws {
    let server = try await PolicedServer()
    let main = try await server.run("rev-parse", "main")
    let broken = try await server.commit("Break", on: "main", files: [".policy.yml": Self.broken])
    try await Git.run(["fetch", "--quiet", server.work, broken], in: server.path)
    try await Git.run(["update-ref", "refs/heads/main", broken], in: server.path)
    let story = try await server.commit("Sell", on: "main")
    let mended = try await server.commit(
      "Mend", on: broken, files: [".policy.yml": PolicedServer.policy])
    func refuses(_ refspec: String) async throws {
      let answer = try await server.push(refspec, by: "merge-bot")
      #expect(answer.status == 1, "\(refspec)")
      #expect(answer.errors.contains("remote: policy stops this push"), "\(answer.errors)")
      #expect(answer.errors.contains(".policy.yml:2:1"), "\(answer.errors)")
      #expect(answer.errors.contains("the policy that counts, .policy.yml at main, is broken"))
      #expect(answer.errors.contains("  git config policy.file FILE"), "\(answer.errors)")
      #expect(answer.said.contains("help: on the server, until it is mended there, judge by"))
    }
    for refspec in ["\(story):refs/heads/story-1", "\(mended):main", ":develop"] {
      try await refuses(refspec)
    }
    try server.folder.write(PolicedServer.policy.utf8, to: "server.git/repair.yml")
    try await Git.run(["config", "policy.file", "repair.yml"], in: server.path)
    let alice = try await server.push("\(mended):main", by: "alice")
    #expect(alice.errors.contains("error[restricted-push]: "), "\(alice.errors)")
    let cure = try await server.push("\(mended):main", by: "merge-bot")
    #expect(cure.status == 0, "\(cure.errors)")
    try await Git.run(["config", "--unset", "policy.file"], in: server.path)
    #expect(try await server.push("\(main):refs/heads/story-1").status == 0)
    let odd = try await server.push("\(main):refs/heads/odd")
    #expect(odd.errors.contains("judged by .policy.yml at main"), "\(odd.errors)")
  }

  @Test("The manual's way to mend a broken policy works from a clone with hooks")
  func manual() async throws {
    let page = try SourceTree.text(of: "docs/hooks.md")
    let recipe =
      page.split(separator: "A policy that stands broken", maxSplits: 1).last?
      .split(separator: "```sh\n", maxSplits: 1).last?.split(separator: "```").first ?? ""
    let steps = recipe.split(separator: "\n")
    try #require(steps.count { $0.contains("# on the server") } == 2, "\(recipe)")
    let clone = try await PolicedClone(policy: "branches: {main: {restrict_pushes: false}}")
    try await clone.shell(
      """
      git switch -q main; cp .policy.yml ../server.git/repair.yml; cp .policy.yml ../sound.yml
      echo 'version: 9' >.policy.yml; git -c core.hooksPath=/dev/null commit -q -a -m Break
      git -c core.hooksPath=/dev/null push -q origin main
      policy install --server -C ../server.git; cp ../sound.yml .policy.yml
      if git commit -q -a -m Mend; then exit 9; fi
      """)
    let run = steps.map { $0.contains("# on the server") ? "( cd ../server.git; \($0)\n)" : $0 }
    let answer = try await clone.run(
      run.joined(separator: "\n")
        + "\ngit config policy.file || git -C ../server.git config policy.file "
        + "|| git commit -q --allow-empty -m X; git push -q origin main; git log -1 --format=%s origin/main"
    )
    #expect(answer.lines.last == "X", "\(answer.text)\(answer.errors)")
  }

  @Test("A policy that only evaluates is told once of a push, however many refs it has")
  func evaluates() async throws {
    let clone = try await PolicedClone(policy: "mode: evaluate")
    try await clone.shell("policy uninstall; policy install --server -C ../server.git")
    let answer = try await clone.run(
      """
      git push origin main:refs/heads/bad 2>&1 | grep -c 'branch-name]'
      git push origin main:refs/heads/bad2 main:refs/heads/bad3 2>&1 | grep -c 'branch-name]'
      git -C ../server.git branch bad4 2>&1 | grep -c 'branch-name]'
      """)
    #expect(answer.lines == ["1", "2", "1"], "\(answer.text)\(answer.errors)")
  }

  @Test("The server's own policy may lie in its home")
  func home() async throws {
    let server = try await PolicedServer()
    try server.folder.write(PolicedServer.policy.utf8, to: "home/own.yml")
    try await Git.run(["config", "policy.file", "~/own.yml"], in: server.path)
    let own = server.folder.path + "/home"
    let answer = try await server.push("main:refs/heads/odd", changing: ["HOME": own])
    #expect(answer.said.contains("judged by \(own)/own.yml"), "\(answer.errors)")
    let doctor = try await PolicyProgram.run(
      ["doctor", "--server"], in: server.path, changing: ["HOME": own])
    #expect(doctor.lines.contains("ok: policy: \(own)/own.yml"), "\(doctor.text)")
  }

  @Test("What the server names as its policy and is not there stops every push")
  func missingFile() async throws {
    let server = try await PolicedServer()
    try await Git.run(["config", "policy.file", "gone.yml"], in: server.path)
    let answer = try await server.push("main:refs/heads/story-1")
    #expect(answer.errors.contains("'gone.yml', which the configuration names"), "\(answer.errors)")
    #expect(answer.said.contains("help: on the server, put it there"), "\(answer.errors)")
    #expect(try await server.tip("refs/heads/story-1") == nil)
  }

  @Test("A default branch that cannot be read gives way to no other policy")
  func unreadableDefault() async throws {
    let server = try await PolicedServer()
    try await Git.run(["update-ref", "refs/heads/master", "refs/heads/main"], in: server.path)
    try server.folder.write("no id\n".utf8, to: "server.git/refs/heads/main")
    let tip = try await server.run("rev-parse", "main")
    let answer = try await server.hook(
      "pre-receive", "\(String(repeating: "0", count: 40)) \(tip) refs/heads/story-1\n")
    #expect(answer.status == 2, "\(answer.errors)")
    #expect(answer.errors.contains("unknown: read ref: 'refs/heads/main' cannot be read"))
  }

  @Test("A policy whose objects are missing is unknown")
  func missingObject() async throws {
    let server = try await PolicedServer()
    let blob = try await server.run("rev-parse", "main:.policy.yml")
    try server.folder.remove("server.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    let tip = try await server.run("rev-parse", "main")
    let answer = try await server.hook(
      "pre-receive", "\(String(repeating: "0", count: 40)) \(tip) refs/heads/story-1\n")
    #expect(answer.status == 2, "\(answer.errors)")
    #expect(answer.errors.contains("policy stops this push\nunknown: "), "\(answer.errors)")
  }

  @Test("A push into a namespace of a shared store is unknown")
  func namespaces() async throws {
    let server = try await PolicedServer()
    let answer = try await server.push(
      "main:refs/heads/story-1", changing: ["GIT_NAMESPACE": "team"])
    #expect(answer.errors.contains("GIT_NAMESPACE"), "\(answer.errors)")
    #expect(try await server.refs().count == 2)
  }
}

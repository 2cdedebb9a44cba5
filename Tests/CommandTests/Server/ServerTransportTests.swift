import TestSupport
import Testing

/// Ways for a push to arrive other than by a path.
@Suite struct ServerTransportTests {
  @Test("A push over git daemon is judged")
  func daemon() async throws {
    let server = try await PolicedServer()
    let daemon = try await Program.run("git", ["daemon", "--help"], in: server.path)
    try #require(daemon.status == 0 || !daemon.errors.isEmpty)
    let story = try await server.commit("Sell", on: "main")
    // The daemon speaks over the pipes that inetd would give it: git-daemon(1), `--inetd`.
    let connect = """
      exec git daemon --inetd --export-all --enable=receive-pack --base-path='\(server.folder.path)'
      """
    try server.folder.write("#!/bin/sh\n\(connect)\n".utf8, to: "connect")
    try server.folder.makeExecutable("connect")
    func push(_ refspec: String) async throws -> ProgramOutput {
      try await server.git(
        ["-c", "protocol.ext.allow=always", "push"] + [
          "ext::\(server.folder.path)/connect %G/server.git", refspec,
        ])
    }
    let odd = try await push("\(story):refs/heads/odd")
    #expect(odd.errors.contains("remote: error[branch-name]: "), "\(odd.errors)")
    let main = try await push("\(story):refs/heads/main")
    #expect(main.errors.contains("unknown[restricted-push]: "), "\(main.errors)")
    let good = try await push("\(story):refs/heads/story-1")
    #expect(good.status == 0, "\(good.errors)")
    #expect(try await server.refs().count == 3)
    #expect(server.landings().count == 1)
  }

  @Test("A push over ssh is judged, by whom the server's account is for")
  func ssh() async throws {
    let server = try await PolicedServer()
    let story = try await server.commit("Sell", on: "main")
    // What sshd does with a key's forced command: the last argument is run by the user's shell.
    let command = "for last; do :; done; GL_USERNAME=merge-bot exec sh -c \"$last\""
    try server.folder.write("#!/bin/sh\n\(command)\n".utf8, to: "ssh")
    try server.folder.makeExecutable("ssh")
    let changes = ["GIT_SSH": server.folder.path + "/ssh", "GIT_SSH_VARIANT": "simple"]
    func push(_ refspec: String) async throws -> ProgramOutput {
      try await server.git(["push", "git@example.com:\(server.path)", refspec], changing: changes)
    }
    let odd = try await push("\(story):refs/heads/odd")
    #expect(odd.errors.contains("remote: error[branch-name]: "), "\(odd.errors)")
    let main = try await push("\(story):refs/heads/main")
    #expect(main.status == 0, "\(main.errors)")
    #expect(server.landings().first?.contains("\"merge-bot\"") == true)
  }

  @Test("A push from a shallow clone is judged by the server's whole history")
  func shallow() async throws {
    let server = try await PolicedServer()
    let first = try await server.commit("A", on: "main")
    let second = try await server.commit("B", on: first)
    try await server.run("push", "--quiet", "origin", "\(second):develop")
    let clone = server.folder.path + "/shallow"
    try await Git.run(
      [
        "clone", "--quiet", "--depth=1", "--branch=develop", "file://\(server.path)", clone,
      ], in: server.folder.path)
    try await Git.run(["commit", "--quiet", "--allow-empty", "-m", "Sell"], in: clone)
    func push(_ refspec: String) async throws -> ProgramOutput {
      try await server.git(["-C", clone, "push", server.path, refspec])
    }
    let odd = try await push("HEAD:refs/heads/odd")
    #expect(odd.errors.contains("remote: error[branch-name]: "), "\(odd.errors)")
    let story = try await push("HEAD:refs/heads/story-1")
    #expect(story.status == 0, "\(story.errors)")
    let develop = try await push("HEAD:develop")
    #expect(develop.status == 0, "\(develop.errors)")
    #expect(try await server.refs().count == 3)
  }

  @Test("A shallow clone whose end the server does not have makes the server shallow for nobody")
  func shallowRoot() async throws {
    let server = try await PolicedServer()
    let other = try await PolicedServer()
    let first = try await other.commit("A", on: "main")
    let second = try await other.commit("B", on: first, files: ["b": "b"])
    try await other.run("push", "--quiet", "origin", "\(second):develop")
    let clone = server.folder.path + "/shallow"
    try await Git.run(
      ["clone", "--quiet", "--depth=1", "--branch=develop", "file://\(other.path)", clone],
      in: server.folder.path)
    for shallowUpdate in ["false", "true"] {
      try await Git.run(["config", "receive.shallowUpdate", shallowUpdate], in: server.path)
      let answer = try await server.git(
        ["-C", clone, "push", server.path, "HEAD:refs/heads/story-1"])
      #expect(answer.status == 1, "\(answer.errors)")
      #expect(try await server.tip("refs/heads/story-1") == nil)
      // Git refuses it itself; where it does not, nobody can tell where the story was cut.
      if shallowUpdate == "true" {
        #expect(answer.errors.contains("remote: unknown["), "\(answer.errors)")
      }
    }
    let good = try await server.push("main:refs/heads/story-2")
    #expect(good.status == 0, "\(good.errors)")
  }
}

import TestSupport
import Testing

/// Who pushes, as servers tell it.
@Suite struct ServerPusherTests {
  static let variables = ["REMOTE_USER", "GL_USERNAME", "GITEA_PUSHER_NAME", "GL_USER"]

  @Test("Whom the policy names may push, nobody else may", arguments: variables)
  func named(variable: String) async throws {
    let server = try await PolicedServer()
    let next = try await server.commit("Sell", on: "main")
    let other = try await server.push("\(next):main", changing: [variable: "alice"])
    #expect(
      other.errors.contains("error[restricted-push]: 'alice' may not push here directly"),
      "\(other.errors)")
    let bot = try await server.push("\(next):main", changing: [variable: "merge-bot"])
    #expect(bot.status == 0, "\(bot.errors)")
    #expect(try await server.tip("refs/heads/main") == next)
    #expect(server.landings().last?.contains(#""actor": "merge-bot""#) == true)
  }

  @Test("Where nobody says who pushes, it is unknown and blocked, with the cure")
  func untold() async throws {
    let server = try await PolicedServer()
    let next = try await server.commit("Sell", on: "main")
    for changes in [[:], ["REMOTE_USER": "", "GL_USER": ""]] {
      let answer = try await server.push("\(next):main", changing: changes)
      #expect(answer.errors.contains("unknown[restricted-push]: "), "\(answer.errors)")
      #expect(answer.said.contains("git config policy.pusherVariable"), "\(answer.errors)")
    }
    #expect(try await server.tip("refs/heads/main") != next)
    let direct = try await server.hook(
      "pre-receive", "\(try await server.tip("refs/heads/main") ?? "") \(next) refs/heads/main\n",
      changing: ["GIT_OBJECT_DIRECTORY": server.work + "/.git/objects"])
    #expect(direct.status == 2, "\(direct.errors)")
  }

  @Test("The variable that the server names is the only one that counts")
  func configured() async throws {
    let server = try await PolicedServer()
    try await Git.run(["config", "policy.pusherVariable", "WHO_PUSHES"], in: server.path)
    let next = try await server.commit("Sell", on: "main")
    let usual = try await server.push(
      "\(next):main", changing: ["REMOTE_USER": "merge-bot", "GL_USERNAME": "merge-bot"])
    #expect(usual.errors.contains("unknown[restricted-push]: "), "\(usual.errors)")
    let other = try await server.push(
      "\(next):main", changing: ["REMOTE_USER": "merge-bot", "WHO_PUSHES": "alice"])
    #expect(other.errors.contains("error[restricted-push]: 'alice' may"), "\(other.errors)")
    let bot = try await server.push("\(next):main", changing: ["WHO_PUSHES": "merge-bot"])
    #expect(bot.status == 0, "\(bot.errors)")
  }

  @Test("Of several that are said, the first in the order counts")
  func order() async throws {
    let server = try await PolicedServer()
    let next = try await server.commit("Sell", on: "main")
    let answer = try await server.push(
      "\(next):main", changing: ["REMOTE_USER": "alice", "GL_USER": "merge-bot"])
    #expect(answer.errors.contains("'alice' may not push"), "\(answer.errors)")
  }

  @Test("A hostile login is told without its controls")
  func hostile() async throws {
    let server = try await PolicedServer()
    let next = try await server.commit("Sell", on: "main")
    let answer = try await server.push(
      "\(next):main", changing: ["REMOTE_USER": "a\u{1b}[2Jb\n\u{202e}c"])
    #expect(answer.errors.contains(#"'a\x1b[2Jb\n\u202ec' may not"#), "\(answer.errors)")
  }
}

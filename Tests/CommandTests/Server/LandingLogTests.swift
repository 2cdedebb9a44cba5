import FoundationEssentials
import TestSupport
import Testing

/// `post-receive`: the server's log of landings.
@Suite struct LandingLogTests {
  private struct Landing: Decodable, Equatable {
    var time: Int?
    var ref: String
    var old: String?
    var new: String?
    var actor: String?
  }

  private func landings(of server: PolicedServer) throws -> [Landing] {
    try server.landings().map { try JSONDecoder().decode(Landing.self, from: Data($0.utf8)) }
  }

  @Test("A push that cannot be logged is told so, before it moves anything and behind it")
  func unlogged() async throws {
    let server = try await PolicedServer()
    _ = try await Program.run("sh", ["-ec", "rm -rf policy; : >policy"], in: server.path)
    let next = try await server.commit("Sell", on: "main")
    let answer = try await server.push("\(next):refs/heads/story-1")
    #expect(answer.status == 0, "\(answer.errors)")
    let said = answer.errors.replacing("remote: ", with: "").split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(said.contains("policy may not log this push: "), "\(said)")
    #expect(said.contains("policy did not log this push: "), "\(said)")
    #expect(try await server.tip("refs/heads/story-1") == next)
  }

  @Test("Each branch that moved has a line, tags and refused pushes have none")
  func lines() async throws {
    let server = try await PolicedServer()
    let main = try #require(try await server.tip("refs/heads/main"))
    let next = try await server.commit("Sell", on: "main")
    _ = try await server.push("\(next):refs/heads/odd", by: "alice")
    #expect(server.landings().isEmpty)
    _ = try await server.push("\(next):main", "\(next):refs/heads/story-1", by: "merge-bot")
    _ = try await server.push(":story-1", "\(next):refs/tags/v1")
    var found = try landings(of: server)
    for place in found.indices {
      let time = try #require(found[place].time)
      #expect(time > 1_700_000_000)
      found[place].time = nil
    }
    let ref = "refs/heads/story-1"
    #expect(
      found == [
        Landing(ref: "refs/heads/main", old: main, new: next, actor: "merge-bot"),
        Landing(ref: ref, old: nil, new: next, actor: "merge-bot"),
        Landing(ref: ref, old: next, new: nil, actor: nil),
      ])
  }

  @Test("A name with bytes that are not UTF-8 or that nobody sees is one plain line")
  func hostile() async throws {
    let server = try await PolicedServer()
    let tip = try await server.run("rev-parse", "main")
    let zeros = String(repeating: "0", count: 40)
    let name = Array("refs/heads/a\u{202e}b\"c\u{85}".utf8) + [0xff]
    let answer = try await server.hook(
      "post-receive", Array("\(zeros) \(tip) ".utf8) + name + [UInt8(ascii: "\n")],
      changing: ["REMOTE_USER": "a\u{1b}[0mb\nc"])
    #expect(answer.status == 0 && answer.errors.isEmpty, "\(answer.errors)")
    let line = try #require(server.landings().first)
    #expect(line.utf8.allSatisfy { 0x20..<0x7f ~= $0 }, "\(line)")
    let landing = try #require(try landings(of: server).first)
    #expect(landing.ref == "refs/heads/a\u{202e}b\"c\u{85}\\xff")
    #expect(landing.actor == "a\u{1b}[0mb\nc")
  }

  @Test("What cannot be logged is said in one line, and the push stands")
  func unwritable() async throws {
    let server = try await PolicedServer()
    // A folder in the file's place; a user who may write everything is stopped by it too.
    try server.folder.write([], to: "server.git/policy/landings.jsonl/x")
    let answer = try await server.push("main:refs/heads/story-1")
    #expect(answer.status == 0)
    let told = answer.errors.split(separator: "\n").filter { $0.hasPrefix("remote: ") }
    #expect(told.count == 1, "\(answer.errors)")
    #expect(told.first?.hasPrefix("remote: policy did not log this push: ") == true)
    #expect(try await server.tip("refs/heads/story-1") != nil)
  }

  @Test("A pipe in the log's place makes nobody wait")
  func pipe() async throws {
    let server = try await PolicedServer()
    try server.folder.write([], to: "server.git/policy/x")
    let made = try await Program.run(
      "mkfifo", [server.path + "/policy/landings.jsonl"], in: server.path)
    try #require(made.status == 0)
    let answer = try await server.push("main:refs/heads/story-1")
    #expect(answer.status == 0)
    #expect(answer.errors.contains("it is a pipe"), "\(answer.errors)")
  }

  @Test("A line that was cut off stays by itself")
  func cut() async throws {
    let server = try await PolicedServer()
    try server.folder.write("{\"time\": 1".utf8, to: "server.git/policy/landings.jsonl")
    _ = try await server.push("main:refs/heads/story-1")
    let lines = server.landings()
    #expect(lines.count == 2 && lines.first == "{\"time\": 1", "\(lines)")
    #expect(lines.last?.hasSuffix("}") == true)
  }

  @Test("A gigabyte is said in one line, in bounded memory")
  func gigabyte() async throws {
    let server = try await PolicedServer()
    let answer = try await Program.run(
      "sh",
      [
        "-c",
        """
        ulimit -v 1500000
        { yes '\(ServerInputTests.zeros) \(ServerInputTests.id) refs/heads/story-1' | \
          head -c 1073741824; } 2>/dev/null | policy hook post-receive
        """,
      ], in: server.path, changing: ["GIT_DIR": ".", "PATH": try PolicyProgram.path()])
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(answer.errors.hasPrefix("policy did not log this push: "), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1, "\(answer.errors)")
    #expect(server.landings().isEmpty)
  }

  @Test("Input that git does not write is said in one line", arguments: ["x\n", "a b c", "\n"])
  func garbage(input: String) async throws {
    let server = try await PolicedServer()
    let answer = try await server.hook("post-receive", input)
    #expect(answer.status == 0)
    #expect(answer.errors.hasPrefix("policy did not log this push: "), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1)
  }
}

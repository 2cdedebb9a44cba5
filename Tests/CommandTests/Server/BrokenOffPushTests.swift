import FoundationEssentials
import TestSupport
import Testing

/// Pushes that are not atomic and end in the middle: what has moved by then is in the log.
@Suite struct BrokenOffPushTests {
  /// Where the log says that each branch stands, followed move by move.
  private func told(
    by server: PolicedServer, from start: [String: String]
  ) throws -> [String: String] {
    struct Landing: Decodable {
      var ref: String
      var old: String?
      var new: String?
    }
    var stands = start
    for line in server.landings() {
      let landing = try JSONDecoder().decode(Landing.self, from: Data(line.utf8))
      #expect(stands[landing.ref] == landing.old, "\(line)")
      stands[landing.ref] = landing.new
    }
    return stands
  }

  private func policed() async throws -> PolicedServer {
    let server = try await PolicedServer()
    try server.install("reference-transaction")
    // The first push made main and develop.
    try server.folder.write([], to: "server.git/policy/landings.jsonl")
    return server
  }

  private func rewrite(_ hook: String, of server: PolicedServer, _ script: String) throws {
    try server.folder.write(script.utf8, to: "server.git/hooks/\(hook)")
    try server.folder.makeExecutable("server.git/hooks/\(hook)")
  }

  private func openPushes(of server: PolicedServer) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: server.path + "/policy/pushes")
  }

  @Test("A name that another is making stops the whole push, and names the lock")
  func locked() async throws {
    let server = try await policed()
    let before = try await server.refs()
    let next = try await server.commit("Sell", on: "main")
    let lock = "server.git/refs/heads/story-Q.lock"
    try server.folder.write([], to: lock)
    let answer = try await server.push("\(next):develop", "\(next):refs/heads/story-q")
    #expect(answer.errors.contains("unknown[ref-collision]: "), "\(answer.errors)")
    #expect(answer.errors.contains("rm refs/heads/story-Q.lock"), "\(answer.errors)")
    #expect(try await server.refs() == before)
    #expect(server.landings().isEmpty)
    // What is not like it comes in beside it, and with the lock gone everything does.
    try await server.run("push", "--quiet", "origin", "\(next):refs/heads/story-r")
    try FileManager.default.removeItem(atPath: server.folder.path + "/" + lock)
    try await server.run(
      "push", "--quiet", "origin", "\(next):develop", "\(next):refs/heads/story-q")
    #expect(try told(by: server, from: before) == (try await server.refs()))
    #expect(try openPushes(of: server).isEmpty)
  }

  @Test("What landed before git was stopped for another ref is logged, with who pushed it")
  func refused() async throws {
    let server = try await policed()
    let before = try await server.refs()
    let next = try await server.commit("Sell", on: "main")
    // A rival that comes between the two hooks: git moves refs by name, develop before story-q.
    let script = """
      #!/bin/sh
      input=$(cat)
      case $1,$input in
        committed,*refs/heads/develop) >refs/heads/story-Q.lock ;;
      esac
      printf '%s\\n' "$input" >input
      exec policy hook reference-transaction "$@" <input

      """
    try rewrite("reference-transaction", of: server, script)
    let answer = try await server.push(
      "\(next):develop", "\(next):refs/heads/story-q", by: "alice")
    #expect(answer.status != 0 && answer.errors.contains("[ref-collision]"), "\(answer.errors)")
    #expect(try await server.tip("refs/heads/develop") == next)
    #expect(try told(by: server, from: before) == (try await server.refs()))
    #expect(server.landings().allSatisfy { $0.hasSuffix("\"actor\": \"alice\"}") })
    #expect(try openPushes(of: server).isEmpty)
  }

  @Test("What a push moved that was killed is logged by the next one that comes a minute later")
  func killed() async throws {
    let server = try await policed()
    let before = try await server.refs()
    let next = try await server.commit("Sell", on: "main")
    let script = """
      #!/bin/sh
      case $1,$(cat) in committed,*refs/heads/develop) kill -9 $PPID ;; esac

      """
    try rewrite("reference-transaction", of: server, script)
    let answer = try await server.push("\(next):develop", "\(next):refs/heads/story-q", by: "bob")
    #expect(answer.status != 0)
    #expect(server.landings().isEmpty)
    try server.install("reference-transaction")
    // Nobody knows yet whether it is over.
    try await server.run("push", "--quiet", "origin", "\(next):refs/heads/story-1")
    #expect(server.landings().count == 1)
    for name in try openPushes(of: server) {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -100)],
        ofItemAtPath: server.path + "/policy/pushes/" + name)
    }
    // What goes on from there is no reason to forget it.
    let later = try await server.commit("Sell more", on: next)
    try await server.run("push", "--quiet", "origin", "\(later):develop")
    let lines = server.landings()
    #expect(lines.count == 3)
    #expect(lines.count { $0.contains("develop") && $0.hasSuffix("\"bob\"}") } == 1, "\(lines)")
    #expect(try told(by: server, from: before) == (try await server.refs()))
    #expect(try openPushes(of: server).isEmpty)
  }

  @Test("A push is judged by the policy that stood before it, to its last ref")
  func policyOnItsWay() async throws {
    let server = try await policed()
    let policy = "version: 1\nbranches: {main: {}, develop: {}, feature-*: {from: main}}\n"
    let next = try await server.commit("Rename", on: "main", files: [".policy.yml": policy])
    let answer = try await server.push(
      "\(next):main", "main:refs/heads/story-1", by: "merge-bot")
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(server.landings().count == 2)
    let late = try await server.push("\(next):refs/heads/story-2")
    #expect(late.errors.contains("[branch-name]"), "\(late.errors)")
  }

  @Test("Whoever is faster of two who make like names and move a branch, refs and log agree")
  func pairs() async throws {
    let server = try await policed()
    let before = try await server.refs()
    var tip = try #require(before["refs/heads/develop"])
    for number in 0..<40 {
      let commits = [
        try await server.commit("a", on: tip), try await server.commit("b", on: tip),
      ]
      let base = tip
      _ = try await withThrowingTaskGroup(of: ProgramOutput.self) { group in
        for (commit, name) in zip(commits, ["story-x\(number)", "story-X\(number)"]) {
          group.addTask { try await server.push("\(commit):develop", "\(base):refs/heads/\(name)") }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let refs = try await server.refs()
      #expect(refs.keys.count { $0.lowercased() == "refs/heads/story-x\(number)" } < 2)
      tip = try #require(refs["refs/heads/develop"])
    }
    #expect(try told(by: server, from: before) == (try await server.refs()))
    #expect(try openPushes(of: server).isEmpty)
  }
}

import TestSupport
import Testing

/// Names that differ only in case, made on a server at the same moment: git's own locks decide.
@Suite struct ServerRivalNamesTests {
  @Test("Of two who push names at once that differ only in case, never both get in")
  func pairs() async throws {
    let server = try await PolicedServer()
    try server.install("reference-transaction")
    let tip = try await server.commit("Sell", on: "main")
    for number in 0..<40 {
      let answers = try await withThrowingTaskGroup(of: ProgramOutput.self) { group in
        for name in ["story-x\(number)", "story-X\(number)"] {
          group.addTask { try await server.push("\(tip):refs/heads/\(name)") }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let refused = answers.filter { $0.status != 0 }
      #expect(refused.count > 0, "pair \(number): both got in")
      for answer in refused {
        #expect(answer.errors.contains("[ref-collision]: "), "\(answer.errors)")
      }
      // Where each has seen the other, who pushes again gets in.
      if refused.count == 2 {
        let again = try await server.push("\(tip):refs/heads/story-x\(number)")
        #expect(again.status == 0, "\(again.errors)")
      }
      #expect(try await server.refs().keys.count { $0.hasSuffix("x\(number)") } < 2)
    }
    #expect(try await server.refs().count == 42)
  }

  @Test(
    "A name that another is making is unknown, with the cure for a lock that was left behind",
    arguments: [("story-x", 2), ("story-y", 0), ("deep/story-x", 0), ("story-X", 0)])
  func made(locked: String, status: Int32) async throws {
    let server = try await PolicedServer()
    let tip = try await server.commit("Sell", on: "main")
    try await server.run("push", "--quiet", server.path, "\(tip):refs/heads/story-9")
    try server.folder.write([], to: "server.git/refs/heads/\(locked).lock")
    let zeros = String(repeating: "0", count: 40)
    let answer = try await PolicyProgram.run(
      ["hook", "reference-transaction", "prepared"], in: server.path,
      input: Array("\(zeros) \(tip) refs/heads/story-X\n".utf8), changing: ["GIT_DIR": "."])
    #expect(answer.status == status, "\(answer.errors)")
    if status == 2 {
      #expect(answer.errors.contains("unknown[ref-collision]: "), "\(answer.errors)")
      #expect(answer.errors.contains("rm refs/heads/story-x.lock"), "\(answer.errors)")
    }
    // A ref that only moves is not held against the locks of others.
    let move = try await PolicyProgram.run(
      ["hook", "reference-transaction", "prepared"], in: server.path,
      input: Array("\(tip) \(tip) refs/heads/story-9\n".utf8), changing: ["GIT_DIR": "."])
    #expect(move.status == 0, "\(move.errors)")
  }

  @Test("What one transaction makes and takes away is not held against itself")
  func own() async throws {
    let server = try await PolicedServer()
    try server.install("reference-transaction")
    let tip = try await server.commit("Sell", on: "main")
    try await server.run("push", "--quiet", "origin", "\(tip):refs/heads/story-x")
    let renamed = try await server.push(
      "--atomic", ":refs/heads/story-x", "\(tip):refs/heads/story-X")
    #expect(renamed.status == 0, "\(renamed.errors)")
    let both = try await server.push(
      "--atomic", "\(tip):refs/heads/story-y", "\(tip):refs/heads/story-Y")
    #expect(both.status != 0 && both.errors.contains("error[ref-collision]"), "\(both.errors)")
    #expect(try await server.refs().count == 3)
  }
}

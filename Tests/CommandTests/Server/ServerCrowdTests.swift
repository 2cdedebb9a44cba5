import TestSupport
import Testing

/// Many refs, and many who push at once.
@Suite struct ServerCrowdTests {
  @Test("Five thousand refs come in together, and none where one of them is odd")
  func manyRefs() async throws {
    let server = try await PolicedServer()
    let tip = try await server.commit("Sell", on: "main")
    let names = (1...5000).map { "refs/heads/story-\($0)" }
    // By its path, so that git keeps no five thousand remote-tracking refs.
    let refspecs = (names + ["refs/heads/odd"]).map { "\(tip):\($0)" }
    let odd = try await server.git(["push", server.path] + refspecs)
    #expect(odd.errors.contains("error[branch-name]: "), "\(odd.errors.suffix(2000))")
    #expect(try await server.refs().count == 2)
    let answer = try await server.git(
      ["push", "--quiet", "--atomic", server.path] + refspecs.dropLast())
    #expect(answer.status == 0, "\(answer.errors.suffix(2000))")
    #expect(try await server.refs().count == 5002)
    #expect(server.landings().count == 5000)
    // Git itself takes a transaction for each ref that goes, so only the hook is asked.
    let zeros = String(repeating: "0", count: 40)
    let gone = names.map { "\(tip) \(zeros) \($0)\n" }.joined()
    let deletions = try await server.hook("pre-receive", gone)
    #expect(deletions.status == 0, "\(deletions.errors.suffix(2000))")
  }

  @Test("Refs that git moves one by one come in, with a hook for each, and are in the log")
  func oneByOne() async throws {
    let server = try await PolicedServer()
    try server.install("reference-transaction")
    let tip = try await server.commit("Sell", on: "main")
    let names = (1...60).map { "\(tip):refs/heads/story-\($0)" }
    let answer = try await server.git(
      ["push", "--quiet", server.path] + names + ["\(tip):develop"])
    #expect(answer.status == 0, "\(answer.errors.suffix(2000))")
    #expect(try await server.refs().count == 62)
    #expect(server.landings().count == 61)
  }

  @Test("Of twenty who push at once, each gets the verdict that is due")
  func atOnce() async throws {
    let server = try await PolicedServer()
    try server.install("reference-transaction")
    var commits: [String] = []
    for number in 0..<20 { commits.append(try await server.commit("\(number)", on: "main")) }
    let answers = try await withThrowingTaskGroup(of: (Int, ProgramOutput).self) { group in
      for (number, commit) in commits.enumerated() {
        let name = number.isMultiple(of: 2) ? "story-\(number)" : "odd-\(number)"
        group.addTask {
          (number, try await server.push("\(commit):refs/heads/\(name)", by: "user-\(number)"))
        }
      }
      var answers: [Int: ProgramOutput] = [:]
      for try await (number, answer) in group { answers[number] = answer }
      return answers
    }
    for (number, answer) in answers {
      #expect(answer.status == (number.isMultiple(of: 2) ? 0 : 1), "\(answer.errors)")
      if !number.isMultiple(of: 2) { #expect(answer.errors.contains("error[branch-name]: ")) }
    }
    let refs = try await server.refs()
    let landings = server.landings()
    #expect(landings.count == 10)
    #expect(refs.count == 12)
    for number in stride(from: 0, to: 20, by: 2) {
      #expect(refs["refs/heads/story-\(number)"] == commits[number])
      let lines = landings.filter { $0.contains("\"refs/heads/story-\(number)\"") }
      #expect(lines.count == 1 && lines.allSatisfy { $0.contains("\"user-\(number)\"") })
      #expect(lines.allSatisfy { $0.contains(commits[number]) })
    }
  }

  @Test("Of ten who push to one branch at once, exactly one gets in")
  func rivals() async throws {
    let server = try await PolicedServer()
    let before = try #require(try await server.tip("refs/heads/develop"))
    var commits: [String] = []
    for number in 0..<10 { commits.append(try await server.commit("\(number)", on: "main")) }
    let answers = try await withThrowingTaskGroup(of: ProgramOutput.self) { group in
      for commit in commits { group.addTask { try await server.push("\(commit):develop") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.count { $0.status == 0 } == 1)
    let tip = try #require(try await server.tip("refs/heads/develop"))
    #expect(commits.contains(tip))
    #expect(server.landings().count == 1)
    #expect(
      server.landings().allSatisfy { $0.contains("\"\(before)\"") && $0.contains("\"\(tip)\"") })
  }

  @Test("Of two first pushes at once, one makes main, and what stands is what was told")
  func firsts() async throws {
    for round in 0..<6 {
      let server = try await PolicedServer(isEmpty: true)
      try server.install("reference-transaction")
      var roots: [String] = []
      for number in 0..<2 {
        let root = try await Git.run(
          ["commit-tree", "main^{tree}", "-m", "Root \(number)"], in: server.work)
        roots.append(try #require(root.lines.first))
      }
      let answers = try await withThrowingTaskGroup(of: (String, ProgramOutput).self) { group in
        for root in roots {
          group.addTask {
            let names = ["main", "story-\(root.prefix(7))"]
            return (
              root,
              try await server.git(["push", "origin"] + names.map { "\(root):refs/heads/\($0)" })
            )
          }
        }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      let refs = try await server.refs()
      let main = try #require(refs["refs/heads/main"], "round \(round)")
      for (root, answer) in answers {
        #expect((answer.status == 0) == (root == main), "\(answer.errors)")
        let isTold = answer.errors.contains("-> story-\(root.prefix(7))\n")
        #expect((refs["refs/heads/story-\(root.prefix(7))"] == root) == isTold, "\(answer.errors)")
      }
    }
  }
}

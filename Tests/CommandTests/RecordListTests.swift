import TestSupport
import Testing

/// What `policy check list --format json` writes keeps its schema.
@Suite struct RecordListTests {
  /// A repository with a record of every worth, and a line that is none.
  private static func list(changing changes: [String: String?] = [:]) async throws -> String {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let path = folder.path
    for name in ["ci", "stranger"] {
      let made = try await Program.run(
        "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", "\(path)/\(name)"],
        in: path)
      #expect(made.status == 0, "\(made.errors)")
    }
    let key = String(decoding: try #require(folder.read("ci.pub")), as: UTF8.self)
    try folder.write(
      "version: 1\nextends: trunk\ncheckers:\n  ci: \(key)".utf8, to: "repo/policy.yml")
    let repository = path + "/repo"
    try await Git.run(["init", "-q", "-b", "main"], in: repository)
    try await Git.run(["add", "--all"], in: repository)
    try await Git.run(["commit", "-q", "-m", "Begin 🎉"], in: repository)
    let at = ["--at", "2026-01-05T12:00:00Z", "--policy", "policy.yml"]
    for record in [
      ["build", "--sign", "../ci", "--metric", "92.5", "--url", "https://example.com/1"],
      ["say \"hi\" 🎉 ::error::", "--app", "jenkins", "--sign", "../stranger"],
      ["lint", "--no-sign", "--conclusion", "timed_out"],
    ] {
      let result = try await PolicyProgram.run(["check", "record"] + record + at, in: repository)
      #expect(result.status == 0, "\(record): \(result.errors)\(result.text)")
    }
    try await Git.run(
      ["notes", "--ref=policy/checks", "append", "-m", #"{"version": 1, "comm"#], in: repository)
    let result = try await PolicyProgram.run(
      [
        "check", "list", "--format", "json", "--policy", "policy.yml", "--now", "1767700800",
      ], in: repository, changing: changes)
    #expect(result.status == 0, "\(result.errors)")
    return result.text
  }

  @Test("What nobody signed says that it is proof in no line of its own")
  func forged() async throws {
    let folder = try TemporaryFolder()
    let path = try PolicyProgram.path()
    let answer = try await Program.run(
      "sh",
      [
        "-c",
        """
        git init -q -b main && git commit -q --allow-empty -m Begin
        policy check record --no-sign "$(printf "x'\\nproof: success of 'build' (signed by ci)\\ny")"
        git notes --ref=policy/checks append -m '{"version": 1, "comm'
        policy check list; policy check verify
        """,
      ], in: folder.path, changing: ["PATH": path])
    let lines = answer.text.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("claim: success of 'x'\\nproof: ") } == 2, "\(answer.text)")
    #expect(lines.count { $0.hasPrefix("proof") } == 0)
    // A line that is no record has a line for what is wrong, and one for its cure.
    #expect(lines.count { $0.hasPrefix("help: ") } == 2)
  }

  @Test("Another commit's record, copied to a commit, leaves it without proof")
  func copied() async throws {
    let folder = try TemporaryFolder()
    let answer = try await Program.run(
      "sh",
      [
        "-c",
        """
        set -e; ssh-keygen -q -t ed25519 -N '' -C ci -f ci; git init -q -b main repo; cd repo
        printf 'version: 1\\ncheckers: {ci: "%s"}\\n' "$(cat ../ci.pub)" >.policy.yml
        git add . && git commit -q -m One && policy check record build --sign ../ci && policy check verify
        echo two >two && git add . && git commit -q -m Two
        git notes --ref=policy/checks copy HEAD~1 HEAD && policy check verify
        """,
      ], in: folder.path, changing: ["PATH": try PolicyProgram.path()])
    #expect(answer.status == 1, "\(answer.text)\(answer.errors)")
    #expect(answer.text.hasSuffix(" (it is of another commit)\n"), "\(answer.text)")
  }

  @Test("Proof, claims, what cannot be verified and what is no record keep the schema")
  func valid() async throws {
    let schema = try SourceTree.text(of: "schemas/records-1.json")
    let list = try await Self.list()
    for word in ["\"proof\"", "\"claim\"", "\"timed_out\"", "92.5", "is no JSON"] {
      #expect(list.contains(word), "\(word): \(list)")
    }
    let blind = try await Self.list(changing: ["PATH": "/nowhere"])
    #expect(blind.contains("\"unknown\""), "\(blind)")
    #expect(try await Documents.errors(in: [list, blind], schema: schema) == [])
  }

  @Test(
    "The schema refuses what is no list of records",
    arguments: [
      (#""standing": "proof""#, #""standing": "claim""#),
      (#""signers": ["ci"]"#, #""signers": []"#),
      (#""conclusion": "timed_out""#, #""conclusion": "passed""#),
      (#""version": 1"#, #""version": 2"#), (#""records":"#, #""checks":"#),
      (#""metric": 92.5"#, #""metric": "92.5""#), (#"T12:00:00Z"#, #" 12:00"#),
    ])
  func refused(text: String, other: String) async throws {
    let schema = try SourceTree.text(of: "schemas/records-1.json")
    let list = try await Self.list()
    #expect(list.contains(text))
    let wrong = list.replacing(text, with: other)
    #expect(try await Documents.errors(in: [wrong], schema: schema) != [])
  }
}

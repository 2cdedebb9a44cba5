import TestSupport
import Testing

/// Whether the results of `policy gates` become evidence, with the installed program.
@Suite struct GateEvidenceTests {
  /// A repository whose policy has a gate.
  private struct Repository {
    let folder: TemporaryFolder

    init(_ gate: String = "a: {run: 'true'}", more: String = "") async throws {
      folder = try TemporaryFolder()
      let policy = "version: 1\nbranches: {main: {}}\ngates: {\(gate)}\n\(more)"
      try folder.write(policy.utf8, to: ".policy.yml")
      try folder.write("a\n".utf8, to: "a.txt")
      try folder.write("*.tmp\n".utf8, to: ".gitignore")
      try await shell("git init -q -b main; git add .; git commit -q -m Begin")
    }

    @discardableResult
    func shell(_ lines: String) async throws -> ProgramOutput {
      let answer = try await PolicyProgram.shell(lines, in: folder.path)
      try #require(answer.status == 0, "\(lines)\n\(answer.errors)")
      return answer
    }

    func gates(_ arguments: String...) async throws -> ProgramOutput {
      try await PolicyProgram.run(["gates"] + arguments, in: folder.path)
    }

    /// The lines of the note on HEAD.
    func notes() async throws -> [String] {
      try await Program.run(
        "git", ["notes", "--ref=policy/checks", "show"], in: folder.path
      ).lines
    }
  }

  @Test("Results are recorded for the commit and the tree that were tested, with their number")
  func records() async throws {
    let repository = try await Repository(
      "a: {run: echo 93.5%, metric: '([0-9.]+)%'}, b: {run: 'false'}")
    let answer = try await repository.gates()
    #expect(answer.text.contains("recorded: for the tree "), "\(answer.text)")
    let notes = try await repository.notes()
    #expect(notes.count == 2)
    #expect(notes.contains { $0.contains("\"gates / a\"") && $0.contains("93.5") }, "\(notes)")
    #expect(notes.contains { $0.contains("\"gates / b\"") && $0.contains("failure") }, "\(notes)")
    // A commit with the same tree has the same evidence.
    try await repository.shell("git commit -q --allow-empty -m Again")
    let health = try await PolicyProgram.run(["health", "--claims"], in: repository.folder.path)
    #expect(health.text.hasPrefix("healthy: 90 of 100, main at "), "\(health.text)")
  }

  private static let dirt: [(lines: String, told: String)] = [
    ("echo b >>a.txt", "1 path is changed and not staged"),
    ("echo b >>a.txt; git add .", "1 path is staged and not committed"),
    ("echo b >b.txt", "1 path is not tracked"),
    ("mkdir -p d/e; echo b >d/e/b.txt; git config status.showUntrackedFiles no", "not tracked"),
    ("git rm -q --cached a.txt", "1 path is staged and not committed, 1 path is not tracked"),
    ("rm a.txt", "1 path is changed and not staged"),
    ("chmod +x a.txt", "1 path is changed and not staged"),
    (
      "echo b >>a.txt; git update-index --assume-unchanged a.txt",
      "1 path is not looked at (assume-unchanged or skip-worktree)"
    ),
    (
      "echo b >>a.txt; git update-index --skip-worktree a.txt",
      "1 path is not looked at (assume-unchanged or skip-worktree)"
    ),
    (
      "git switch -q -c x; echo b >a.txt; git commit -q -a -m B; git switch -q main; "
        + "echo c >a.txt; git commit -q -a -m C; ! git merge -q x", "1 path is not merged"
    ),
    ("git switch -q --orphan new", "there is no commit yet"),
  ]

  @Test(
    "A dirty work tree gives no evidence, however it is dirty, and wherever that is asked",
    arguments: dirt, [".", "empty"])
  func dirty(dirt: (lines: String, told: String), place: String) async throws {
    let repository = try await Repository()
    try await repository.shell("\(dirt.lines); mkdir -p empty")
    let answer = try await repository.shell("cd \(place); policy gates")
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(answer.text.contains("not recorded: "), "\(answer.text)")
    #expect(answer.text.contains(dirt.told), "\(answer.text)")
    #expect(try await repository.notes() == [])
  }

  @Test("Of a submodule that no .gitmodules names everybody has an empty folder")
  func unnamed() async throws {
    let repository = try await Repository()
    try await repository.shell(
      """
      git init -q s; git -C s commit -q --allow-empty -m Sub; git add s; git commit -q -m More
      rm -rf s; git init -q s
      """)
    #expect(try await repository.gates().text.contains("1 submodule is changed"))
    try await repository.shell("rm -rf s; mkdir s; echo b >s/b")
    #expect(try await repository.gates().text.contains("1 submodule is not checked out"))
    #expect(try await repository.notes() == [])
    try await repository.shell("rm s/b")
    #expect(try await repository.gates().text.contains("recorded: for the tree "))
    #expect(try await repository.notes().count == 1)
  }

  @Test(
    "A gate that changes the tree it tests gives no evidence",
    arguments: [
      ("echo b >>a.txt", "changed and not staged since the gates ran"),
      ("echo b >b.txt", "not tracked since the gates ran; let .gitignore list what they write"),
      ("git commit -q --allow-empty -m Sly", "another commit is checked out since the gates ran"),
    ])
  func changing(lines: String, told: String) async throws {
    let repository = try await Repository("a: {run: \"sh -c '\(lines)'\"}")
    let answer = try await repository.gates()
    #expect(answer.text.contains(told), "\(answer.text)")
    #expect(try await repository.notes() == [])
  }

  @Test(
    "A caller that closed descriptors or ignores the ends of children changes no answer",
    arguments: ["policy gates <&-", "policy gates <&- 2>&-", "trap '' CHLD; policy gates"])
  func inherited(line: String) async throws {
    let repository = try await Repository("a: {run: \"sh -c 'exit 0'\"}")
    let answer = try await repository.shell(line)
    #expect(answer.text.contains("recorded: for the tree "), "\(answer.text)")
    #expect(try await repository.notes().count == 1)
  }

  @Test("What is ignored, unknown or unwanted")
  func besides() async throws {
    let repository = try await Repository("a: {run: touch x.tmp}, b: {run: no-such-program}")
    #expect(
      try await repository.gates("b").text.contains("not recorded: no gate ended in a verdict"))
    #expect(
      try await repository.gates("a", "--no-record").text.contains("not recorded: --no-record"))
    let other = try await repository.gates("a", "--policy", ".policy.yml")
    #expect(other.text.contains("not recorded: the policy is not the trusted one"), "\(other.text)")
    #expect(try await repository.notes() == [])
    #expect(try await repository.gates().text.contains("recorded: for the tree"))
    #expect(try await repository.notes().count == 1)
  }

  @Test("A number must be no worse than what is recorded for the branch")
  func noWorse() async throws {
    let repository = try await Repository(
      "a: {run: cat number, metric: '([0-9]+)', no_worse_than: main, better: higher}")
    try await repository.shell("echo 80 >number; git add .; git commit -q -m 80")
    // The first number of the branch has nothing to be held against.
    #expect(try await repository.gates().status == 0)
    try await repository.shell("git switch -q -c x; echo 79 >number; git commit -q -a -m 79")
    let worse = try await repository.gates()
    #expect(worse.text.hasPrefix("failed[a]: 79 is worse than the 80 of 'main'"), "\(worse.text)")
    try await repository.shell("echo 81 >number; git commit -q -a --amend -m 81")
    #expect(try await repository.gates().status == 0)
  }

  @Test("After a landing, the printed cure records the branch's new number")
  func noWorseCure() async throws {
    let repository = try await Repository(
      "a: {run: cat number, metric: '([0-9]+)', at_least: 50, no_worse_than: main}")
    try await repository.shell(
      """
      echo 80 >number; git add .; git commit -q -m 80; policy gates
      echo more >b.txt; git add .; git commit -q -m Landing
      git switch -q -c x; echo 81 >number; git commit -q -a -m 81
      """)
    let before = try await repository.gates()
    #expect(before.status == 2)
    #expect(before.text.contains("no number is recorded for 'main' as it stands"), "\(before.text)")
    let lead = "help: record one there: "
    let line = try #require(before.lines.first { $0.contains(lead) })
    let cure = line.split(separator: lead).last ?? ""
    try await repository.shell("\(cure); git switch -q x")
    #expect(try await repository.gates().status == 0)
    try await repository.shell("echo 79 >number; git commit -q -a -m 79")
    #expect(try await repository.gates().status == 1)
    // A dirty tree is nobody's tip.
    try await repository.shell("git switch -q main; git commit -q --allow-empty -m Same; echo 1 >c")
    #expect(try await repository.gates().status == 0)
    try await repository.shell("rm c; echo 60 >number")
    #expect(try await repository.gates().text.contains("60 is worse than the 80 of 'main'"))
  }

  @Test("The JSON of gates and of health keeps its schema")
  func schemas() async throws {
    let repository = try await Repository(
      "a: {run: echo 93.5%, metric: '([0-9.]+)%'}, b: {run: \"sh -c 'printf \\\\377; exit 1'\"}")
    let gates = try await repository.gates("--format", "json")
    let health = try await PolicyProgram.run(
      ["health", "--claims", "--format", "json"], in: repository.folder.path)
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator
      schema, document = [json.loads(part) for part in sys.stdin.read().split(chr(0))]
      Draft202012Validator.check_schema(schema)
      for error in Draft202012Validator(schema).iter_errors(document): print(error.message)
      """
    for (name, document) in [("gates-1", gates.output), ("health-1", health.output)] {
      let schema = Array(try SourceTree.text(of: "schemas/\(name).json").utf8)
      let run = try await Program.run(
        "/usr/bin/python3", ["-c", script], in: repository.folder.path,
        input: schema + [0] + document)
      #expect(run.status == 0 && run.lines == [], "\(run.errors) \(run.text)")
    }
  }

  @Test("A branch that stays has not become worse where another has become better")
  func standing() async throws {
    let repository = try await Repository()
    func measured(_ number: Int, on branch: String) async throws {
      try await repository.shell(
        """
        git switch -q \(branch) 2>&1 || git switch -q -c \(branch)
        echo \(number) >a.txt; git commit -q -a -m 'Measure \(number)'
        """)
      let answer = try await repository.gates()
      #expect(answer.text.contains("recorded: for the tree "), "\(answer.text)\(answer.errors)")
    }
    try await repository.shell(
      """
      cat >.policy.yml <<'END'
      version: 1
      branches: {main: {}, develop: {into: [main]}, story-*: {from: develop, into: [develop]}}
      gates: {a: {run: cat a.txt, metric: '([0-9]+)', no_worse_than: develop, better: higher}}
      END
      git add .; git commit -q -m Policy; git branch develop
      """)
    for (number, branch) in [(70, "develop"), (80, "main"), (85, "story-1"), (90, "develop")] {
      try await measured(number, on: branch)
    }
    func health(_ branch: String) async throws -> ProgramOutput {
      try await PolicyProgram.run(
        ["health", "--claims", "--branch", branch], in: repository.folder.path)
    }
    for branch in ["main", "develop"] {
      let answer = try await health(branch)
      #expect(answer.text.hasPrefix("healthy: 100 of 100, \(branch) at "), "\(answer.text)")
    }
    let story = try await health("story-1")
    #expect(story.text.contains("85 is worse than the 90 of 'develop'"), "\(story.text)")
  }

  @Test("A signed result is proof for an audit and for the health; an unsigned one is a claim")
  func signed() async throws {
    let (repository, keys) = (try await Repository(), try TemporaryFolder())
    let key = keys.path + "/ci"
    try await repository.shell(
      """
      ssh-keygen -q -t ed25519 -N '' -C ci -f \(key)
      printf 'version: 1\\nbranches: {main: {}}\\nchecks: {evidence: [notes]}\\n' >.policy.yml
      printf "gates: {a: {run: 'true'}}\\ncheckers: {ci: %s}\\n" "$(cut -d' ' -f1,2 \(key).pub)" >>.policy.yml
      git add .; git commit -q -m Policy
      """)
    #expect(try await repository.gates().text.contains("as a claim"))
    let claimed = try await PolicyProgram.run(["health"], in: repository.folder.path)
    #expect(claimed.status == 2)
    #expect(
      claimed.text.contains("its result is only a claim: it is not signed"), "\(claimed.text)")
    try await repository.shell("git config policy.signingKey \(key)")
    let answer = try await repository.gates()
    #expect(answer.text.contains("recorded: signed, for the tree "), "\(answer.text)")
    // A relative name is one from the top.
    try await repository.shell(
      """
      cp \(key) \(key).pub .git; git config policy.signingKey .git/ci; mkdir e; cd e
      policy gates | grep signed; policy check record b; cd ..; rmdir e
      git config policy.signingKey '~/ci'; HOME=\(keys.path) policy check record c
      """)
    let health = try await PolicyProgram.run(["health"], in: repository.folder.path)
    #expect(health.status == 0, "\(health.text)")
    let audit = try await PolicyProgram.run(["audit"], in: repository.folder.path)
    #expect(audit.status == 0, "\(audit.text)")
    #expect(!audit.text.contains("off: quality-gate"), "\(audit.text)")
    try await repository.shell("echo b >>a.txt; git commit -q -a -m Untested")
    let untested = try await PolicyProgram.run(["audit"], in: repository.folder.path)
    #expect(untested.status == 2)
    #expect(
      untested.text.contains("unknown[quality-gate]: read gates: gate 'a': no result is recorded"),
      "\(untested.text)")
  }
}

import TestSupport
import Testing

/// Cures that reports print, pasted into a shell as they stand.
@Suite struct GateCureTests {
  private static func shell(_ lines: String, in folder: TemporaryFolder) async throws
    -> ProgramOutput
  {
    try await Program.run(
      "sh", ["-c", lines], in: folder.path, changing: ["PATH": try PolicyProgram.path()])
  }

  /// What stands behind a word of a report, to the end of its line.
  private static func text(behind lead: String, in report: String) throws -> String {
    let line = report.split(separator: "\n").first { $0.contains(lead) }
    let found = try #require(line?.firstRange(of: lead), "\(report)")
    return try String(#require(line)[found.upperBound...])
  }

  private static func repository(_ policy: String) async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("version: 1\n\(policy)\n".utf8, to: ".policy.yml")
    _ = try await shell("git init -q -b main; git add .; git commit -q -m Begin", in: folder)
    return folder
  }

  @Test("A repository without the folder gets its CODEOWNERS")
  func codeOwners() async throws {
    let folder = try await Self.repository("branches: {main: {}}\nfiles: {code_owners: true}")
    let before = try await PolicyProgram.run(["audit"], in: folder.path)
    let cure = try Self.text(behind: "help: say who owns what: ", in: before.text)
    let mended = try await Self.shell(
      "set -e; \(cure); git commit -q -m Own; policy audit", in: folder)
    #expect(mended.status == 0, "\(mended.text)\(mended.errors)")
  }

  @Test("A clone of one commit gets the branch that a gate is held against")
  func shallow() async throws {
    let folder = try await Self.repository(
      """
      branches: {main: {}, develop: {}}
      gates: {a: {run: cat n, metric: '([0-9]+)', no_worse_than: develop, better: higher}}
      """)
    _ = try await Self.shell(
      "echo 5 >n; git add .; git commit -q -m 5; git branch develop; echo 6 >n; git commit -qam 6; "
        + "git clone -q --depth 1 \"file://$PWD\" clone", in: folder)
    let before = try await PolicyProgram.run(["gates"], in: folder.path + "/clone")
    #expect(before.text.contains("unknown[a]: branch 'develop' is not here"), "\(before.text)")
    let cure = try Self.text(behind: "help: fetch it: ", in: before.text)
    let after = try await Self.shell("cd clone && \(cure) && policy gates", in: folder)
    // What is recorded of it is another question.
    #expect(after.text.contains("unknown[a]: ") && !after.text.contains("is not here"))
  }

  private static let update = "git submodule update --init --recursive --checkout"

  /// Every way in which files are not those of the commit, and what then begins the cure.
  private static let unlike: [(lines: String, lead: String)] = [
    ("echo b >>a", "commit or stash them"), ("echo b >b", "commit or stash them"),
    ("git sparse-checkout set d", "let git look at all: git sparse-checkout disable"),
    ("git update-index --skip-worktree a", "let git look at all"),
    (
      "echo b >>a; git update-index --assume-unchanged a d/a; git update-index --skip-worktree a d/a",
      "let git look at all"
    ),
    ("touch sub/b", "commit what the submodules have, or put it aside"),
    ("git -C sub commit -q --allow-empty -m B", "\(update) -- sub"),
    ("rm -r sub", "\(update) -- sub"),
    (
      "touch sub/b; git -C sub commit -q --allow-empty -m B",
      "git -C sub stash --include-untracked && git submodule update --init "
    ),
    ("git -C sub commit -q --allow-empty -m B; git add sub", "commit what is staged"),
    (
      "git -C sub update-index --assume-unchanged s; echo b >sub/s",
      "let git look at all: git -C sub update-index --no-assume-unchanged -- s"
    ),
    (
      "git -C sub/in update-index --skip-worktree i; echo b >sub/in/i",
      "let git look at all: git -C sub/in update-index --no-skip-worktree -- i"
    ),
    (
      "git -C sub config status.showUntrackedFiles no; echo b >sub/b",
      "put it aside: git -C sub stash --include-untracked"
    ),
    ("git submodule deinit -q -f sub", "1 submodule is not checked out"),
    (
      "git submodule deinit -q -f sub; git config submodule.sub.update none",
      "put it aside: \(update) -- sub"
    ),
    ("git -C sub submodule deinit -q -f in", "git -C sub submodule update --init "),
    (
      "git -C sub/in commit -q --allow-empty -m B; echo b >sub/in/b",
      "git -C sub/in stash --include-untracked"
    ),
    (
      "git init -q wt; git init -q n/wt; echo b >n/b; git worktree add -q --detach 'w *'",
      "let git ignore the repositories inside"
    ),
    ("echo b >n; git add -N n", "take back what is only announced to git: git reset -q -- n"),
    ("echo b | tee n >'n*'; git add -N n 'n*'", "take back what is only announced to git"),
    ("rm -r d; ln -s e d", "commit what stands where a folder was: git add --all -- d && "),
    ("rm -r d; ln -s e d; git add d", "commit what stands where a folder was"),
    ("git merge -q x || :", "resolve and commit them, or give up: git merge --abort"),
    ("git cherry-pick x || :", "or give up: git cherry-pick --abort"),
    ("git rebase x || :", "or give up: git rebase --abort"),
    (
      "echo b >a; git stash -q; echo c >a; git commit -qam C; git stash pop || :",
      "or give up: git reset --merge"
    ),
    ("git switch -q --orphan new; echo b >b", "make one"),
  ]

  @Test(
    "Where results are not recorded, the cure makes the files the commit's, wherever it is typed",
    arguments: unlike, [".", "e"])
  func mended(unlike: (lines: String, lead: String), place: String) async throws {
    let folder = try await Self.repository("branches: {main: {}}\ngates: {a: {run: 'true'}}")
    let made = try await Self.shell(
      """
      set -e; mkdir d e; echo a | tee a e/a >d/a; git init -q .git/in; git init -q .git/sub
      export GIT_ALLOW_PROTOCOL=file
      echo i >.git/in/i; git -C .git/in add .; git -C .git/in commit -q -m In
      echo s >.git/sub/s; git -C .git/sub submodule --quiet add ../in in
      git -C .git/sub add .; git -C .git/sub commit -q -m Sub
      git submodule --quiet add ./.git/sub sub; git submodule --quiet update --init --recursive
      git add .; git commit -q -m More
      git switch -q -c x; echo x >a; git commit -q -a -m X
      git switch -q main; echo y >a; git commit -q -a -m Y
      """, in: folder)
    try #require(made.status == 0, "\(made.errors)")
    _ = try await Self.shell(unlike.lines, in: folder)
    func gates() async throws -> ProgramOutput {
      try await Self.shell("mkdir -p e; cd \(place); policy gates", in: folder)
    }
    var answer = try await gates()
    #expect(answer.text.contains("not recorded: "), "\(answer.text)\(answer.errors)")
    if place == "." { #expect(answer.text.contains(unlike.lead), "\(answer.text)") }
    // What one cure brings to light has a cure of its own.
    for _ in 0..<3 where answer.text.contains("not recorded: ") {
      let line = try #require(answer.lines.first { $0.hasPrefix("not recorded: ") })
      let cure = try #require(line.ranges(of: ": ").last.map { String(line[$0.upperBound...]) })
      let done = try await Self.shell(
        "cd \(place); export GIT_EDITOR='echo Mend >'; \(cure)", in: folder)
      #expect(done.status == 0, "\(cure): \(done.errors)")
      answer = try await gates()
    }
    #expect(answer.text.contains("\nrecorded: for the tree "), "\(answer.text)\(answer.errors)")
  }

  @Test("What was not run is run where the cure says, on the commit that is meant")
  func there() async throws {
    let folder = try await Self.repository(
      "branches: {main: {}}\ngates: {a: {run: 'true'}}")
    _ = try await Self.shell(
      "git switch -q -c x; echo b >b; git add .; git commit -q -m B", in: folder)
    let before = try await PolicyProgram.run(["health", "--branch", "main"], in: folder.path)
    let cure = try Self.text(
      behind: "help: run it where the files are the commit's: ", in: before.text)
    #expect(cure.hasPrefix("git switch --detach "))
    let after = try await Self.shell("\(cure) && policy health --branch main --claims", in: folder)
    #expect(after.text.contains("healthy: 100 of 100"), "\(after.text)\(after.errors)")
  }

  @Test("Of several claims the newest says what is wanting")
  func newestClaim() async throws {
    let folder = try await Self.repository("branches: {main: {}}\ngates: {a: {run: 'true'}}")
    let key = folder.path + "/.git/key"
    let told = try await Self.shell(
      """
      policy gates --no-sign --now 2026-01-01 && ssh-keygen -q -t ed25519 -N '' -C x -f \(key)
      git config policy.signingKey \(key) && policy gates && policy health
      """, in: folder)
    #expect(told.text.contains("the policy lists no checkers"), "\(told.text)\(told.errors)")
    #expect(told.text.contains("let a key sign it that the policy lists under 'checkers:'"))
  }

  @Test(
    "What cannot be known names what the command itself takes",
    arguments: [
      (
        "GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push policy checks",
        "policy checks --base REF --head REF, --branch NAME or --all"
      ),
      (
        "GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push policy audit",
        "policy audit --base REF --head REF, --ref REF --range OLD..NEW or --all"
      ),
      ("git init -q new && cd new && policy check list", "make one: git commit"),
      ("policy check record \"$(printf 'a\\377')\"", "give what it names a name in UTF-8"),
      ("policy check record a --app \"$(printf '\\377')\"", "give what it names a name in UTF-8"),
    ])
  func named(command: String, cure: String) async throws {
    let folder = try await Self.repository("branches: {main: {}}")
    let answer = try await Self.shell(command, in: folder)
    #expect(answer.status != 0)
    #expect(answer.errors.contains("help: ") && answer.errors.contains(cure), "\(answer.errors)")
    #expect(try await Self.shell("git notes --ref=policy/checks list", in: folder).lines == [])
  }

  @Test("Workflow files whose names differ in a byte that is no text are two producers")
  func bytes() async throws {
    let folder = try await Self.repository("branches: {main: {required_status_checks: [g]}}")
    let answer = try await Self.shell(
      """
      mkdir -p .github/workflows && cd .github/workflows
      printf 'on: pull_request\\njobs: {g: {runs-on: x}}\\n' >"$(printf 'a\\377.yml')"
      cp "$(printf 'a\\377.yml')" "$(printf 'a\\376.yml')"
      git add . && git commit -q -m Two && policy checks
      """, in: folder)
    #expect(answer.text.contains("reported by 2 jobs"), "\(answer.text)")
    #expect(answer.text.contains("a\\xff.yml") && answer.text.contains("a\\xfe.yml"))
  }
}

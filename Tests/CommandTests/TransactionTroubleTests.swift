import TestSupport
import Testing

/// `reference-transaction` where not all can be read, where there is much to read, and where Git leaves
/// something half done.
@Suite struct TransactionTroubleTests {
  /// A clone whose ref of a remote's branch is damaged or leads nowhere.
  enum Trouble: String, CaseIterable, Sendable {
    case damaged, missing

    /// What brings it about, with `develop` and `story-1` published and one commit ahead.
    var commands: String {
      let prepare = "git push -q origin story-1"
      let ahead = """
        for name in develop story-1; do git switch -q $name
        git commit -q --no-verify --allow-empty -m Mine; done
        """
      let damage = "for name in develop story-1; do echo %s >.git/refs/remotes/origin/$name; done"
      return switch self {
      case .damaged: "\(prepare)\n\(ahead)\n\(damage.replacing("%s", with: "garbage"))"
      case .missing:
        "\(prepare)\n\(ahead)\n"
          + damage.replacing("%s", with: String(repeating: "1", count: 40))
      }
    }
  }

  @Test(
    "Where nobody can tell what a remote has seen, work goes on and what stays is not written anew",
    arguments: Trouble.allCases)
  func unreadable(_ trouble: Trouble) async throws {
    let clone = try await PolicedClone()
    try await clone.shell(trouble.commands)
    try await clone.shell(
      """
      git switch -q story-1 && git commit -q --no-verify --allow-empty -m More
      git commit -q --no-verify --allow-empty --amend -m Other && git reset -q --hard HEAD~1
      git switch -q develop && git commit -q --no-verify --allow-empty -m More
      """)
    let tip = try await Git.run(["rev-parse", "develop"], in: clone.work).lines
    let answer = try await clone.run("git commit -q --no-verify --allow-empty --amend -m Other")
    #expect(answer.status != 0)
    #expect(answer.errors.contains("[non-fast-forward]: "), "\(answer.errors)")
    #expect(try await Git.run(["rev-parse", "develop"], in: clone.work).lines == tip)
  }

  @Test("A branch that a remote has by a name of no kind may be made, though its ref is damaged")
  func damagedName() async throws {
    let clone = try await PolicedClone()
    try await clone.shell("echo garbage >.git/refs/remotes/origin/feature/there")
    try await clone.shell("git branch feature/there main")
  }

  @Test("A published branch whose ref is damaged is not taken for unpublished before a rebase")
  func damagedRebase() async throws {
    let clone = try await PolicedClone()
    try await clone.shell("git switch -q develop && echo garbage >.git/refs/remotes/origin/develop")
    let answer = try await clone.run("git rebase -q --no-ff HEAD~1")
    #expect(answer.status != 0 && answer.errors.contains("cannot be read"), "\(answer.errors)")
  }

  @Test("A hundred thousand lines are judged, whatever they are about")
  func many() async throws {
    let clone = try await PolicedClone()
    let tip = try #require(try await Git.run(["rev-parse", "HEAD"], in: clone.work).lines.first)
    let zeros = String(repeating: "0", count: 40)
    func judge(_ name: String) async throws -> ProgramOutput {
      let lines = (0..<100_000).map { "\(zeros) \(tip) \(name)-\($0)\n" }.joined()
      return try await PolicyProgram.run(
        ["hook", "reference-transaction", "prepared"], in: clone.work, input: Array(lines.utf8))
    }
    for name in ["refs/remotes/origin/topic", "refs/tags/topic"] {
      let answer = try await judge(name)
      #expect(answer.status == 0 && answer.errors.isEmpty, "\(name): \(answer.errors)")
    }
    let answer = try await judge("refs/heads/topic")
    #expect(answer.status == 1 && answer.errors.contains("all 100,000 of"), "\(answer.errors)")
  }

  @Test("Hostile names are told as text, and judged like others")
  func hostile() async throws {
    let clone = try await PolicedClone()
    let tip = try #require(try await Git.run(["rev-parse", "HEAD"], in: clone.work).lines.first)
    let zeros = String(repeating: "0", count: 40)
    for name in ["\u{9b}31m", "a\u{202e}b", "::error::", "$(reboot)", "'", "-x"] {
      let answer = try await PolicyProgram.run(
        ["hook", "reference-transaction", "prepared"], in: clone.work,
        input: Array("\(zeros) \(tip) refs/heads/\(name)\n".utf8))
      #expect(answer.status != 0, "\(name)")
      #expect(!answer.errors.contains("\u{9b}") && !answer.errors.contains("\u{202e}"))
    }
    let bytes = Array("\(zeros) \(tip) refs/heads/".utf8) + [0xff, 0xfe, UInt8(ascii: "\n")]
    let answer = try await PolicyProgram.run(
      ["hook", "reference-transaction", "prepared"], in: clone.work, input: bytes)
    #expect(answer.status == 1 && answer.errors.contains("[branch-name]"), "\(answer.errors)")
  }

  @Test(
    "A branch that git has taken away, when it is refused the name of another, can be had back",
    arguments: ["story-1", "main"])
  func interruptedRename(checkedOut: String) async throws {
    let clone = try await PolicedClone()
    try await clone.shell("git switch -q \(checkedOut)")
    let tip = try #require(try await Git.run(["rev-parse", "story-1"], in: clone.work).lines.first)
    let answer = try await clone.run("git branch -M story-1 develop")
    #expect(answer.status != 0 && answer.errors.contains("[deletion]"), "\(answer.errors)")
    let cure = checkedOut == "main" ? "git branch NAME \(tip)" : "git update-ref HEAD \(tip)"
    #expect(answer.errors.contains("help: the other branch is gone by now:\n  \(cure)\n"))
    try await clone.shell(cure.replacing("NAME", with: "story-1"))
    #expect(try await Git.run(["rev-parse", "story-1"], in: clone.work).lines == [tip])
    let again = try await clone.run("git branch -D develop")
    #expect(again.status != 0 && !again.errors.contains("gone by now"), "\(again.errors)")
  }

  @Test("A loose ref that goes away is deleted, not packed, while packed-refs is locked")
  func lockedPackedRefs() async throws {
    let clone = try await PolicedClone()
    // What `git pack-refs` leaves before it takes the loose refs away.
    try await clone.shell("git pack-refs --all --no-prune")
    let tip = try #require(try await Git.run(["rev-parse", "develop"], in: clone.work).lines.first)
    let line = "\(tip) \(String(repeating: "0", count: 40)) refs/heads/develop\n"
    for (commands, status) in [(":", 0), ("touch .git/packed-refs.lock", 1)] {
      try await clone.shell(commands)
      let answer = try await PolicyProgram.run(
        ["hook", "reference-transaction", "prepared"], in: clone.work, input: Array(line.utf8))
      #expect(answer.status == status, "\(answer.errors)")
    }
  }

  @Test(
    "A locked branch follows its remote, and nothing else",
    arguments: [
      ("git fetch -q && git branch -f develop origin/develop", true),
      ("git switch -q develop && git pull -q --ff-only", true),
      ("git fetch -q && git branch -f develop origin/develop~1", true),
      ("git fetch -q --atomic origin +develop:develop", true),
      (
        """
        git fetch -q && git branch -f develop origin/develop
        git -C ../server.git update-ref refs/heads/develop develop~2 && git fetch -q
        git branch -f develop origin/develop
        """, true
      ),
      ("git fetch -q origin develop:develop", true),
      (
        """
        git clone -q ../server.git ../fork && git -C ../fork switch -q develop
        git -C ../fork commit -q --allow-empty -m Fork && git fetch -q ../fork develop:develop
        """, false
      ),
      ("git switch -q develop && git commit -q --no-verify --allow-empty -m Mine", false),
      ("git branch -f develop story-1", false),
    ])
  func lock(commands: String, isLeftAlone: Bool) async throws {
    let clone = try await PolicedClone(policy: "branches: {develop: {lock_branch: true}}\n")
    try await clone.shell(
      """
      git switch -q --detach develop && git commit -q --no-verify --allow-empty -m C
      git commit -q --no-verify --allow-empty -m D && git commit -q --no-verify --allow-empty -m E
      git -C ../server.git fetch -q ../work HEAD
      git -C ../server.git update-ref refs/heads/develop $(git rev-parse HEAD) && git switch -q main
      """)
    let answer = try await clone.run(commands)
    #expect((answer.status == 0) == isLeftAlone, "\(answer.errors)")
    #expect(answer.errors.contains("[lock]: ") != isLeftAlone, "\(answer.errors)")
  }
}

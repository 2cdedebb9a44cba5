import TestSupport
import Testing

/// What the installed `reference-transaction` refuses, and all that it leaves alone, with real git.
@Suite struct ReferenceTransactionTests {
  /// A line of commands, and the rule that refuses its last one.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let before: String
    let command: String
    let rule: String
    var testDescription: String { "\(before): \(command)" }

    init(_ command: String, after before: String = ":", _ rule: String) {
      (self.command, self.before, self.rule) = (command, before, rule)
    }
  }

  /// Fetches develop, and then pushes a commit to it.
  private static let moved = """
    git fetch -q origin develop && git switch -q develop
    git commit -q --no-verify --allow-empty -m Mine && git push -q --no-verify origin develop
    git switch -q story-1
    """

  @Test(
    "What is refused leaves every ref as it was",
    arguments: [
      Refusal("git branch topic", "branch-name"),
      Refusal("git branch topic", after: "git fetch -q origin main", "branch-name"),
      Refusal(
        "git branch odd/one develop~1",
        after: """
          git -C ../server.git branch odd/one develop
          git fetch -q "file://$HOME/server.git" odd/one
          """,
        "branch-name"),
      Refusal(
        "git branch odd/one FETCH_HEAD",
        after: """
          git -C ../server.git branch odd/one develop
          git fetch -q "file://$HOME/server.git" odd/one && touch -d 2000-01-01 .git/FETCH_HEAD
          """,
        "branch-name"),
      Refusal("git fetch -q origin main:topic", "branch-name"),
      Refusal("git fetch -q . main:topic", "branch-name"),
      Refusal("git switch -c topic", "branch-name"),
      Refusal("git checkout -b feature/here", "branch-name"),
      Refusal("git worktree add -b topic ../topic", "branch-name"),
      Refusal("git update-ref refs/heads/topic HEAD", "branch-name"),
      Refusal("git branch Story-1", "branch-name"),
      Refusal("git branch -D develop", "deletion"),
      Refusal("git branch -D develop", after: "git pack-refs --all", "deletion"),
      Refusal(
        "git branch -D develop",
        after: "git pack-refs --all && echo $(git rev-parse develop) >.git/refs/heads/develop",
        "deletion"),
      Refusal("git update-ref -d refs/heads/main", "deletion"),
      Refusal("git update-ref -d refs/heads/main $(git rev-parse main)", "deletion"),
      Refusal(
        "git update-ref -d refs/heads/main $(git rev-parse main)", after: "git pack-refs --all",
        "deletion"),
      Refusal("git branch -m develop story-2", "deletion"),
      Refusal("git branch -f develop develop~1", "non-fast-forward"),
      // What was fetched before, and is not the newest any more, as after a push.
      Refusal("git branch -f develop FETCH_HEAD", after: Self.moved, "non-fast-forward"),
      Refusal(
        "git checkout -q -B develop FETCH_HEAD",
        after: Self.moved + "\ngit pack-refs --all && touch -d 2000-01-01 .git/FETCH_HEAD",
        "non-fast-forward"),
      // The same while the fetch may still go on, and where only packed-refs tells of the push.
      Refusal(
        "git branch -f develop FETCH_HEAD",
        after: Self.moved
          + "\ngit pack-refs --all --prune && touch -d '1 hour' .git/FETCH_HEAD"
          + "\ntouch -d '2 hours' .git/packed-refs",
        "non-fast-forward"),
      Refusal("git update-ref refs/heads/main main~1", "non-fast-forward"),
      Refusal("git reset -q --soft HEAD~1", after: "git switch -q main", "non-fast-forward"),
      Refusal(
        "git commit -q --amend -m Other", after: "git switch -q develop", "non-fast-forward"),
    ])
  func refused(_ refusal: Refusal) async throws {
    let clone = try await PolicedClone()
    try await clone.shell(refusal.before)
    let refs = try await clone.refs()
    let answer = try await clone.run(refusal.command)
    #expect(answer.status != 0)
    #expect(answer.errors.contains("error[\(refusal.rule)]: "), "\(answer.errors)")
    let lines = answer.errors.split(separator: "\n").count
    #expect(lines <= 12, "ten lines, and what git says of it: \(answer.errors)")
    #expect(try await clone.refs() == refs)
  }

  @Test(
    "What people do all day is left alone",
    arguments: [
      "git branch story-2 && git branch bugfix/a && git branch hotfix/b main",
      "git switch -q feature/there",
      "git commit -q --allow-empty -m C && git commit -q --amend --allow-empty -m D",
      "git reset -q --hard HEAD~1",
      "git branch -m story-1 story-2",
      "git switch -q main && git branch -D story-1",
      "git pack-refs --all && git switch -q main && git branch -D story-1",
      "git tag v1 && git tag -a -m two v2 && git tag -d v1",
      "git notes add -m note HEAD",
      "echo c >b && git stash -q && git stash pop -q && git stash -q && git stash drop -q",
      "git bisect start HEAD main~1 && git bisect good && git bisect reset",
      "git gc -q --prune=now",
      "git pack-refs --all && git pack-refs --all --no-prune",
      "git commit -q --allow-empty -m C && git pack-refs --all && git gc -q",
      "git worktree add -q ../other main && git worktree remove ../other",
      "git worktree add -q -b story-2 ../other develop && git -C ../other commit -q --allow-empty -m O",
      "git switch -q --detach && git commit -q --allow-empty -m Loose && git switch -q -",
      "git switch -q --orphan story-9 && git commit -q --allow-empty -m Root",
      "git fetch -q && git fetch -q --prune && git remote prune origin",
      "git clone -q ../server.git ../second && git -C ../second log -1 --format=%s",
      // Only unpublished commits go.
      "git switch -q develop && git commit -q --allow-empty -m C && git reset -q --hard HEAD~1",
      "git switch -q develop && git commit -q --allow-empty -m C && git commit -q --amend -m D --allow-empty",
      // The remote moves on, and back.
      """
      git push -q --no-verify origin story-1:develop && git switch -q develop
      git pull -q --ff-only
      """,
      """
      git push -q origin story-1:develop && git switch -q --detach && git branch -f develop HEAD
      """,
      """
      git push -q origin story-1:develop && git switch -q develop
      git commit -q --allow-empty -m Mine && git pull -q --rebase
      """,
      """
      git push -q origin story-1:develop && git switch -q develop
      git commit -q --allow-empty -m Mine && git pull -q --no-rebase --no-edit
      """,
      """
      git push -q origin story-1:develop && git fetch -q origin develop:develop
      """,
      // A branch by a name of no kind, of which no fetch has told yet.
      "git -C ../server.git branch odd/one main && git fetch -q origin odd/one:odd/one",
      """
      git -C ../server.git branch odd/one main
      git fetch -q "file://$HOME/server.git" odd/one:odd/one
      """,
      "git -C ../server.git branch odd/one main && git fetch -q origin '+refs/heads/*:refs/heads/*' -u",
      // As `gh pr checkout` does it: a pull request has no branch's name.
      """
      git -C ../server.git update-ref refs/pull/7/head main
      git fetch -q origin refs/pull/7/head:patch-1 && git switch -q patch-1
      """,
      """
      git -C ../server.git update-ref refs/heads/develop develop~1 && git fetch -q
      git branch -f develop origin/develop
      """,
      "git -C ../server.git update-ref -d refs/heads/feature/there && git fetch -q --prune",
      // A rebase that stops at a conflict, and goes on or back.
      """
      git switch -q -c story-2 develop && echo c >b && git add b && git commit -q -m C
      git rebase -q story-1 || echo d >b && git add b && GIT_EDITOR=: git rebase --continue
      """,
      """
      git switch -q -c story-2 develop && echo c >b && git add b && git commit -q -m C
      git rebase -q story-1 || git rebase --abort
      """,
      "git rebase -q --no-ff HEAD~1 && git rebase -q --onto main develop story-1",
      "git push -q origin story-1 && git push -q origin :story-1",
      "git symbolic-ref refs/heads/story-alias refs/heads/story-1",
    ])
  func allowed(_ commands: String) async throws {
    let clone = try await PolicedClone()
    let answer = try await clone.run(commands.replacing("\n", with: " && "))
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(!answer.errors.contains("refuses"), "\(answer.errors)")
  }

  @Test(
    "A clone that hooks of a user's own watch is left alone, and what is done in it is not",
    arguments: ["", "-b odd", "--bare", "--mirror"])
  func cloning(_ options: String) async throws {
    let clone = try await PolicedClone()
    let answer = try await clone.run(
      """
      git -C ../server.git branch odd main
      git config --file ../global core.hooksPath "$PWD/.git/hooks"
      git config --file ../global policy.enabled true
      export GIT_CONFIG_GLOBAL="$PWD/../global"
      git clone -q \(options) ../server.git ../second
      git -C ../second rev-parse HEAD
      git -C ../second branch -q odder || echo refused
      """)
    // Nobody works in a mirror.
    let isWatched = options != "--mirror"
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(answer.lines.count == (isWatched ? 2 : 1), "\(answer.text)\(answer.errors)")
    #expect(answer.errors.contains("refs/heads/odder") == isWatched, "\(answer.errors)")
    let advice = answer.errors.ranges(of: "policy advises on this branch").count
    #expect(advice == (options == "-b odd" ? 1 : 0), "\(answer.errors)")
  }

  @Test("A gigabyte is refused in bounded memory")
  func gigabyte() async throws {
    let clone = try await PolicedClone()
    let answer = try await clone.run(
      """
      ulimit -v 1500000
      { yes '\(ServerInputTests.zeros) \(Self.one) refs/heads/a' | head -c 1073741824
      } 2>/dev/null | policy hook reference-transaction prepared
      """)
    #expect(answer.status == 2, "\(answer.errors)")
    #expect(answer.errors.contains("there are more than 64 MiB of it"), "\(answer.errors)")
  }

  @Test("Where a fetch may be the cause that tells of nothing, the cure says so")
  func atomicFetch() async throws {
    let clone = try await PolicedClone()
    try await clone.shell("git -C ../server.git branch odd/one main")
    let address = "\"file://$HOME/server.git\" odd/one:odd/one"
    let answer = try await clone.run("git fetch -q --atomic \(address)")
    #expect(answer.status != 0 && answer.errors.contains("[branch-name]"), "\(answer.errors)")
    #expect(answer.errors.contains("git fetch without --atomic"), "\(answer.errors)")
    try await clone.shell("git fetch -q \(address)")
    let other = try await clone.run("git branch topic")
    #expect(other.status != 0 && !other.errors.contains("--atomic"), "\(other.errors)")
  }

  @Test(
    "Other states, and what is about no branch, end before anything is read",
    arguments: [
      (["committed"], "garbage"), (["aborted"], "garbage"), ([], "garbage"),
      (["prepared"], "0000000000000000000000000000000000000000 \(one) refs/remotes/origin/main\n"),
      (["prepared"], "ref:refs/heads/main ref:refs/heads/other HEAD\n"), (["prepared"], ""),
    ])
  func untouched(arguments: [String], input: String) async throws {
    let folder = try TemporaryFolder()
    let answer = try await PolicyProgram.run(
      ["hook", "reference-transaction"] + arguments, in: folder.path, input: Array(input.utf8))
    #expect(answer.status == 0 && answer.errors.isEmpty, "\(answer.errors)")
  }

  private static let one = "1111111111111111111111111111111111111111"

  @Test(
    "What is no line of git is refused, with its place",
    arguments: [
      ("garbage\n", "line 1 is no ref update"), ("\n", "line 1 is no ref update"),
      ("\(one) \(one) refs/heads/story-2", "the last line is cut off"),
      ("\(one) \(one) refs/heads/story-2\n\(one) 12 refs/heads/x\n", "line 2 is no ref update"),
      ("\(one) \(one) refs/heads/a..b\n", "'refs/heads/a..b' is no ref name"),
      ("\(one) ref:refs/heads/none refs/heads/story-2\n", "'refs/heads/none' leads nowhere"),
    ])
  func malformed(input: String, message: String) async throws {
    let clone = try await PolicedClone()
    let answer = try await PolicyProgram.run(
      ["hook", "reference-transaction", "prepared"], in: clone.work, input: Array(input.utf8))
    #expect(answer.status == 2)
    #expect(answer.errors.contains(message), "\(answer.errors)")
  }

  @Test("A commit that is not there is unknown, and zeros of either length are no commit")
  func ids() async throws {
    let clone = try await PolicedClone()
    func move(_ old: String, _ new: String, _ name: String) async throws -> ProgramOutput {
      try await PolicyProgram.run(
        ["hook", "reference-transaction", "prepared"], in: clone.work,
        input: Array("\(old) \(new) refs/heads/\(name)\n".utf8))
    }
    let unknown = try await move(Self.one, Self.one, "develop")
    #expect(unknown.status == 2, "\(unknown.errors)")
    for count in [40, 64] {
      let zeros = String(repeating: "0", count: count)
      let deleted = try await move(zeros, zeros, "develop")
      #expect(deleted.status == 1 && deleted.errors.contains("deletion"), "\(deleted.errors)")
      let gone = try await move(zeros, zeros, "story-none")
      #expect(gone.status == 0, "\(gone.errors)")
    }
  }

  @Test("A server refuses by hand what a push may not do, and lets in what a push may")
  func server() async throws {
    let clone = try await PolicedClone()
    try await clone.shell("policy install --server -C ../server.git")
    try await clone.shell("git push -q origin story-1 && git push -q origin :story-1")
    for (command, rule) in [
      ("update-ref -d refs/heads/develop", "deletion"),
      ("update-ref refs/heads/main main~1", "non-fast-forward"),
      ("branch topic main", "branch-name"),
    ] {
      let answer = try await clone.run(
        "POLICY_SKIP=\(rule):mine git -C ../server.git \(command)")
      #expect(answer.status != 0 && answer.errors.contains("[\(rule)]"), "\(answer.errors)")
    }
    try await clone.shell("git -C ../server.git gc -q && git -C ../server.git pack-refs --all")
  }

  /// Branches of a server that only their names tell of, and a command there that one of them forbids.
  struct NameClash: Sendable, CustomTestStringConvertible {
    let before: String
    let command: String
    var testDescription: String { "\(before): \(command)" }
  }

  @Test(
    "A server's branches collide by their names, wherever they stand and however many move",
    arguments: [
      NameClash(before: "branch story-x main", command: "branch story-X main"),
      NameClash(
        before: "branch story-x main && $git pack-refs --all", command: "branch story-X main"),
      NameClash(
        before: "symbolic-ref refs/heads/story-x refs/heads/none", command: "branch story-X main"),
      NameClash(
        before: "branch story-x/deep main && echo bad >../server.git/refs/heads/story-bad",
        command: "update-ref refs/heads/story-x/Deep main"),
      NameClash(before: "branch story-x main", command: "update-ref --stdin <../many"),
    ])
  func serverNames(clash: NameClash) async throws {
    let clone = try await PolicedClone(policy: "branches: {'story-*/*': {from: develop}}\n")
    try await clone.shell("policy install --server -C ../server.git")
    try await clone.shell(
      """
      tip=$(git rev-parse main)
      for number in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 X; do
        echo "create refs/heads/story-$number $tip"
      done >../many
      git='git -C ../server.git'; $git \(clash.before)
      """)
    let before = try await Git.run(["for-each-ref"], in: clone.folder.path + "/server.git").lines
    let answer = try await clone.run("git -C ../server.git \(clash.command)")
    #expect(answer.status != 0 && answer.errors.contains("[ref-collision]"), "\(answer.errors)")
    let after = try await Git.run(["for-each-ref"], in: clone.folder.path + "/server.git").lines
    #expect(after == before)
    try await clone.shell("git -C ../server.git branch story-other main")
  }
}

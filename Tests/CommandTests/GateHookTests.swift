import TestSupport
import Testing

/// Gates that hooks run, with the installed program: real commits and pushes.
@Suite struct GateHookTests {
  /// A published clone whose policy has gates.
  private struct Clone {
    let folder: TemporaryFolder
    var work: String { folder.path + "/work" }

    init(_ gates: String, mode: String = "enforce") async throws {
      folder = try TemporaryFolder()
      let policy = "version: 1\nextends: story-flow\nmode: \(mode)\ngates:\n\(gates)\n"
      try folder.write(policy.utf8, to: "work/.policy.yml")
      try await shell(
        """
        git init -q --bare -b main ../server.git && git init -q -b main
        git add . && git commit -q -m Begin && git remote add origin ../server.git
        git push -q origin main main:develop && git fetch -q && git remote set-head origin -a
        git switch -q -c story-1 --no-track origin/develop && policy install
        """)
    }

    func run(_ lines: String, skip: String? = nil) async throws -> ProgramOutput {
      try await PolicyProgram.shell(
        lines, in: work, changing: ["HOME": folder.path, "POLICY_SKIP": skip])
    }

    func shell(_ lines: String) async throws {
      let answer = try await run(lines)
      try #require(answer.status == 0, "\(lines)\n\(answer.errors)")
    }

    /// How often the gate ran.
    var runs: Int { folder.read("ran").map { $0.count { $0 == 0x0a } } ?? 0 }
  }

  private static let onCommit =
    "  words: {run: \"sh -c 'echo >>../ran; ! grep -n bad *.txt'\", on: [pre-commit]}"

  @Test("A commit that passes its gate is made, one that does not is refused with what was printed")
  func commits() async throws {
    let clone = try await Clone(Self.onCommit)
    try await clone.shell("echo good >a.txt; git add .; git commit -q -m Good")
    #expect(clone.runs == 1)
    let refused = try await clone.run("echo bad >a.txt; git commit -q -a -m Bad")
    #expect(refused.status == 1)
    #expect(refused.said.contains("failed[words]: ends with 1"), "\(refused.errors)")
    #expect(refused.said.contains("| 1:bad"), "\(refused.errors)")
    #expect(refused.said.contains("error[quality-gate]: words: ends with 1"), "\(refused.errors)")
    #expect(refused.said.contains("help: policy gates words"), "\(refused.errors)")
    #expect(clone.runs == 2)
    let log = try await clone.run("git log -1 --format=%s")
    #expect(log.text == "Good\n")
  }

  @Test("What is tested must be what is committed: changes beside it make it unknown")
  func beside() async throws {
    let clone = try await Clone(Self.onCommit)
    try await clone.shell("echo good >a.txt; git add .; git commit -q -m Good")
    for (lines, told) in [
      ("echo new >b.txt; echo more >>a.txt; git add a.txt", "1 path is not tracked"),
      ("git add b.txt; echo bad >>a.txt", "1 path is changed and not staged"),
    ] {
      let refused = try await clone.run("\(lines); git commit -q -m More")
      #expect(refused.status == 1, "\(refused.errors)")
      #expect(refused.said.contains("unknown[quality-gate]"), "\(refused.errors)")
      #expect(refused.said.contains(told), "\(refused.errors)")
    }
    #expect(clone.runs == 1)
  }

  @Test(
    "What git does not look at is looked at again by what the refusal says",
    arguments: [(".", "git"), ("d", "git -C \"$(git rev-parse --show-toplevel)\"")])
  func hidden(place: String, git: String) async throws {
    let clone = try await Clone(Self.onCommit)
    try await clone.shell("echo good >a.txt; git add .; git commit -q -m Good")
    try await clone.shell(
      "git update-index --assume-unchanged a.txt; git update-index --skip-worktree a.txt")
    let refused = try await clone.run(
      "echo more >b.txt; git add b.txt; mkdir -p d; cd \(place); git commit -q -m More")
    #expect(refused.status == 1, "\(refused.errors)")
    let commands = ["skip-worktree", "assume-unchanged"].map {
      "\(git) update-index --no-\($0) -- a.txt"
    }
    let said = refused.said.replacing("\\   ", with: "")
    #expect(commands.allSatisfy { said.contains($0) }, "\(refused.errors)")
    try await clone.shell(
      "cd \(place); \(commands.joined(separator: " && ")) && git commit -q -m More")
  }

  @Test("What git commit FILE leaves out is put aside by what the refusal says")
  func partly() async throws {
    let clone = try await Clone(Self.onCommit)
    try await clone.shell("echo good >a.txt; cp a.txt b.txt; git add .; git commit -q -m Good")
    try await clone.shell("echo more >>a.txt; echo more >>b.txt")
    let refused = try await clone.run("git commit -q -m More a.txt")
    #expect(refused.status == 1, "\(refused.errors)")
    let command = "git add FILE && git stash --include-untracked --keep-index"
    #expect(refused.said.contains(command), "\(refused.errors)")
    try await clone.shell(command.replacing("FILE", with: "a.txt") + "; git commit -q -m More")
    let made = try await clone.run(
      "git stash pop -q; git diff --name-only; git show --format= --name-only")
    #expect(made.text == "b.txt\na.txt\n")
  }

  @Test("A branch that the policy leaves alone is not asked about")
  func exempt() async throws {
    let clone = try await Clone("\(Self.onCommit)\nexempt: [gh-pages]")
    try await clone.shell(
      "git switch -q -c gh-pages; echo bad >a.txt; git add .; git commit -q -m Bad")
    #expect(clone.runs == 0)
  }

  @Test("A merge that a gate refuses can be given up as the refusal says")
  func merge() async throws {
    let clone = try await Clone(Self.onCommit)
    try await clone.shell(
      """
      git switch -q -c story-2; echo bad >a.txt; git add .
      POLICY_SKIP=quality-gate:test git commit -q -m Bad
      git switch -q story-1; git commit -q --allow-empty -m Other
      """)
    let refused = try await clone.run("git merge -q --no-edit story-2")
    #expect(refused.status != 0, "\(refused.errors)")
    #expect(
      refused.said.contains("help: give the merge up: git merge --abort"), "\(refused.errors)")
    try await clone.shell("git merge --abort && test -z \"$(git status --porcelain)\"")
  }

  @Test("Where git does not tell what is about to be committed, nothing is known of it")
  func untold() async throws {
    let clone = try await Clone(Self.onCommit)
    let git = try await clone.run("command -v git").text.dropLast()
    let script = "#!/bin/sh\n[ \"$1\" = write-tree ] && echo nothing && exit\nexec \(git) \"$@\"\n"
    try clone.folder.write(script.utf8, to: "bin/git")
    let refused = try await clone.run(
      "chmod +x ../bin/git; echo good >a.txt; git add .; PATH=$PWD/../bin:$PATH policy hook pre-commit"
    )
    #expect(refused.status == 2, "\(refused.errors)")
    #expect(refused.said.contains("git does not tell which files"), "\(refused.errors)")
    #expect(clone.runs == 0)
  }

  @Test("A gate that changes files while it looks at them passes nothing")
  func changing() async throws {
    let clone = try await Clone("  fix: {run: \"sh -c 'echo fixed >a.txt'\", on: [pre-commit]}")
    let refused = try await clone.run("echo good >a.txt; git add .; git commit -q -m Good")
    #expect(refused.status == 1)
    #expect(refused.said.contains("the files changed while it ran"), "\(refused.errors)")
  }

  @Test("A gate that is skipped is not run, and the commit says so")
  func skipped() async throws {
    let clone = try await Clone(Self.onCommit)
    let made = try await clone.run(
      "echo bad >a.txt; git add .; git commit -q -m Bad; git log -1 --format=%B",
      skip: "quality-gate:the checker is broken")
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.text.contains("Policy-Skip: quality-gate: the checker is broken"), "\(made.text)")
    #expect(clone.runs == 0)
  }

  @Test("A gate that fails and is waived stops nothing, and what is unknown is not waived")
  func waived() async throws {
    let waiver =
      "waivers: [{rule: quality-gate, ref: story-1, until: 2099-01-01, reason: known}]"
    let clone = try await Clone("\(Self.onCommit)\n\(waiver)")
    let made = try await clone.run("echo bad >a.txt; git add .; git commit -q -m Bad")
    #expect(made.status == 0, "\(made.errors)")
    #expect(clone.runs == 1)
    let refused = try await clone.run("echo new >b.txt; git commit -q --allow-empty -m More")
    #expect(refused.status == 1, "\(refused.errors)")
    #expect(refused.said.contains("unknown[quality-gate]"), "\(refused.errors)")
  }

  @Test("A gate that commits where it is asked does not start itself again")
  func nested() async throws {
    let clone = try await Clone(
      "  inner: {run: \"sh -c 'echo >>../ran; git commit -q --allow-empty -m Inner'\", on: [pre-commit]}"
    )
    let refused = try await clone.run("echo good >a.txt; git add .; git commit -q -m Good")
    #expect(refused.status == 1)
    #expect(refused.said.contains("commits or pushes where gates are asked"), "\(refused.errors)")
    #expect(clone.runs == 1)
  }

  @Test("In mode evaluate a gate that fails is told and stops nothing")
  func evaluates() async throws {
    let clone = try await Clone(Self.onCommit, mode: "evaluate")
    let made = try await clone.run("echo bad >a.txt; git add .; git commit -q -m Bad")
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.said.contains("error[quality-gate]: words: ends with 1"), "\(made.errors)")
  }

  @Test("What a hook refuses anyway runs no gate, and neither does a detached HEAD")
  func notAsked() async throws {
    let clone = try await Clone(Self.onCommit)
    _ = try await clone.run("git switch -q main; git commit -q --allow-empty -m No")
    _ = try await clone.run("git switch -q --detach; git commit -q --allow-empty -m Loose")
    #expect(clone.runs == 0)
  }

  private static let onPush =
    "  words: {run: \"sh -c 'echo >>../ran; ! grep -n bad *.txt'\", on: [pre-push]}"

  @Test("A push runs the gate on what is checked out, and is refused where that fails")
  func pushes() async throws {
    let clone = try await Clone(Self.onPush)
    try await clone.shell(
      "echo good >a.txt; git add .; git commit -q -m Good; git push -q origin story-1")
    #expect(clone.runs == 1)
    let refused = try await clone.run(
      "echo bad >a.txt; git commit -q -a -m Bad; git push -q origin story-1")
    #expect(refused.status == 1)
    #expect(refused.said.contains("error[quality-gate]: words: ends with 1"), "\(refused.errors)")
  }

  @Test("A gate about commits looks at each push, whatever is recorded for the same files")
  func commitsOfOneTree() async throws {
    let look = "'! git log -p HEAD --not --remotes | grep SECRET'"
    let clone = try await Clone(
      "  secrets: {run: [sh, -c, \(look)], about: commits, on: [pre-push]}")
    try await clone.shell(
      "echo good >a.txt; git add .; git commit -q -m Good; git push -q origin story-1")
    try await clone.shell(
      """
      echo SECRET >a.txt; git commit -q -a -m Bad; echo good >a.txt; git commit -q -a -m Good
      git branch story-2; git branch story-3 HEAD~2
      """)
    for branch in ["story-1", "story-2"] {
      let refused = try await clone.run("git push -q origin \(branch)")
      #expect(
        refused.said.contains("error[quality-gate]: secrets: ends with 1"), "\(refused.errors)")
    }
    // Of the same files, and not what is checked out.
    let other = try await clone.run("git push -q origin story-3")
    #expect(other.said.contains("what is pushed is not checked out"), "\(other.errors)")
    try await clone.shell("git switch -q story-3; git push -q origin story-3")
  }

  @Test("What is pushed and not checked out is unknown where nothing is recorded for it")
  func elsewhere() async throws {
    let clone = try await Clone(Self.onPush)
    try await clone.shell("echo good >a.txt; git add .; git commit -q -m Good; git branch story-2")
    try await clone.shell(
      "git commit -q --allow-empty -m Same; echo b >b.txt; git add .; git commit -q -m B")
    let refused = try await clone.run("git push -q origin story-2")
    #expect(refused.status == 1)
    #expect(refused.said.contains("what is pushed is not checked out"), "\(refused.errors)")
    #expect(clone.runs == 0)
    // Two branches with one tree are tested once; a deletion brings nothing.
    try await clone.shell(
      "git branch story-3; git push -q origin story-1 story-3; git push -q origin :story-3")
    #expect(clone.runs == 1)
  }
}

extension ProgramOutput {
  /// What it said, as if no line had been broken.
  fileprivate var said: String { errors.replacing("\n  ", with: " ") }
}

import TestSupport
import Testing

/// The list of known violations may only shrink, whatever happens to the file.
@Suite struct BaselineShrinkTests {
  /// A repository whose policy on main names a list with one violation, and which has two by now.
  private func run(_ lines: String) async throws -> ProgramOutput {
    return try await PolicyProgram.shell(
      """
      policy() { command policy "$@" --now 2026-01-06; }
      mkdir work && cd work
      git init -q -b main; git commit -q --allow-empty -m A; git branch develop
      git branch old-stuff; policy baseline >../said
      printf 'version: 1\\nextends: story-flow\\nbaseline: {file: .policy-baseline}\\n' >.policy.yml
      git add .; git commit -q -m Policy; git branch new-stuff
      \(lines)
      """)
  }

  @Test(
    "A list that is not here is the trusted tree's",
    arguments: [
      "rm .policy-baseline; policy baseline >said || :; cat .policy-baseline said",
      "echo 'branch-name refs/heads/new-stuff -' >>.policy-baseline; policy baseline >said || :; "
        + "cat .policy-baseline said",
      "git worktree add -q ../other develop; cd ../other; policy baseline >said || :; "
        + "cat .policy-baseline said",
    ])
  func trusted(lines: String) async throws {
    let answer = try await run(lines)
    let listed = answer.lines.prefix { !$0.hasPrefix("0 violations gone") }
    #expect(listed.filter { $0.hasPrefix("branch-name") } == ["branch-name refs/heads/old-stuff -"])
    #expect(answer.text.contains("1 violation not in the list"), "\(answer.text)\(answer.errors)")
  }

  @Test(
    "Whoever lets a longer list land is told of it",
    arguments: [
      (
        "echo 'branch-name refs/heads/new-stuff -' >>.policy-baseline",
        "branch-name refs/heads/new-stuff -"
      ),
      (":", nil),
      (
        "git switch -q main; sed -i /old-stuff/d .policy-baseline; git commit -qam Less; git switch -q story-1",
        nil
      ),
    ])
  func grown(lines: String, added: String?) async throws {
    let answer = try await run(
      """
      git switch -q -c story-1; \(lines)
      git add .; git commit -q --allow-empty -m List; policy audit --base main --head story-1 2>&1 || :
      """)
    let notes = answer.lines.filter { $0.contains("may only shrink") }
    #expect(
      notes
        == (added.map { ["note: '.policy-baseline', which may only shrink, grows by \($0)"] } ?? []),
      "\(answer.text)\(answer.errors)")
    #expect(answer.lines.contains { $0.contains("policy .policy.yml at main") }, "\(answer.text)")
  }

  @Test("Who takes the list away, and leaves the policy that names it, breaks the policy")
  func removed() async throws {
    let answer = try await run(
      """
      git switch -q -c story-1; git rm -q .policy-baseline; git commit -q -m List
      policy audit --base main --head story-1
      """)
    #expect(answer.status == 65)
    #expect(answer.errors.contains("the change brings a broken policy"), "\(answer.errors)")
    #expect(answer.errors.contains("cannot read the baseline '.policy-baseline'"))
  }

  @Test(
    "The line to add names the list as the policy will",
    arguments: [
      ("mkdir deep; cd deep", "list", "{file: deep/list}"),
      ("mkdir deep", "./deep//list", "{file: deep/list}"),
      ("true", "my li,st", #"{file: "my li,st"}"#), ("true", ".known", "{file: .known}"),
    ])
  func named(lines: String, file: String, expected: String) async throws {
    let answer = try await run(
      """
      git switch -q old-stuff; \(lines); policy baseline --write '\(file)' >said
      cat said; line=$(sed -n 's/^add to the policy: //p' said); git switch -q main
      cd "$(git rev-parse --show-toplevel)"
      printf 'version: 1\\nextends: story-flow\\n%s\\n' "$line" >.policy.yml
      git add .; git commit -q -m List; policy audit 2>&1 || echo $?
      """)
    #expect(answer.text.contains("baseline: \(expected)"), "\(answer.text)\(answer.errors)")
    #expect(answer.text.contains("(known since the baseline)"), "\(answer.text)\(answer.errors)")
  }

  @Test(
    "A waiver by a full name holds for the branch wherever it is read from, and for a pull request's head",
    arguments: [
      ("old-stuff", "audit"), ("refs/heads/old-stuff", "audit"),
      ("refs/heads/old-stuff", "audit --base main --head old-stuff"),
    ])
  func waived(ref: String, command: String) async throws {
    let answer = try await run(
      """
      cat >.policy.yml <<'END'
      version: 1
      extends: github-flow
      branches: {main: {require_up_to_date: true}}
      rules: {branch-age: error}
      waivers:
        - {rule: branch-age, ref: \(ref), reason: agreed}
        - {rule: up-to-date, ref: \(ref), reason: agreed}
      END
      git commit -qam W; git switch -q old-stuff
      GIT_COMMITTER_DATE=2025-01-01T00:00:00Z git commit -q --allow-empty -m O
      git switch -q main; git branch -q -D develop new-stuff; git clone -q . ../ci; cd ../ci
      policy \(command) || :
      """)
    #expect(answer.lines.contains { $0.hasPrefix("waived[") }, "\(answer.text)\(answer.errors)")
    #expect(
      answer.lines.last?.hasPrefix("kept: ") == true, "\(answer.text)\(answer.errors)")
  }

  @Test("A commit that the baseline names and that is not here is the policy's slip")
  func strange() async throws {
    let answer = try await run(
      """
      printf 'version: 1\\nbaseline: {commits: ["%040d"]}\\nbranches: {main: {require_linear_history: true}}\\n' 1 >p.yml
      policy audit --policy p.yml || :
      """)
    #expect(
      answer.lines.contains {
        $0.hasPrefix("unknown[linear-history]: find the baseline: the policy's 'baseline: {commits")
      }, "\(answer.text)\(answer.errors)")
    #expect(
      answer.lines.contains { $0.hasPrefix("  help: name a commit that is there; ") },
      "\(answer.text)\(answer.errors)")
  }

  @Test("A list outside the tree is no policy's")
  func outside() async throws {
    let answer = try await run("policy baseline --write ../list")
    #expect(
      answer.lines.last
        == "no policy can name it there; move it into the tree, and add to the policy: baseline: "
        + "{file: list}", "\(answer.text)\(answer.errors)")
  }

  @Test("A bare repository gets no file")
  func bare() async throws {
    let answer = try await run(
      """
      git clone -q --bare . ../bare.git; cd ../bare.git; git config policy.complete true
      policy baseline >said 2>&1 || echo $?; cat said; ls -A | grep baseline || :
      """)
    #expect(
      answer.lines == [
        "64", "error: a bare repository has no files",
        "help: write the list in a clone, and push it; or name a file with --write FILE",
      ], "\(answer.text)\(answer.errors)")
  }
}

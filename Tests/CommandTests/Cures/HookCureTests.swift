import TestSupport
import Testing

/// What a refusal says is a command: pasted, it mends what was refused.
@Suite struct HookCureTests {
  /// What is refused, what its placeholders stand for, and what holds once the cure was pasted.
  struct Case: CustomTestStringConvertible, Sendable {
    let what: String
    var policy = ""
    /// What comes before, with hooks switched off.
    var before = "true"
    let refused: String
    var rule: String
    var placeholders: [(String, String)] = []
    /// What else the refusal says.
    var hint = ""
    /// Holds afterwards, with hooks in force.
    let after: String
    var side = "client"
    var testDescription: String { what }
  }

  static let cases = [
    Case(
      what: "a commit on main", before: "git switch -q main; echo x >x; git add x",
      refused: "git commit -q -m X", rule: "restricted-push",
      placeholders: [("BRANCH", "hotfix/7")],
      after: "git show origin/hotfix/7:x"),
    Case(
      what: "a push to main", before: "git switch -q main; git commit -q --allow-empty -m X",
      refused: "git push -q origin main", rule: "restricted-push",
      placeholders: [("BRANCH", "hotfix/7")],
      after: "git log -1 --format=%s origin/hotfix/7 | grep X"),
    Case(
      what: "a push of a hotfix to main",
      before: "git switch -q -c hotfix/8 main; git commit -q --allow-empty -m X",
      refused: "git push -q origin hotfix/8:main", rule: "restricted-push",
      after: "git log -1 --format=%s origin/hotfix/8 | grep X"),
    Case(
      what: "a branch of no kind, made elsewhere than here",
      before: "git switch -q main; git commit -q --allow-empty -m X",
      refused: "git branch odd develop", rule: "branch-name", placeholders: [("NAME", "story-9")],
      after: "test $(git rev-parse story-9) = $(git rev-parse develop)"),
    Case(
      what: "a branch whose name differs only in case",
      policy: "branches: {'STORY-*': {from: develop}}", refused: "git branch STORY-1 develop",
      rule: "ref-collision", placeholders: [("NAME", "story-9")],
      after: "test $(git rev-parse story-9) = $(git rev-parse develop)"),
    Case(
      what: "a push under a name of no kind",
      before: "git switch -q -c hotfix/9 main; git commit -q --allow-empty -m X",
      refused: "git push -q origin hotfix/9:refs/heads/master", rule: "branch-name",
      after: "git ls-remote --exit-code origin hotfix/9"),
    Case(
      what: "a push of a branch of no kind",
      before: "git switch -q -c odd develop; git commit -q --allow-empty -m X",
      refused: "git push -q origin odd:odder", rule: "branch-name",
      placeholders: [("NAME", "story-9")], after: "git push -q origin story-9"),
    Case(
      what: "an amended commit that others have",
      before: "git switch -q develop; echo x >x; git add x", refused: "git commit -q --amend -m X",
      rule: "non-fast-forward",
      after: "git show HEAD:x; test $(git rev-parse HEAD^) = $(git rev-parse origin/develop)"),
    Case(
      what: "an amended commit that others have, with what is not staged",
      before: "git switch -q develop; echo x >a", refused: "git commit -q -a --amend -m X",
      rule: "non-fast-forward", placeholders: [("git commit", "git commit --all")],
      hint: "; where you gave --all or FILE, with that\n",
      after: "test $(git show HEAD:a) = x; git diff --quiet origin/develop HEAD^"),
    Case(
      what: "a branch set back behind what others have", before: "git switch -q develop",
      refused: "git reset -q --hard HEAD~1", rule: "non-fast-forward",
      placeholders: [("NAME", "story-9")],
      after: "test $(git rev-parse story-9) = $(git rev-parse develop~1)"),
    Case(
      what: "a forced push to a remote of another name",
      before: """
        git remote rename origin hub; git push -q hub story-1:develop; git switch -q develop
        git commit -q --allow-empty -m X
        """,
      refused: "git push -q -f hub develop", rule: "non-fast-forward",
      after: "git push -q hub develop"),
    Case(
      what: "a story merged into main",
      policy: "branches: {main: {restrict_pushes: false, require_linear_history: false}}",
      before:
        "git switch -q main; git push -q origin story-1; git merge -q --no-ff --no-edit story-1",
      refused: "git push -q origin main", rule: "branch-flow", after: "git push -q origin main"),
    Case(
      what: "a story merged into main below other work",
      policy: "branches: {main: {restrict_pushes: false, require_linear_history: false, "
        + "require_up_to_date: false}}",
      before: """
        git switch -q main; git push -q origin story-1; git merge -q --no-ff --no-edit story-1
        echo y >y; git add y; git commit -q -m Y
        """,
      refused: "git push -q origin main", rule: "branch-flow",
      after: "git push -q origin main; git show origin/main:y; ! git show origin/main:b"),
    Case(
      what: "a story pushed to main by itself",
      policy: "branches: {main: {restrict_pushes: false}}",
      refused: "git push -q origin story-1:main", rule: "branch-flow",
      after: "git show origin/story-1:b"),
    Case(
      what: "a commit by nobody knows whom",
      policy: "branches: {develop: {restrict_pushes: {users: [ann]}}}",
      before: "git switch -q develop", refused: "git commit -q --allow-empty -m X",
      rule: "restricted-push", placeholders: [("LOGIN", "ann")],
      after: "git commit -q --allow-empty -m X"),
    Case(
      what: "a mirror of a clone",
      before: "git init -q --bare ../backup.git; git remote add backup ../backup.git",
      refused: "git push -q --mirror backup", rule: "ref-namespace",
      after: "git -C ../backup.git rev-parse story-1; ! git -C ../server.git rev-parse story-1"),
    Case(
      what: "a story that carries main's work, from a clone with a stale main",
      before: """
        git switch -q main; git commit -q --allow-empty -m H; git push -q origin main
        git switch -q -c story-2; echo x >x; git add x; git commit -q -m X
        git branch -q -f main main~1; git branch -q -D develop
        """,
      refused: "git push -q origin story-2", rule: "branch-point",
      after: "git push -q origin story-2; git show origin/story-2:x", side: "server"),
    Case(
      what: "a forced push that the server refuses",
      before: """
        git push -q origin story-1:develop; git fetch -q; git switch -q develop
        git commit -q --allow-empty -m X
        """,
      refused: "git push -q -f origin develop", rule: "non-fast-forward",
      after: "git push -q origin develop", side: "server"),
  ]

  @Test(
    "A cure that is pasted mends what was refused",
    arguments: cases + ByHandCures.cases + PushCures.cases + SetBackCures.cases)
  func pasted(_ each: Case) async throws {
    let clone = try await PolicedClone(policy: each.policy + "\n")
    if each.side == "server" {
      try await clone.shell("policy uninstall; policy install --server -C ../server.git")
    }
    try await clone.shell(
      """
      mkdir bin; printf '#!/bin/sh\\nshift 2; echo "$*" >.git/asked\\n' >bin/gh
      chmod +x bin/gh; echo bin >>.git/info/exclude
      printf '#!/bin/sh\\necho X >"$1"\\n' >bin/edit; chmod +x bin/edit
      for place in . ../server.git; do git -C $place config core.hooksPath /dev/null; done
      \(each.before)
      cd \(clone.work)
      for place in . ../server.git; do git -C $place config --unset core.hooksPath; done
      """)
    let refused = try await clone.run(each.refused)
    try #require(refused.status != 0, "\(refused.errors)")
    let said = "[\(each.rule)]: "
    try #require(refused.errors.contains(said), "\(refused.errors)")
    #expect(each.hint.isEmpty || refused.said.contains(each.hint), "\(refused.errors)")
    var cure = try #require(Self.cure(in: refused.errors, behind: said), "\(refused.errors)")
    for (name, value) in each.placeholders { cure = cure.replacing(name, with: value) }
    let pasted = try await clone.run(
      "export PATH=$PWD/bin:$PATH GIT_EDITOR=$PWD/bin/edit GIT_SEQUENCE_EDITOR=true\n\(cure)")
    #expect(pasted.status == 0, "\(cure)\n\(pasted.text)\(pasted.errors)")
    let after = try await clone.run(each.after)
    #expect(after.status == 0, "\(cure)\n\(pasted.errors)\(after.text)\(after.errors)")
  }

  /// The command that the help behind a finding tells, as a terminal shows it: with line ends and all.
  private static func cure(in errors: String, behind said: String) -> String? {
    let lines = errors.split(separator: "\n").map { line in
      line.hasPrefix("remote: ") ? String(line.dropFirst(8)) : String(line)
    }
    guard let start = lines.firstIndex(where: { $0.contains(said) }),
      let help = lines[start...].firstIndex(where: { $0.hasPrefix("  help: ") })
    else { return nil }
    let block = lines[(help + 1)...].prefix { $0.hasPrefix("    ") }
    let text = ([lines[help]] + block).joined(separator: "\n")
    let programs = ["git ", "policy ", "gh "]
    for (index, character) in zip(text.indices, text) where character == ":" {
      let rest = text[text.index(after: index)...].drop { $0.isWhitespace }
      if programs.contains(where: rest.hasPrefix) { return String(rest.prefix { $0 != ";" }) }
    }
    return nil
  }

  @Test(
    "What doctor says of a repository elsewhere is done there",
    arguments: [
      ("", "chmod -x repo/.git/hooks/pre-push"), ("", "rm repo/.git/hooks/pre-push"),
      ("", "git -C repo config policy.enabled no"),
      ("", "git -C repo config core.hooksPath /dev/null"),
      ("--server", "git -C repo symbolic-ref HEAD refs/heads/gone"),
    ])
  func elsewhere(_ side: String, _ trouble: String) async throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let answer = try await Program.run(
      "sh",
      [
        "-c",
        """
        git init -q -b main repo; git -C repo commit -q --allow-empty -m Begin
        git init -q -b own here; cd here; git commit -q --allow-empty -m Mine
        policy install \(side) -C ../repo >/dev/null; cd ..; \(trouble); cd here
        policy doctor \(side) -C ../repo >../said && echo "nothing is wrong"
        sed -n 's/^  help: //p' ../said >../cure; cat ../cure >&2; sh -e ../cure >/dev/null
        policy install \(side) -C ../repo >/dev/null
        policy doctor \(side) -C ../repo; echo $?; git symbolic-ref HEAD; git config --local -l | grep policy
        """,
      ], in: folder.path, changing: ["PATH": try PolicyProgram.path(), "HOME": folder.path])
    #expect(answer.lines.suffix(2) == ["0", "refs/heads/own"], "\(answer.text)\(answer.errors)")
    #expect(!answer.text.contains("nothing is wrong"))
  }
}

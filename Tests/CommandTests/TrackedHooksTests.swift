import TestSupport
import Testing

/// Hooks that git tracks, in a folder to which `core.hooksPath` leads: nothing of them is changed.
@Suite struct TrackedHooksTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs lines in a repository that tracks a `pre-commit`, which says `theirs`, in `.githooks`.
  private func run(_ script: String) async throws -> ProgramOutput {
    try await PolicyProgram.shell(
      """
      git init -q -b story-1 repo; cd repo; mkdir .githooks
      printf '#!/bin/sh\\necho theirs >&2\\n' >.githooks/pre-commit; chmod +x .githooks/pre-commit
      git add .; git commit -q -m Begin; git config core.hooksPath .githooks
      \(script)
      """, in: folder.path, changing: ["HOME": folder.path])
  }

  @Test("They run first as they stand, stay as they are, and the setting comes back")
  func inPlace() async throws {
    let result = try await run(
      """
      echo exit 1 >.githooks/commit-msg
      printf '#!/bin/sh\\necho after >&2\\n' >.githooks/post-commit; chmod +x .githooks/post-commit
      git add .; cp .git/config ../config; git config core.hooksPath .githooks
      policy install | cut -c1-23; git status --short
      git commit -q -m One
      printf '#!/bin/sh\\necho newer >&2\\n' >.githooks/pre-commit; git commit -q -a -m Two
      policy install; policy doctor | grep -e '^wrong' -e '^note: .*commit'
      policy uninstall | tail -n 1; cmp .git/config ../config
      ls -A .git .git/hooks | grep -v sample | grep -e '-' -e hooks
      git commit -q --allow-empty -m Three
      """)
    #expect(
      result.lines == [
        "installed in .git/hooks", "stays as it is, since g", "runs first, as before: ",
        "switched off, as before", "A  .githooks/commit-msg", "A  .githooks/post-commit",
        "nothing to do: the hooks are installed in .git/hooks",
        "note: pre-commit: somebody's own in '.githooks/pre-commit' runs first",
        "note: commit-msg: somebody's own in '.githooks/commit-msg' is a disabled hook: "
          + "no executable file, so nobody runs it",
        "git runs the hooks in '.githooks' again", "hooks", ".git/hooks:",
      ], "\(result.text)\(result.errors)")
    #expect(
      result.errors.split(separator: "\n").filter { !$0.hasPrefix("hint") } == [
        "theirs", "after", "newer", "after", "newer", "after",
      ], "\(result.errors)")
  }

  @Test(
    "A hook that asks for its neighbours finds them, as husky 8's; setting the path anew is told")
  func husky() async throws {
    let result = try await run(
      """
      mkdir -p .husky/_; echo '*' >.husky/_/.gitignore; echo 'echo sourced >&2' >.husky/_/husky.sh
      printf '#!/usr/bin/env sh\\n. "$(dirname -- "$0")/_/husky.sh"\\n' >.husky/pre-commit
      chmod +x .husky/pre-commit; git add .husky; git config core.hooksPath .husky
      policy install | sed -n 's/^runs first.*: //p'; git commit -q -m One
      git config core.hooksPath .husky; policy doctor | grep -A 1 '^wrong: not installed' | tail -n 1
      policy install | head -n 1; git commit -q --allow-empty -m Two
      git config core.hooksPath .husky; policy uninstall | tail -n 1
      git config --get-regexp 'hookspath'
      """)
    #expect(
      result.lines == [
        "pre-commit (husky)", "  help: policy install",
        "installed in .git/hooks: what was out of date",
        "git runs the hooks in '.husky' again", "core.hookspath .husky",
      ], "\(result.text)\(result.errors)")
    #expect(result.errors == "sourced\nsourced\n")
  }

  @Test("Each work tree runs its own; a setting of the user's stands behind, and comes back")
  func workTrees() async throws {
    let result = try await run(
      """
      git config --unset core.hooksPath; git config --file ../global core.hooksPath .githooks
      export GIT_CONFIG_GLOBAL="$HOME/global"
      policy install | head -n 2 | tail -n 1; git worktree add -q -b story-2 ../one 2>/dev/null
      sed -i s/theirs/one/ ../one/.githooks/pre-commit; git -C ../one commit -q -a -m One
      git commit -q --allow-empty -m Two; policy doctor | grep -c '^wrong' || :
      policy uninstall | tail -n 1; git config --local --get-regexp hookspath || echo none
      """)
    #expect(
      result.lines == [
        "stays as it is, since git tracks files there: .githooks", "0",
        "git runs the hooks in '.githooks' again", "none",
      ], "\(result.text)\(result.errors)")
    #expect(result.errors == "one\ntheirs\n")
  }

  @Test("Ours that were committed are told of, and give way to what stood there")
  func published() async throws {
    let result = try await run(
      """
      git rm -q -r --cached .githooks; policy install >/dev/null 2>&1; git add .githooks
      git -c core.hooksPath=/dev/null commit -q -m Publish
      policy doctor | grep -A 1 'would publish them' | tail -n 1
      policy install | tail -n 1 | cut -d: -f1; ls -A . .githooks; git commit -q --allow-empty -m One
      """)
    #expect(
      result.lines == [
        "  help: policy install", "removed from .githooks", ".:", ".git", ".githooks",
        ".githooks:", "pre-commit",
      ], "\(result.text)\(result.errors)")
    #expect(result.errors == "theirs\n")
  }

  /// Settings that policy does not take out of the way by itself.
  static let refusals = [
    "printf '#!/bin/sh\\nexit 1\\n' >.git/hooks/pre-commit; chmod +x .git/hooks/pre-commit",
    "git config --unset core.hooksPath; git config --file shared core.hooksPath .githooks; "
      + "git config include.path ../shared",
    "git config --unset core.hooksPath; git config extensions.worktreeConfig true; "
      + "git config --worktree core.hooksPath .githooks",
  ]

  @Test(
    "What cannot be done is refused before anything is changed; the cure does it",
    arguments: refusals)
  func refusal(_ setting: String) async throws {
    let result = try await run(
      """
      \(setting)
      find . -type f | sort | xargs cksum >../before
      policy install 2>../said && echo installed
      find . -type f | sort | xargs cksum | cmp - ../before
      sed -n -e 's/^help: //' -e 's/^say it [a-z ]*: //' -e 's/^\\(git\\|mv\\) /&/p' ../said >../cure
      sh -e ../cure >/dev/null; policy doctor | grep '^wrong' || echo well
      git commit -q --allow-empty -m One
      """)
    #expect(result.lines == ["well"], "\(result.text)\(result.errors)")
    #expect(result.errors == "theirs\n", "\(result.errors)")
  }
}

import Hooks
import TestSupport
import Testing

@testable import policy

/// Hooks go where git looks for them: git itself says whether they do.
@Suite struct InstallPlaceTests {
  let folder: TemporaryFolder
  /// What the hooks call in the place of policy: it writes down what it is called for.
  private var program: String { folder.path + "/pro gram" }

  init() async throws {
    folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\necho \"$2\" >> \"$LOG\"\n".utf8, to: "pro gram")
    _ = try await Program.run("chmod", ["+x", "pro gram"], in: folder.path)
  }

  /// A place, as the shell makes it; the last folder is where policy and git are run.
  static let places: [(String, String)] = [
    ("a repository's own folder", "git init -q repo; cd repo"),
    ("a folder that is missing", "git init -q --template= repo; cd repo"),
    ("a subfolder", "git init -q repo; mkdir repo/sub; cd repo/sub"),
    ("relative", "git init -q repo; git -C repo config core.hooksPath .githooks; cd repo"),
    (
      "relative, from a subfolder",
      "git init -q repo; git -C repo config core.hooksPath ./h//; mkdir repo/sub; cd repo/sub"
    ),
    ("the home folder", "git init -q repo; git -C repo config core.hooksPath '~/hooks'; cd repo"),
    (
      "global",
      "export GIT_CONFIG_GLOBAL=$HOME/gitconfig; git config --global core.hooksPath \"$HOME/g\"; "
        + "git init -q repo; cd repo"
    ),
    (
      "included",
      "git init -q repo; cd repo; git config include.path more; "
        + "git config -f .git/more core.hooksPath \"$HOME/inc\""
    ),
    (
      "a linked work tree",
      "git init -q repo; git -C repo commit -q --allow-empty -m x; "
        + "git -C repo worktree add -q ../linked 2>&1; cd linked"
    ),
    (
      "a work tree's own setting",
      "git init -q repo; git -C repo commit -q --allow-empty -m x; "
        + "git -C repo worktree add -q ../linked 2>&1; cd linked; "
        + "git config extensions.worktreeConfig true; git config --worktree core.hooksPath \"$HOME/w\""
    ),
    (
      "a submodule",
      "git init -q one; git -C one commit -q --allow-empty -m x; git init -q repo; cd repo; "
        + "git -c protocol.file.allow=always submodule --quiet add ../one sub 2>&1; cd sub"
    ),
    (
      "a link to a folder",
      "git init -q repo; mkdir shared; rm -r repo/.git/hooks; ln -s ../../shared repo/.git/hooks; "
        + "cd repo"
    ),
    (
      "a link to a folder that is missing",
      "git init -q repo; rm -r repo/.git/hooks; ln -s ../../shared repo/.git/hooks; cd repo"
    ),
    (
      "a hostile name",
      "git init -q 're po'; cd 're po'; git config core.hooksPath 'a  \"b\"\n$HOME `id` '\\''c'"
    ),
    ("a separate folder", "git init -q --separate-git-dir \"$HOME/away\" repo; cd repo"),
  ]

  @Test("They fire, and leave nothing behind", arguments: places)
  func place(_ name: String, _ setting: String) async throws {
    let script = """
      set -e
      \(setting)
      printf '#!/bin/sh\\necho foreign >> "$LOG"\\n' > "$HOME/foreign"; chmod +x "$HOME/foreign"
      hooks=$(cd "$(git rev-parse --show-toplevel)"; git rev-parse --path-format=absolute --git-path hooks; echo x)
      hooks=${hooks%?x}
      policy install --program '\(program)' >/dev/null
      POLICY_SKIP=rule:reason git commit -q --allow-empty -m two
      sort -u "$LOG" | tr '\\n' ' '
      policy install --program '\(program)' | cut -c1-13
      policy uninstall >/dev/null
      rm "$LOG"
      git commit -q --allow-empty -m three
      ls -A "$hooks"
      ls -d "$hooks".before-policy 2>/dev/null || echo gone
      cat "$LOG" 2>/dev/null || echo silent
      """
    let result = try await Program.run(
      "sh", ["-c", script], in: folder.path,
      changing: ["PATH": try PolicyProgram.path(), "LOG": folder.path + "/log"])
    #expect(
      result.text.split(separator: "\n").filter { !$0.hasSuffix(".sample") } == [
        "commit-msg pre-commit reference-transaction nothing to do", "gone", "silent",
      ], "\(result.text)\(result.errors)")
  }

  @Test("A bare repository gets the hooks of its side")
  func bare() async throws {
    let script = """
      git init -q --bare store.git; git init -q work; cd work; git commit -q --allow-empty -m x
      policy install --server -C ../store.git --program '\(program)' >/dev/null
      git push -q ../store.git HEAD:refs/heads/main 2>&1
      sort -u "$LOG"
      policy uninstall -C ../store.git >/dev/null; ls ../store.git/hooks | grep -v sample
      """
    let result = try await Program.run(
      "sh", ["-c", script], in: folder.path,
      changing: ["PATH": try PolicyProgram.path(), "LOG": folder.path + "/log"])
    #expect(result.lines == ["post-receive", "pre-receive", "reference-transaction"])
  }

  /// Settings under which no hook can be, with what is said.
  static let refusals: [(String, String)] = [
    ("git config core.hooksPath /dev/null", "git config --local --unset-all core.hooksPath"),
    ("git config core.hooksPath .git/config", "git config --local --unset-all core.hooksPath"),
    ("git config core.hooksPath .git/config/x", "git config --local --unset-all core.hooksPath"),
    ("git config core.hooksPath ''", "core.hooksPath is empty: git runs no hooks"),
    ("git config core.hooksPath ''", "help: git config --local --unset-all core.hooksPath"),
    (
      "export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=",
      "help: call it without -c core.hooksPath"
    ),
    ("mkdir .git/hooks/pre-push", "is no file"),
    ("mkfifo .git/hooks/pre-push", "is no file"),
    ("cd /", "not a git repository"),
  ]

  @Test("Where no hook can be, nothing is changed, and the cure is said", arguments: refusals)
  func refusal(_ setting: String, _ cure: String) async throws {
    let script = """
      git init -q . ; printf x > .git/hooks/pre-commit; \(setting)
      find "$HOME" | sort > "$HOME/../$$.before"
      policy install --program '\(program)'; echo $?
      find "$HOME" | sort | diff "$HOME/../$$.before" - ; rm "$HOME/../$$.before"
      """
    let result = try await Program.run(
      "sh", ["-c", script], in: folder.path, changing: ["PATH": try PolicyProgram.path()])
    #expect(result.lines == [setting == "cd /" ? "2" : "69"])
    #expect(result.errors.contains(cure), "\(result.errors)")
  }

  @Test(
    "Hooks go away, too, where a setting keeps git from running any",
    arguments: ["/dev/null", ".git/config", ".git/config/hooks", ""])
  func uninstallUnused(path: String) async throws {
    let script = """
      git init -q . ; printf 'mine' > .git/hooks/pre-commit
      policy install --program '\(program)' >/dev/null; git config core.hooksPath '\(path)'
      policy uninstall; echo $?; ls .git/hooks | grep -v sample; cat .git/hooks/pre-commit
      """
    let result = try await Program.run(
      "sh", ["-c", script], in: folder.path, changing: ["PATH": try PolicyProgram.path()])
    #expect(
      result.lines.first?.hasPrefix("removed from .git/hooks: pre-commit, ") == true,
      "\(result.errors)")
    #expect(result.lines.dropFirst() == ["0", "pre-commit", "mine"], "\(result.text)")
    #expect(
      result.errors.contains(
        "git runs no hooks; the repository's own hooks folder is looked at\n"), "\(result.errors)")
  }

  @Test("A script that was changed by hand is neither overwritten nor lost")
  func edited() async throws {
    let script = """
      git init -q . ; policy install --program '\(program)' >/dev/null
      echo '# mine' >> .git/hooks/pre-commit; cp .git/hooks/pre-commit mine
      policy install --program '\(program)' 2>&1 | grep -c 'was changed after'
      cmp mine .git/hooks/pre-commit && echo same
      policy uninstall 2>&1 | grep -c 'was changed after'
      ls .git/hooks | grep -v sample
      cmp mine .git/hooks.before-policy/pre-commit.edited.1 && echo same
      for time in 1 2; do policy install --program '\(program)' | cut -d: -f1; done
      policy uninstall >/dev/null; cmp mine .git/hooks.before-policy/pre-commit.edited.1 && echo same
      """
    let result = try await Program.run(
      "sh", ["-c", script], in: folder.path, changing: ["PATH": try PolicyProgram.path()])
    #expect(
      result.lines
        == ["1", "same", "1", "same", "installed in .git/hooks", "nothing to do", "same"],
      "\(result.text)\(result.errors)")
  }

  @Test("Installing twice touches nothing")
  func twice() async throws {
    let script = """
      git init -q . ; printf '#!/bin/sh\\n' > .git/hooks/pre-commit; chmod 700 .git/hooks/pre-commit
      policy install >/dev/null
      find .git/hooks* -printf '%p %m %i %T@ %C@\\n' | sort > one; policy install >/dev/null
      find .git/hooks* -printf '%p %m %i %T@ %C@\\n' | sort | cmp - one && echo same
      policy install --dry-run >/dev/null; policy uninstall --dry-run >/dev/null
      find .git/hooks* -printf '%p %m %i %T@ %C@\\n' | sort | cmp - one && echo same
      """
    let result = try await Program.run(
      "sh", ["-c", script], in: folder.path, changing: ["PATH": try PolicyProgram.path()])
    #expect(result.lines == ["same", "same"], "\(result.errors)")
  }
}
